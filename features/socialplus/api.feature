# language: ja
@socialplus
機能: ソーシャルPLUSの Web API
  サーバーだけがAPIキーを持ち、失敗はエラーコードで見分ける。個人情報はどれも無いことがある。

  @id-api-key @SP-KEY
  シナリオアウトライン: <入口>のAPIキーをブラウザーに渡さない
    もし 利用者が<入口>でログインする
    ならば RPの秘密はブラウザーに現れていない

    @socialplus @P-36
    例: P-36
      | 行      | 入口                               |
      | connect | ソーシャルPLUS                     |
      | token   | ソーシャルPLUSのワンタイムトークン |

  @id-api-error
  シナリオアウトライン: <入口>の「<不正>」を利用者のせいにしない
    前提 <入口>は不正「<不正>」を仕込んでいる
    もし 利用者が<入口>でログインする
    ならば ログインは拒まれる
    かつ 利用者のせいでない障害として知らせている

    @socialplus @P-30
    例: P-30
      | 行        | 入口                               | 不正                          |
      | key       | ソーシャルPLUSのワンタイムトークン | APIキーのエラー               |
      | key-older | ソーシャルPLUSのワンタイムトークン | 古い形のAPIキーのエラー       |
      | html      | ソーシャルPLUSのワンタイムトークン | Web API が 200 で HTML を返す |
      | hang      | ソーシャルPLUSのワンタイムトークン | Web API の無応答              |

    @socialplus @P-44
    例: P-44
      | 行         | 入口                               | 不正           |
      | rate-limit | ソーシャルPLUSのワンタイムトークン | Web API の 429 |

  @id-api-profile
  シナリオアウトライン: <入口>の「<癖>」でもログインできる
    前提 <入口>は癖「<癖>」を仕込んでいる
    もし 利用者が<入口>でログインする
    ならば 利用者は本人としてログインしている

    @socialplus @P-38
    例: P-38
      | 行       | 入口                               | 癖                            |
      | no-email | ソーシャルPLUSのワンタイムトークン | 空の email と null の profile |

    @socialplus @P-32
    例: P-32
      | 行             | 入口                               | 癖                         |
      | empty-provider | ソーシャルPLUSのワンタイムトークン | 空のプロバイダー別個人情報 |
