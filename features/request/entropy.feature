# language: ja
@request
機能: 何度も始めたログイン
  state と nonce は、誰にも当てられない値でなければならない。一度の要求では偏りは見えない。
  途中でやめたログインが溜まっても、次のログインはできる。

  @id-begun-often @REQ-ENTROPY
  シナリオアウトライン: <プロバイダー>のログインを 200 回始めても state と nonce は推測できず、次のログインができる
    もし 利用者が<プロバイダー>のログインを 200 回始めて、途中でやめる
    かつ 利用者が<プロバイダー>でログインする
    ならば どの要求の state と nonce も推測できない
    かつ それでも利用者は本人としてログインしている

    @line
    例: LINE
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
