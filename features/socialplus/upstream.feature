# language: ja
@socialplus
機能: ソーシャルPLUSの先のログインプロバイダ
  ログインプロバイダで起きたことは、ソーシャルPLUSを通してRPに伝わる。

  @id-sp-way @FLOW-LOGIN
  シナリオアウトライン: <入口>でログインできる
    もし 利用者が<入口>でログインする
    ならば 利用者は本人としてログインしている

    @socialplus
    例: ソーシャルPLUS
      | 行     | 入口                         |
      | apple  | ソーシャルPLUSのApple        |
      | google | ソーシャルPLUSのGoogle       |
      | yahoo  | ソーシャルPLUSのYahoo! JAPAN |

  @id-sp-upstream @CB-ERROR
  シナリオアウトライン: <入口>の先の「<障害>」ではログインさせない
    前提 ログインプロバイダで障害「<障害>」が起こる
    もし 利用者が<入口>でログインする
    ならば ログインは拒まれる
    かつ ログインプロバイダの障害は起きた

    @socialplus
    例: ソーシャルPLUS
      | 行                  | 入口                   | 障害                         |
      | line-server-error   | ソーシャルPLUS         | エラー応答 server_error      |
      | line-nonce          | ソーシャルPLUS         | 違う nonce                   |
      | line-signature      | ソーシャルPLUS         | 署名の破損                   |
      | line-token-500      | ソーシャルPLUS         | トークンエンドポイントの 500 |
      | apple-nonce         | ソーシャルPLUSのApple  | 違う nonce                   |
      | apple-signature     | ソーシャルPLUSのApple  | 署名の破損                   |
      | apple-token-500     | ソーシャルPLUSのApple  | トークンエンドポイントの 500 |
      | google-server-error | ソーシャルPLUSのGoogle | エラー応答 server_error      |
      | google-aud          | ソーシャルPLUSのGoogle | 別のクライアント宛ての aud   |
      | google-unknown-kid  | ソーシャルPLUSのGoogle | 未知の kid と未知の鍵        |

  @id-sp-upstream-token @SP-STATUS
  シナリオアウトライン: <入口>の先の「<障害>」ではログインさせない （ワンタイムトークン）
    前提 ログインプロバイダで障害「<障害>」が起こる
    もし 利用者が<入口>でログインする
    ならば ログインは拒まれる
    かつ ログインプロバイダの障害は起きた

    @socialplus
    例: ソーシャルPLUS
      | 行                  | 入口                               | 障害                    |
      | google-server-error | ソーシャルPLUSのワンタイムトークン | エラー応答 server_error |

  @id-sp-upstream-cancel @CB-CANCEL
  シナリオアウトライン: <入口>の先で利用者が取り消したら、やり直せる画面を出す
    前提 利用者は同意画面で取り消す
    もし 利用者が<入口>でログインする
    ならば 誰もログインしていない
    かつ 取り消しは障害として扱われていない

    @socialplus
    例: ソーシャルPLUS
      | 行     | 入口                         |
      | apple  | ソーシャルPLUSのApple        |
      | google | ソーシャルPLUSのGoogle       |
      | yahoo  | ソーシャルPLUSのYahoo! JAPAN |

  @id-sp-apple-name @SP-PROFILE @own-mock
  シナリオアウトライン: <入口>で二度目に名前が届かなくても、前の名前を消さない （個人情報保管設定は<保管>）
    前提 利用者は「SP5」である
    かつ ソーシャルPLUSの設定「keep_profiles=<保管>」がある
    もし 利用者が<入口>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<入口>でログインする
    ならば 前に得た名前はそのまま残っている

    @socialplus @P-28
    例: P-28
      | 行         | 入口                  | 保管 |
      | apple-kept | ソーシャルPLUSのApple | on   |
      | apple-lost | ソーシャルPLUSのApple | off  |

  @id-sp-apple-relay @USR-ADDRESS @needs-member-details
  シナリオアウトライン: <入口>の、Apple が隠したアドレスを届いたとおりに扱う
    前提 利用者は「SP5」である
    もし 利用者が<入口>でログインする
    ならば 利用者は本人としてログインしている
    かつ 会員のメールアドレスは「リレーのアドレス」である

    @socialplus @L-35
    例: L-35
      | 行    | 入口                  |
      | relay | ソーシャルPLUSのApple |
