# language: ja
@callback
機能: 認可応答の応答モード
  応答モードはRPが選ぶ。求めたのと違う届き方をした認可応答は、途中で誰かが作り替えたものかもしれない。

  @id-mode
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない （応答モード）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    # generated: faults
    @line
    例: LINE
      | 行                  | プロバイダー | 不正                                             |
      | line-mode-form-post | LINE         | アドレスで届くはずが、フォームで届く認可応答     |
      | line-mode-fragment  | LINE         | アドレスで届くはずが、フラグメントで届く認可応答 |

    @google
    例: Google
      | 行                    | プロバイダー | 不正                                             |
      | google-mode-form-post | Google       | アドレスで届くはずが、フォームで届く認可応答     |
      | google-mode-fragment  | Google       | アドレスで届くはずが、フラグメントで届く認可応答 |

    @yahoo
    例: Yahoo! JAPAN
      | 行                   | プロバイダー | 不正                                             |
      | yahoo-mode-form-post | Yahoo! JAPAN | アドレスで届くはずが、フォームで届く認可応答     |
      | yahoo-mode-fragment  | Yahoo! JAPAN | アドレスで届くはずが、フラグメントで届く認可応答 |

    @gbizid
    例: GビズID
      | 行                    | プロバイダー | 不正                                             |
      | gbizid-mode-form-post | GビズID      | アドレスで届くはずが、フォームで届く認可応答     |
      | gbizid-mode-fragment  | GビズID      | アドレスで届くはずが、フラグメントで届く認可応答 |

    @socialplus
    例: ソーシャルPLUS
      | 行                        | プロバイダー   | 不正                                             |
      | socialplus-mode-form-post | ソーシャルPLUS | アドレスで届くはずが、フォームで届く認可応答     |
      | socialplus-mode-fragment  | ソーシャルPLUS | アドレスで届くはずが、フラグメントで届く認可応答 |

    @apple
    例: Apple
      | 行               | プロバイダー | 不正                                         |
      | apple-mode-query | Apple        | フォームを求めたのに、アドレスで届く認可応答 |

    # end of generated
