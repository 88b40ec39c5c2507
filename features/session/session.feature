# language: ja
@session
機能: セッション
  ログインでセッションIDを新しくし、ログアウトで終わらせる。

  @id-renewed @SES-RENEW
  シナリオアウトライン: <プロバイダー>でログインするとセッションIDが新しくなる
    もし 利用者が<プロバイダー>でログインする
    ならば ログイン前のセッションIDではログイン後の画面に入れない

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

  @id-logout @SES-LOGOUT
  シナリオアウトライン: <プロバイダー>でログインした利用者がログアウトするとセッションが終わる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    ならば セッションは終わっている

    @line @LINE-34
    例: LINE（LINE-34）
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-40
    例: Google（GOO-40）
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-38
    例: Yahoo! JAPAN（YJ-38）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid @GBIZ-28
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
