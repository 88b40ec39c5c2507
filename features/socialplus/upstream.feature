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
      | google | ソーシャルPLUSのGoogle       |
      | yahoo  | ソーシャルPLUSのYahoo! JAPAN |
