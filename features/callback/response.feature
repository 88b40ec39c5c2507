# language: ja
@callback
機能: 認可応答
  戻ってきた応答が、このブラウザーで始めた認証要求への、その相手からの、初めての応答であることを確かめる。

  @id-state
  シナリオアウトライン: <プロバイダー>の応答の「<不正>」を拒む
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-07
    例: LINE（LINE-07）
      | 行                 | プロバイダー | 不正         |
      | line-state-wrong   | LINE         | 違う state   |
      | line-state-missing | LINE         | state の欠落 |
      | line-state-empty   | LINE         | 空の state   |
      | line-state-doubled | LINE         | 二重の state |

    @line @LINE-04
    例: LINE（LINE-04）
      | 行                     | プロバイダー | 不正                       |
      | line-auto-login-failed | LINE         | 失敗した自動ログインの応答 |

    @google @GOO-28
    例: Google（GOO-28）
      | 行                   | プロバイダー | 不正         |
      | google-state-wrong   | Google       | 違う state   |
      | google-state-missing | Google       | state の欠落 |
      | google-state-empty   | Google       | 空の state   |
      | google-state-doubled | Google       | 二重の state |

    @google @GOO-09
    例: Google（GOO-09）
      | 行                   | プロバイダー | 不正                               |
      | google-iss-wrong     | Google       | 認可応答の別の iss                 |
      | google-iss-missing   | Google       | 認可応答の iss の欠落              |
      | google-iss-doubled   | Google       | 認可応答の二重の iss               |
      | google-iss-lookalike | Google       | 正しい発行者で始まる認可応答の iss |

    # generated: faults
    @line
    例: LINE
      | 行                   | プロバイダー | 不正           |
      | line-state-malformed | LINE         | 形の違う state |

    @google
    例: Google
      | 行                     | プロバイダー | 不正           |
      | google-state-malformed | Google       | 形の違う state |

    @yahoo
    例: Yahoo! JAPAN
      | 行                    | プロバイダー | 不正           |
      | yahoo-state-malformed | Yahoo! JAPAN | 形の違う state |

    @gbizid
    例: GビズID
      | 行                     | プロバイダー | 不正           |
      | gbizid-state-malformed | GビズID      | 形の違う state |
      | gbizid-state-empty     | GビズID      | 空の state     |
      | gbizid-state-doubled   | GビズID      | 二重の state   |

    @socialplus
    例: ソーシャルPLUS
      | 行                         | プロバイダー   | 不正           |
      | socialplus-state-malformed | ソーシャルPLUS | 形の違う state |

    @apple
    例: Apple
      | 行                    | プロバイダー | 不正           |
      | apple-state-malformed | Apple        | 形の違う state |

    # end of generated
    @yahoo @YJ-19
    例: Yahoo! JAPAN（YJ-19）
      | 行                  | プロバイダー | 不正         |
      | yahoo-state-wrong   | Yahoo! JAPAN | 違う state   |
      | yahoo-state-missing | Yahoo! JAPAN | state の欠落 |
      | yahoo-state-empty   | Yahoo! JAPAN | 空の state   |
      | yahoo-state-doubled | Yahoo! JAPAN | 二重の state |
    @socialplus @P-05
    例: ソーシャルPLUS（P-05）
      | 行                       | プロバイダー   | 不正         |
      | socialplus-state-wrong   | ソーシャルPLUS | 違う state   |
      | socialplus-state-missing | ソーシャルPLUS | state の欠落 |
      | socialplus-state-empty   | ソーシャルPLUS | 空の state   |
      | socialplus-state-doubled | ソーシャルPLUS | 二重の state |
    @apple
    例: Apple
      | 行                  | プロバイダー | 不正         |
      | apple-state-empty   | Apple        | 空の state   |
      | apple-state-doubled | Apple        | 二重の state |

    @gbizid @GBIZ-09
    例: GビズID
      | 行                   | プロバイダー | 不正         |
      | gbizid-state-wrong   | GビズID      | 違う state   |
      | gbizid-state-missing | GビズID      | state の欠落 |
    @apple @APL-16
    例: Apple（APL-16）
      | 行                  | プロバイダー | 不正         |
      | apple-state-wrong   | Apple        | 違う state   |
      | apple-state-missing | Apple        | state の欠落 |

  @id-state-reused
  シナリオアウトライン: <プロバイダー>の応答の「<不正>」の使い回しを拒む
    前提 利用者は同意画面で取り消す
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者が考え直す
    かつ <プロバイダー>は不正「<不正>」を仕込んでいる
    かつ 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-07
    例: LINE（LINE-07）
      | 行         | プロバイダー | 不正                 |
      | line-state | LINE         | 前のログインの state |

    @google @GOO-28
    例: Google（GOO-28）
      | 行           | プロバイダー | 不正                 |
      | google-state | Google       | 前のログインの state |

    # generated: faults
    @gbizid
    例: GビズID
      | 行                  | プロバイダー | 不正                 |
      | gbizid-state-reused | GビズID      | 前のログインの state |

    # end of generated
    @yahoo @YJ-19
    例: Yahoo! JAPAN（YJ-19）
      | 行          | プロバイダー | 不正                 |
      | yahoo-state | Yahoo! JAPAN | 前のログインの state |
    @socialplus
    例: ソーシャルPLUS
      | 行               | プロバイダー   | 不正                 |
      | socialplus-state | ソーシャルPLUS | 前のログインの state |
    @apple
    例: Apple
      | 行          | プロバイダー | 不正                 |
      | apple-state | Apple        | 前のログインの state |

  @id-login-csrf
  シナリオアウトライン: <プロバイダー>の「<不正>」を拒む
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-05
    例: LINE（LINE-05）
      | 行                 | プロバイダー | 不正                         |
      | line-other-browser | LINE         | 別のブラウザーで開かれた応答 |

    @line @LINE-07
    例: LINE（LINE-07）
      | 行             | プロバイダー | 不正                                         |
      | line-own-login | LINE         | 自分のログインの途中に差し込まれた他人の応答 |

    @google
    例: Google
      | 行                   | プロバイダー | 不正                                         |
      | google-other-browser | Google       | 別のブラウザーで開かれた応答                 |
      | google-own-login     | Google       | 自分のログインの途中に差し込まれた他人の応答 |

    # generated: faults
    @line
    例: LINE
      | 行                     | プロバイダー | 不正                                       |
      | line-code-injected     | LINE         | 他人の認可コードに差し替えられた応答       |
      | line-response-mixed-up | LINE         | 別のプロバイダーのコールバックに届いた応答 |

    @google
    例: Google
      | 行                       | プロバイダー | 不正                                       |
      | google-code-injected     | Google       | 他人の認可コードに差し替えられた応答       |
      | google-response-mixed-up | Google       | 別のプロバイダーのコールバックに届いた応答 |

    @yahoo
    例: Yahoo! JAPAN
      | 行                      | プロバイダー | 不正                                       |
      | yahoo-code-injected     | Yahoo! JAPAN | 他人の認可コードに差し替えられた応答       |
      | yahoo-response-mixed-up | Yahoo! JAPAN | 別のプロバイダーのコールバックに届いた応答 |

    @gbizid
    例: GビズID
      | 行                               | プロバイダー | 不正                                         |
      | gbizid-response-in-other-browser | GビズID      | 別のブラウザーで開かれた応答                 |
      | gbizid-response-over-own-login   | GビズID      | 自分のログインの途中に差し込まれた他人の応答 |
      | gbizid-code-injected             | GビズID      | 他人の認可コードに差し替えられた応答         |
      | gbizid-response-mixed-up         | GビズID      | 別のプロバイダーのコールバックに届いた応答   |

    @socialplus
    例: ソーシャルPLUS
      | 行                           | プロバイダー   | 不正                                       |
      | socialplus-code-injected     | ソーシャルPLUS | 他人の認可コードに差し替えられた応答       |
      | socialplus-response-mixed-up | ソーシャルPLUS | 別のプロバイダーのコールバックに届いた応答 |

    @apple
    例: Apple
      | 行                      | プロバイダー | 不正                                       |
      | apple-code-injected     | Apple        | 他人の認可コードに差し替えられた応答       |
      | apple-response-mixed-up | Apple        | 別のプロバイダーのコールバックに届いた応答 |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行                  | プロバイダー | 不正                                         |
      | yahoo-other-browser | Yahoo! JAPAN | 別のブラウザーで開かれた応答                 |
      | yahoo-own-login     | Yahoo! JAPAN | 自分のログインの途中に差し込まれた他人の応答 |
    @socialplus
    例: ソーシャルPLUS
      | 行                   | プロバイダー   | 不正                                         |
      | socialplus-own-login | ソーシャルPLUS | 自分のログインの途中に差し込まれた他人の応答 |

    @socialplus @P-05
    例: ソーシャルPLUS（P-05）
      | 行                       | プロバイダー   | 不正                         |
      | socialplus-other-browser | ソーシャルPLUS | 別のブラウザーで開かれた応答 |
    @apple @APL-55
    例: Apple（APL-55）
      | 行                  | プロバイダー | 不正                                         |
      | apple-other-browser | Apple        | 別のブラウザーで開かれた応答                 |
      | apple-own-login     | Apple        | 自分のログインの途中に差し込まれた他人の応答 |

  @id-response-twice
  シナリオアウトライン: <プロバイダー>の「<不正>」でコードを使い直さない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない
    かつ コードは一度しか使われていない

    @line @LINE-27
    例: LINE（LINE-27）
      | 行         | プロバイダー | 不正             |
      | line-twice | LINE         | 二度開かれた応答 |

    @google @GOO-24
    例: Google（GOO-24）
      | 行           | プロバイダー | 不正             |
      | google-twice | Google       | 二度開かれた応答 |

    # generated: faults
    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行          | プロバイダー | 不正             |
      | yahoo-twice | Yahoo! JAPAN | 二度開かれた応答 |
    @gbizid @GBIZ-23
    例: GビズID
      | 行           | プロバイダー | 不正             |
      | gbizid-twice | GビズID      | 二度開かれた応答 |
    @socialplus
    例: ソーシャルPLUS
      | 行               | プロバイダー   | 不正             |
      | socialplus-twice | ソーシャルPLUS | 二度開かれた応答 |
    @apple @APL-22
    例: Apple（APL-22）
      | 行          | プロバイダー | 不正             |
      | apple-twice | Apple        | 二度開かれた応答 |

  @id-two-tabs @CB-PARALLEL @needs-parallel-logins
  シナリオアウトライン: 二つのタブで<プロバイダー>のログインを始めても取り違えない
    もし 利用者が二つのタブで<プロバイダー>のログインを始め、先のタブで終える
    ならば 利用者は本人としてログインしている

    @line @LINE-49
    例: LINE（LINE-49）
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |
    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-both-tabs @CB-PARALLEL @needs-parallel-logins
  シナリオアウトライン: 二つのタブで始めた<プロバイダー>のログインをどちらも終えられる
    もし 利用者が二つのタブで<プロバイダー>のログインを始め、両方のタブで終える
    ならば 利用者は本人としてログインしている

    @line @LINE-49
    例: LINE（LINE-49）
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |
    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-callback-honest
  シナリオアウトライン: <プロバイダー>の珍しいが正しい「<癖>」を受け付ける
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line @LINE-23
    例: LINE（LINE-23）
      | 行                     | プロバイダー | 癖                             |
      | line-unknown-parameter | LINE         | 認可応答の知らないパラメーター |

    @google @GOO-08
    例: Google（GOO-08）
      | 行                       | プロバイダー | 癖                             |
      | google-unknown-parameter | Google       | 認可応答の知らないパラメーター |

    @gbizid @GBIZ-34
    例: GビズID
      | 行                 | プロバイダー | 癖                             |
      | gbizid-state-first | GビズID      | state が code より前の認可応答 |

    @line @LINE-23
    例: LINE（LINE-23）
      | 行              | プロバイダー | 癖                                         |
      | line-friendship | LINE         | 認可応答の friendship_status_changed       |
      | line-liff       | LINE         | 認可応答の liffClientId と liffRedirectUri |

    @line @LINE-48
    例: LINE（LINE-48）
      | 行        | プロバイダー | 癖                                       |
      | line-next | LINE         | よそのサイトを指す next の付いた認可応答 |

    # generated: quirks
    @gbizid
    例: GビズID
      | 行                                | プロバイダー | 癖                             |
      | gbizid-callback-unknown-parameter | GビズID      | 認可応答の知らないパラメーター |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行                      | プロバイダー | 癖                             |
      | yahoo-unknown-parameter | Yahoo! JAPAN | 認可応答の知らないパラメーター |
    @socialplus
    例: ソーシャルPLUS
      | 行                           | プロバイダー   | 癖                             |
      | socialplus-unknown-parameter | ソーシャルPLUS | 認可応答の知らないパラメーター |
    @apple
    例: Apple
      | 行                      | プロバイダー | 癖                             |
      | apple-unknown-parameter | Apple        | 認可応答の知らないパラメーター |
