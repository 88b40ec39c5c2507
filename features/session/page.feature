# language: ja
@session @page
機能: 失敗を知らせる画面
  どの段階で拒んでも、人に読める画面とやり直しの道を示す。
  「500 内部エラー」は、起こると分かっている失敗の知らせ方ではない。

  @id-page @SES-PAGE
  シナリオアウトライン: <プロバイダー>の「<不正>」を人に読める画面で知らせる
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ 人に読める画面が出ている

    @line
    例: LINE
      | 行            | プロバイダー | 不正                         |
      | line-error    | LINE         | エラー応答 server_error      |
      | line-state    | LINE         | 違う state                   |
      | line-token    | LINE         | トークンエンドポイントの 500 |
      | line-id-token | LINE         | 違う nonce                   |

    @google
    例: Google
      | 行              | プロバイダー | 不正                         |
      | google-error    | Google       | エラー応答 server_error      |
      | google-state    | Google       | 違う state                   |
      | google-token    | Google       | トークンエンドポイントの 500 |
      | google-id-token | Google       | 違う nonce                   |

    @yahoo
    例: Yahoo! JAPAN
      | 行             | プロバイダー | 不正                         |
      | yahoo-error    | Yahoo! JAPAN | エラー応答 server_error      |
      | yahoo-state    | Yahoo! JAPAN | 違う state                   |
      | yahoo-token    | Yahoo! JAPAN | トークンエンドポイントの 500 |
      | yahoo-id-token | Yahoo! JAPAN | 違う nonce                   |
    @gbizid
    例: GビズID
      | 行              | プロバイダー | 不正                         |
      | gbizid-error    | GビズID      | エラー応答 server_error      |
      | gbizid-state    | GビズID      | 違う state                   |
      | gbizid-token    | GビズID      | トークンエンドポイントの 500 |
      | gbizid-id-token | GビズID      | 違う nonce                   |
    @socialplus
    例: ソーシャルPLUS
      | 行                  | プロバイダー   | 不正                         |
      | socialplus-error    | ソーシャルPLUS | エラー応答 server_error      |
      | socialplus-state    | ソーシャルPLUS | 違う state                   |
      | socialplus-token    | ソーシャルPLUS | トークンエンドポイントの 500 |
      | socialplus-id-token | ソーシャルPLUS | 違う nonce                   |
    @apple
    例: Apple
      | 行             | プロバイダー | 不正                         |
      | apple-state    | Apple        | 違う state                   |
      | apple-token    | Apple        | トークンエンドポイントの 500 |
      | apple-id-token | Apple        | 違う nonce                   |

  @id-shown-escaped
  シナリオアウトライン: <プロバイダー>の「<癖>」を文字として表示する
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ 名前は画面のタグになっていない

    # generated: quirks
    @line
    例: LINE
      | 行               | プロバイダー | 癖                 |
      | line-name-markup | LINE         | HTMLの形をした名前 |

    @google
    例: Google
      | 行                 | プロバイダー | 癖                 |
      | google-name-markup | Google       | HTMLの形をした名前 |

    @yahoo
    例: Yahoo! JAPAN
      | 行                | プロバイダー | 癖                 |
      | yahoo-name-markup | Yahoo! JAPAN | HTMLの形をした名前 |

    @gbizid
    例: GビズID
      | 行                 | プロバイダー | 癖                 |
      | gbizid-name-markup | GビズID      | HTMLの形をした名前 |

    @socialplus
    例: ソーシャルPLUS
      | 行                     | プロバイダー   | 癖                 |
      | socialplus-name-markup | ソーシャルPLUS | HTMLの形をした名前 |

    @apple
    例: Apple
      | 行                | プロバイダー | 癖                 |
      | apple-name-markup | Apple        | HTMLの形をした名前 |

    # end of generated
