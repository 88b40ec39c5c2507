# language: ja
@request
機能: RPが送る要求
  RPがプロバイダーへ送る認証要求とトークン要求を確かめる。

  @id-fresh @REQ-FRESH
  シナリオアウトライン: <プロバイダー>への認証要求の state と nonce は毎回新しい
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 認証要求の state と nonce は毎回新しい
    かつ 認証要求の state と nonce は推測できない長さである

    @line @LINE-06 @LINE-18
    例: LINE（LINE-06、LINE-18）
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

  @id-pkce @REQ-PKCE
  シナリオアウトライン: <プロバイダー>への要求に PKCE を使う
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば PKCE を S256 で使っている
    かつ PKCE の検証子は毎回新しい

    @line @LINE-41
    例: LINE（LINE-41）
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-25 @GOO-26
    例: Google（GOO-25、GOO-26）
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-34
    例: Yahoo! JAPAN（YJ-34）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @socialplus @P-15
    例: ソーシャルPLUS（P-15）
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |
    @apple @APL-26
    例: Apple（APL-26）
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-request-form @REQ-FORM
  シナリオアウトライン: <プロバイダー>へのトークン要求はフォームで送る
    もし 利用者が<プロバイダー>でログインする
    ならば トークン要求はフォームである

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

  @id-redirect @REQ-REDIRECT
  シナリオアウトライン: <プロバイダー>へのトークン要求は認証要求と同じ redirect_uri を送る
    もし 利用者が<プロバイダー>でログインする
    ならば トークン要求の redirect_uri は認証要求と同じである

    @line @LINE-26
    例: LINE（LINE-26）
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-05 @GOO-43
    例: Google（GOO-05、GOO-43）
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-30
    例: Yahoo! JAPAN（YJ-30）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid @GBIZ-11
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @socialplus @P-14
    例: ソーシャルPLUS（P-14）
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |
    @apple @APL-24
    例: Apple（APL-24）
      | 行    | プロバイダー |
      | apple | Apple        |
