# language: ja
@session
機能: ログインとログアウトのあとの画面
  戻り先は、画面のアドレスに付けるパラメーター（torii.yaml の return）で指定する。誰でもリンクに書けるので、RPは自分の画面しか受け付けない。

  @id-return-home @SES-BACK
  シナリオアウトライン: <プロバイダー>でログインすると、ログインの前に開こうとした画面へ戻る
    もし 利用者は「自分のサイトの画面」を戻り先に指定して<プロバイダー>でログインする
    ならば 利用者は戻り先の画面にいる

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |

    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |

  @id-return-elsewhere @SES-RETURN
  シナリオアウトライン: <プロバイダー>でログインするとき戻り先に「<戻り先>」を指定されても、そこへは送らない
    もし 利用者は「<戻り先>」を戻り先に指定して<プロバイダー>でログインする
    ならば 利用者はほかのサイトへ送られない

    @line
    例: LINE
      | 行              | プロバイダー | 戻り先                                       |
      | line-site       | LINE         | ほかのサイト                                 |
      | line-no-scheme  | LINE         | https: を省いたほかのサイト                  |
      | line-slashes    | LINE         | スラッシュの多いほかのサイト                 |
      | line-no-slashes | LINE         | スラッシュの無いほかのサイト                 |
      | line-backslash  | LINE         | バックスラッシュで書いたほかのサイト         |
      | line-tab        | LINE         | タブを挟んだほかのサイト                     |
      | line-space      | LINE         | 空白で始まるほかのサイト                     |
      | line-own-prefix | LINE         | 自分のホスト名で始まるほかのサイト           |
      | line-own-user   | LINE         | 自分のホスト名を利用者名に書いたほかのサイト |
      | line-own-inside | LINE         | 自分のアドレスを途中に含むほかのサイト       |
      | line-script     | LINE         | JavaScript                                   |

    @google
    例: Google
      | 行                | プロバイダー | 戻り先                                       |
      | google-site       | Google       | ほかのサイト                                 |
      | google-no-scheme  | Google       | https: を省いたほかのサイト                  |
      | google-slashes    | Google       | スラッシュの多いほかのサイト                 |
      | google-no-slashes | Google       | スラッシュの無いほかのサイト                 |
      | google-backslash  | Google       | バックスラッシュで書いたほかのサイト         |
      | google-tab        | Google       | タブを挟んだほかのサイト                     |
      | google-space      | Google       | 空白で始まるほかのサイト                     |
      | google-own-prefix | Google       | 自分のホスト名で始まるほかのサイト           |
      | google-own-user   | Google       | 自分のホスト名を利用者名に書いたほかのサイト |
      | google-own-inside | Google       | 自分のアドレスを途中に含むほかのサイト       |
      | google-script     | Google       | JavaScript                                   |

    @gbizid
    例: GビズID
      | 行               | プロバイダー | 戻り先                      |
      | gbizid-no-scheme | GビズID      | https: を省いたほかのサイト |

    @apple
    例: Apple
      | 行              | プロバイダー | 戻り先                      |
      | apple-no-scheme | Apple        | https: を省いたほかのサイト |

    @yahoo
    例: Yahoo! JAPAN
      | 行              | プロバイダー | 戻り先                      |
      | yahoo-no-scheme | Yahoo! JAPAN | https: を省いたほかのサイト |

    @socialplus
    例: ソーシャルPLUS
      | 行                   | プロバイダー   | 戻り先                      |
      | socialplus-no-scheme | ソーシャルPLUS | https: を省いたほかのサイト |

  @id-logout-elsewhere @SES-RETURN
  シナリオアウトライン: <プロバイダー>でログインした利用者がログアウトするとき戻り先に「<戻り先>」を指定されても、そこへは送らない
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者は「<戻り先>」を戻り先に指定してログアウトする
    ならば 利用者はほかのサイトへ送られない

    @line
    例: LINE
      | 行              | プロバイダー | 戻り先                               |
      | line-site       | LINE         | ほかのサイト                         |
      | line-no-scheme  | LINE         | https: を省いたほかのサイト          |
      | line-backslash  | LINE         | バックスラッシュで書いたほかのサイト |
      | line-own-prefix | LINE         | 自分のホスト名で始まるほかのサイト   |

    @google
    例: Google
      | 行                | プロバイダー | 戻り先                               |
      | google-site       | Google       | ほかのサイト                         |
      | google-no-scheme  | Google       | https: を省いたほかのサイト          |
      | google-backslash  | Google       | バックスラッシュで書いたほかのサイト |
      | google-own-prefix | Google       | 自分のホスト名で始まるほかのサイト   |
