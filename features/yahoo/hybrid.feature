# language: ja
@yahoo @hybrid
機能: Yahoo! JAPAN のハイブリッドフロー
  response_type=code id_token の応答は、サーバーに届かないアドレスの # の後ろに付いて戻る。response_mode は効かない。
  応答のIDトークンには c_hash があり、アクセストークンが無いので at_hash は無い。

  @id-yahoo-hybrid @HYB-FLOW
  シナリオアウトライン: <入口>でログインできる
    もし 利用者が<入口>でログインする
    ならば 利用者は本人としてログインしている

    @yahoo @YJ-21
    例: YJ-21
      | 行     | 入口                         |
      | honest | Yahoo! JAPANのハイブリッド |

  @id-yahoo-hybrid-same @ACC-SUB
  シナリオアウトライン: もう一度<入口>でログインしても同じ会員になる
    もし 利用者が<入口>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<入口>でログインする
    ならば 前と同じ会員である

    @yahoo
    例: Yahoo! JAPAN
      | 行   | 入口                         |
      | same | Yahoo! JAPANのハイブリッド |

  @id-yahoo-hybrid-front
  シナリオアウトライン: <入口>の「<不正>」を拒む （応答のIDトークン）
    前提 <入口>は不正「<不正>」を仕込んでいる
    もし 利用者が<入口>でログインする
    ならば ログインは拒まれる

    @yahoo @YJ-21
    例: YJ-21
      | 行        | 入口                         | 不正                |
      | c-hash    | Yahoo! JAPANのハイブリッド | 別のコードの c_hash |
      | no-c-hash | Yahoo! JAPANのハイブリッド | c_hash の欠落       |

    @yahoo @YJ-08
    例: YJ-08
      | 行        | 入口                         | 不正                               |
      | signature | Yahoo! JAPANのハイブリッド | 認可応答のIDトークンの署名の破損   |
      | alg-none  | Yahoo! JAPANのハイブリッド | 認可応答のIDトークンの alg が none |
      | alg-none-unhashed | Yahoo! JAPANのハイブリッド | c_hash の無い、認可応答のIDトークンの alg が none |

    @yahoo @YJ-20
    例: YJ-20
      | 行    | 入口                         | 不正                               |
      | nonce | Yahoo! JAPANのハイブリッド | 認可応答のIDトークンの違う nonce   |

    @yahoo
    例: Yahoo! JAPAN
      | 行           | 入口                         | 不正                                             |
      | token        | Yahoo! JAPANのハイブリッド | IDトークンの無い認可応答                         |
      | other-sub    | Yahoo! JAPANのハイブリッド | 認可応答のIDトークンの他人の sub                 |
      | other-client | Yahoo! JAPANのハイブリッド | 認可応答のIDトークンの別のクライアント宛ての aud |

  @id-yahoo-hybrid-cancel @CB-CANCEL
  シナリオアウトライン: <入口>で利用者が取り消したら、やり直せる画面を出す
    前提 利用者は同意画面で取り消す
    もし 利用者が<入口>でログインする
    ならば 誰もログインしていない
    かつ 取り消しは障害として扱われていない

    @yahoo @YJ-04
    例: YJ-04
      | 行     | 入口                         |
      | cancel | Yahoo! JAPANのハイブリッド |

  @id-yahoo-hybrid-error @CB-ERROR
  シナリオアウトライン: <入口>の「<不正>」ではログインさせない
    前提 <入口>は不正「<不正>」を仕込んでいる
    もし 利用者が<入口>でログインする
    ならば ログインは拒まれる
    かつ 人に読める画面が出ている

    @yahoo @YJ-25
    例: YJ-25
      | 行             | 入口                         | 不正                       |
      | login-required | Yahoo! JAPANのハイブリッド | エラー応答 login_required |
