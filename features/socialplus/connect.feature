# language: ja
@socialplus
機能: OpenID Connect 方式（ソーシャルPLUS）
  iss はURLでないサービスIDで、サービスごとに鍵も利用者も違う。ログインプロバイダはアドレスのパスで選ぶ。

  @id-sp-connect
  シナリオアウトライン: <入口>の「<不正>」を拒む
    前提 <入口>は不正「<不正>」を仕込んでいる
    もし 利用者が<入口>でログインする
    ならば ログインは拒まれる

    @socialplus @P-02 @L-54
    例: P-02・L-54
      | 行            | 入口           | 不正               |
      | other-service | ソーシャルPLUS | 別のサービスの iss |

    @socialplus @P-19
    例: P-19
      | 行        | 入口           | 不正                       |
      | other-key | ソーシャルPLUS | 別のサービスの鍵による署名 |

    @socialplus @P-22
    例: P-22
      | 行               | 入口           | 不正                             |
      | provider-swapped | ソーシャルPLUS | 始めたのと違うログインプロバイダ |

    @socialplus @P-13
    例: P-13
      | 行             | 入口           | 不正                  |
      | invalid-client | ソーシャルPLUS | 400 の invalid_client |

    @socialplus @P-26
    例: P-26
      | 行        | 入口           | 不正           |
      | forbidden | ソーシャルPLUS | 本文の無い 403 |

  @id-sp-userinfo @needs-userinfo
  シナリオアウトライン: <入口>の「<不正>」で壊れない
    前提 <入口>は不正「<不正>」を仕込んでいる
    もし 利用者が<入口>でログインする
    ならば どう終わっても壊れない

    @socialplus @P-24
    例: P-24
      | 行        | 入口           | 不正                                   |
      | plain     | ソーシャルPLUS | WWW-Authenticate の無い 401            |
      | challenge | ソーシャルPLUS | 本文と食い違う WWW-Authenticate の 401 |

  @id-sp-host @FLOW-LOGIN
  シナリオアウトライン: <入口>の認証要求を正しいホストに送る
    もし 利用者が<入口>でログインする
    ならば 認証要求は認証用のホストに届いている

    @socialplus @P-25
    例: P-25
      | 行        | 入口           |
      | auth-host | ソーシャルPLUS |

  @id-sp-name @SP-PROFILE
  シナリオアウトライン: <入口>で二度目に名前が届かなくても、前の名前を消さない
    もし 利用者が<入口>でログインする
    かつ 利用者がログアウトする
    かつ <入口>は癖「<癖>」を仕込んでいる
    かつ 利用者が<入口>でログインする
    ならば 前に得た名前はそのまま残っている

    @socialplus @P-28
    例: P-28
      | 行   | 入口           | 癖                                   |
      | kept | ソーシャルPLUS | 名前もメールアドレスも無いIDトークン |

  @id-sp-kana @SP-PROFILE @needs-kana
  シナリオアウトライン: <入口>の「name#ja-Kana-JP」を読む
    前提 利用者は「SP4」である
    もし 利用者が<入口>でログインする
    ならば RPの画面に「エグチ ケンタ」が出ている

    @socialplus @P-29
    例: P-29
      | 行   | 入口           |
      | kana | ソーシャルPLUS |
