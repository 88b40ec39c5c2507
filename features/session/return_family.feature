# language: ja
@session
機能: 壊れた戻り先と、つなぐと化ける戻り先
  戻り先は誰でもリンクに書ける。自分のオリジンにつなぐとほかのサイトになる文字列も、アドレスとして読めない文字列もある。
  どう書かれていても、ほかのサイトへ送らず、答えを返す。

  @id-return-family @SES-RETURN
  シナリオアウトライン: <プロバイダー>でログインするとき戻り先に「<戻り先>」を指定されても、そこへは送らず、答えを返す
    もし 利用者は「<戻り先>」を戻り先に指定して<プロバイダー>でログインする
    ならば 利用者はほかのサイトへ送られない

    @line
    例: LINE
      | 行               | プロバイダー | 戻り先                                     |
      | line-joined-user | LINE         | 自分のオリジンにつなぐと利用者名になるもの |
      | line-joined-host | LINE         | 自分のオリジンにつなぐとホスト名になるもの |
      | line-joined-port | LINE         | 自分のオリジンにつなぐとポートになるもの   |
      | line-bracket     | LINE         | 閉じない角括弧                             |
      | line-percent     | LINE         | 半端なパーセント                           |
      | line-newline     | LINE         | 改行を挟んだほかのサイト                   |
      | line-long        | LINE         | 10 kB のアドレス                           |

    @google
    例: Google
      | 行                 | プロバイダー | 戻り先                                     |
      | google-joined-user | Google       | 自分のオリジンにつなぐと利用者名になるもの |
      | google-joined-host | Google       | 自分のオリジンにつなぐとホスト名になるもの |
      | google-joined-port | Google       | 自分のオリジンにつなぐとポートになるもの   |
      | google-bracket     | Google       | 閉じない角括弧                             |
      | google-percent     | Google       | 半端なパーセント                           |
      | google-newline     | Google       | 改行を挟んだほかのサイト                   |
      | google-long        | Google       | 10 kB のアドレス                           |

    @yahoo
    例: Yahoo! JAPAN
      | 行                | プロバイダー | 戻り先                                       |
      | yahoo-joined-user | Yahoo! JAPAN | 自分のオリジンにつなぐと利用者名になるもの   |
      | yahoo-joined-host | Yahoo! JAPAN | 自分のオリジンにつなぐとホスト名になるもの   |
      | yahoo-joined-port | Yahoo! JAPAN | 自分のオリジンにつなぐとポートになるもの     |
      | yahoo-bracket     | Yahoo! JAPAN | 閉じない角括弧                               |
      | yahoo-percent     | Yahoo! JAPAN | 半端なパーセント                             |
      | yahoo-newline     | Yahoo! JAPAN | 改行を挟んだほかのサイト                     |
      | yahoo-long        | Yahoo! JAPAN | 10 kB のアドレス                             |
      | yahoo-site        | Yahoo! JAPAN | ほかのサイト                                 |
      | yahoo-slashes     | Yahoo! JAPAN | スラッシュの多いほかのサイト                 |
      | yahoo-no-slashes  | Yahoo! JAPAN | スラッシュの無いほかのサイト                 |
      | yahoo-backslash   | Yahoo! JAPAN | バックスラッシュで書いたほかのサイト         |
      | yahoo-tab         | Yahoo! JAPAN | タブを挟んだほかのサイト                     |
      | yahoo-space       | Yahoo! JAPAN | 空白で始まるほかのサイト                     |
      | yahoo-own-prefix  | Yahoo! JAPAN | 自分のホスト名で始まるほかのサイト           |
      | yahoo-own-user    | Yahoo! JAPAN | 自分のホスト名を利用者名に書いたほかのサイト |
      | yahoo-own-inside  | Yahoo! JAPAN | 自分のアドレスを途中に含むほかのサイト       |
      | yahoo-script      | Yahoo! JAPAN | JavaScript                                   |

    @gbizid
    例: GビズID
      | 行                 | プロバイダー | 戻り先                                       |
      | gbizid-joined-user | GビズID      | 自分のオリジンにつなぐと利用者名になるもの   |
      | gbizid-joined-host | GビズID      | 自分のオリジンにつなぐとホスト名になるもの   |
      | gbizid-joined-port | GビズID      | 自分のオリジンにつなぐとポートになるもの     |
      | gbizid-bracket     | GビズID      | 閉じない角括弧                               |
      | gbizid-percent     | GビズID      | 半端なパーセント                             |
      | gbizid-newline     | GビズID      | 改行を挟んだほかのサイト                     |
      | gbizid-long        | GビズID      | 10 kB のアドレス                             |
      | gbizid-site        | GビズID      | ほかのサイト                                 |
      | gbizid-slashes     | GビズID      | スラッシュの多いほかのサイト                 |
      | gbizid-no-slashes  | GビズID      | スラッシュの無いほかのサイト                 |
      | gbizid-backslash   | GビズID      | バックスラッシュで書いたほかのサイト         |
      | gbizid-tab         | GビズID      | タブを挟んだほかのサイト                     |
      | gbizid-space       | GビズID      | 空白で始まるほかのサイト                     |
      | gbizid-own-prefix  | GビズID      | 自分のホスト名で始まるほかのサイト           |
      | gbizid-own-user    | GビズID      | 自分のホスト名を利用者名に書いたほかのサイト |
      | gbizid-own-inside  | GビズID      | 自分のアドレスを途中に含むほかのサイト       |
      | gbizid-script      | GビズID      | JavaScript                                   |

    @socialplus
    例: ソーシャルPLUS
      | 行                     | プロバイダー   | 戻り先                                       |
      | socialplus-joined-user | ソーシャルPLUS | 自分のオリジンにつなぐと利用者名になるもの   |
      | socialplus-joined-host | ソーシャルPLUS | 自分のオリジンにつなぐとホスト名になるもの   |
      | socialplus-joined-port | ソーシャルPLUS | 自分のオリジンにつなぐとポートになるもの     |
      | socialplus-bracket     | ソーシャルPLUS | 閉じない角括弧                               |
      | socialplus-percent     | ソーシャルPLUS | 半端なパーセント                             |
      | socialplus-newline     | ソーシャルPLUS | 改行を挟んだほかのサイト                     |
      | socialplus-long        | ソーシャルPLUS | 10 kB のアドレス                             |
      | socialplus-site        | ソーシャルPLUS | ほかのサイト                                 |
      | socialplus-slashes     | ソーシャルPLUS | スラッシュの多いほかのサイト                 |
      | socialplus-no-slashes  | ソーシャルPLUS | スラッシュの無いほかのサイト                 |
      | socialplus-backslash   | ソーシャルPLUS | バックスラッシュで書いたほかのサイト         |
      | socialplus-tab         | ソーシャルPLUS | タブを挟んだほかのサイト                     |
      | socialplus-space       | ソーシャルPLUS | 空白で始まるほかのサイト                     |
      | socialplus-own-prefix  | ソーシャルPLUS | 自分のホスト名で始まるほかのサイト           |
      | socialplus-own-user    | ソーシャルPLUS | 自分のホスト名を利用者名に書いたほかのサイト |
      | socialplus-own-inside  | ソーシャルPLUS | 自分のアドレスを途中に含むほかのサイト       |
      | socialplus-script      | ソーシャルPLUS | JavaScript                                   |

    @apple
    例: Apple
      | 行                | プロバイダー | 戻り先                                       |
      | apple-joined-user | Apple        | 自分のオリジンにつなぐと利用者名になるもの   |
      | apple-joined-host | Apple        | 自分のオリジンにつなぐとホスト名になるもの   |
      | apple-joined-port | Apple        | 自分のオリジンにつなぐとポートになるもの     |
      | apple-bracket     | Apple        | 閉じない角括弧                               |
      | apple-percent     | Apple        | 半端なパーセント                             |
      | apple-newline     | Apple        | 改行を挟んだほかのサイト                     |
      | apple-long        | Apple        | 10 kB のアドレス                             |
      | apple-site        | Apple        | ほかのサイト                                 |
      | apple-slashes     | Apple        | スラッシュの多いほかのサイト                 |
      | apple-no-slashes  | Apple        | スラッシュの無いほかのサイト                 |
      | apple-backslash   | Apple        | バックスラッシュで書いたほかのサイト         |
      | apple-tab         | Apple        | タブを挟んだほかのサイト                     |
      | apple-space       | Apple        | 空白で始まるほかのサイト                     |
      | apple-own-prefix  | Apple        | 自分のホスト名で始まるほかのサイト           |
      | apple-own-user    | Apple        | 自分のホスト名を利用者名に書いたほかのサイト |
      | apple-own-inside  | Apple        | 自分のアドレスを途中に含むほかのサイト       |
      | apple-script      | Apple        | JavaScript                                   |

  @id-logout-family @SES-RETURN
  シナリオアウトライン: <プロバイダー>でログインした利用者がログアウトするとき戻り先に「<戻り先>」を指定されても、そこへは送らず、答えを返す
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者は「<戻り先>」を戻り先に指定してログアウトする
    ならば 利用者はほかのサイトへ送られない

    @line
    例: LINE
      | 行               | プロバイダー | 戻り先                                     |
      | line-joined-user | LINE         | 自分のオリジンにつなぐと利用者名になるもの |
      | line-joined-host | LINE         | 自分のオリジンにつなぐとホスト名になるもの |
      | line-joined-port | LINE         | 自分のオリジンにつなぐとポートになるもの   |
      | line-bracket     | LINE         | 閉じない角括弧                             |
      | line-percent     | LINE         | 半端なパーセント                           |
      | line-newline     | LINE         | 改行を挟んだほかのサイト                   |

    @google
    例: Google
      | 行                 | プロバイダー | 戻り先                                     |
      | google-joined-user | Google       | 自分のオリジンにつなぐと利用者名になるもの |
      | google-joined-host | Google       | 自分のオリジンにつなぐとホスト名になるもの |
      | google-joined-port | Google       | 自分のオリジンにつなぐとポートになるもの   |
      | google-bracket     | Google       | 閉じない角括弧                             |
      | google-percent     | Google       | 半端なパーセント                           |
      | google-newline     | Google       | 改行を挟んだほかのサイト                   |

    @yahoo
    例: Yahoo! JAPAN
      | 行                | プロバイダー | 戻り先                                     |
      | yahoo-joined-user | Yahoo! JAPAN | 自分のオリジンにつなぐと利用者名になるもの |
      | yahoo-joined-host | Yahoo! JAPAN | 自分のオリジンにつなぐとホスト名になるもの |
      | yahoo-joined-port | Yahoo! JAPAN | 自分のオリジンにつなぐとポートになるもの   |
      | yahoo-bracket     | Yahoo! JAPAN | 閉じない角括弧                             |
      | yahoo-percent     | Yahoo! JAPAN | 半端なパーセント                           |
      | yahoo-newline     | Yahoo! JAPAN | 改行を挟んだほかのサイト                   |
      | yahoo-site        | Yahoo! JAPAN | ほかのサイト                               |
      | yahoo-no-scheme   | Yahoo! JAPAN | https: を省いたほかのサイト                |

    @gbizid
    例: GビズID
      | 行                 | プロバイダー | 戻り先                                     |
      | gbizid-joined-user | GビズID      | 自分のオリジンにつなぐと利用者名になるもの |
      | gbizid-joined-host | GビズID      | 自分のオリジンにつなぐとホスト名になるもの |
      | gbizid-joined-port | GビズID      | 自分のオリジンにつなぐとポートになるもの   |
      | gbizid-bracket     | GビズID      | 閉じない角括弧                             |
      | gbizid-percent     | GビズID      | 半端なパーセント                           |
      | gbizid-newline     | GビズID      | 改行を挟んだほかのサイト                   |
      | gbizid-site        | GビズID      | ほかのサイト                               |
      | gbizid-no-scheme   | GビズID      | https: を省いたほかのサイト                |

    @socialplus
    例: ソーシャルPLUS
      | 行                     | プロバイダー   | 戻り先                                     |
      | socialplus-joined-user | ソーシャルPLUS | 自分のオリジンにつなぐと利用者名になるもの |
      | socialplus-joined-host | ソーシャルPLUS | 自分のオリジンにつなぐとホスト名になるもの |
      | socialplus-joined-port | ソーシャルPLUS | 自分のオリジンにつなぐとポートになるもの   |
      | socialplus-bracket     | ソーシャルPLUS | 閉じない角括弧                             |
      | socialplus-percent     | ソーシャルPLUS | 半端なパーセント                           |
      | socialplus-newline     | ソーシャルPLUS | 改行を挟んだほかのサイト                   |
      | socialplus-site        | ソーシャルPLUS | ほかのサイト                               |
      | socialplus-no-scheme   | ソーシャルPLUS | https: を省いたほかのサイト                |

    @apple
    例: Apple
      | 行                | プロバイダー | 戻り先                                     |
      | apple-joined-user | Apple        | 自分のオリジンにつなぐと利用者名になるもの |
      | apple-joined-host | Apple        | 自分のオリジンにつなぐとホスト名になるもの |
      | apple-joined-port | Apple        | 自分のオリジンにつなぐとポートになるもの   |
      | apple-bracket     | Apple        | 閉じない角括弧                             |
      | apple-percent     | Apple        | 半端なパーセント                           |
      | apple-newline     | Apple        | 改行を挟んだほかのサイト                   |
      | apple-site        | Apple        | ほかのサイト                               |
      | apple-no-scheme   | Apple        | https: を省いたほかのサイト                |
