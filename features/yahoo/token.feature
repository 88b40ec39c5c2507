# language: ja
@yahoo
機能: Yahoo! JAPAN のトークンエンドポイント
  サーバーサイドのアプリケーションは HTTP Basic で認証する。
  エラーの error_code は数、文字列、無しのどれもあり得る。

  @id-yahoo-basic @TOK-AUTH
  シナリオアウトライン: <プロバイダー>のトークンエンドポイントには HTTP Basic で認証する
    もし 利用者が<プロバイダー>でログインする
    ならば クライアント認証は HTTP Basic である

    @yahoo @YJ-24
    例: Basic
      | 行    | プロバイダー |
      | basic | Yahoo! JAPAN |

  @id-yahoo-error-shape @SES-PAGE
  シナリオアウトライン: <プロバイダー>の「<不正>」が「<癖>」でも壊れない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    かつ <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ 人に読める画面が出ている

    @yahoo @YJ-32
    例: エラーの形
      | 行        | プロバイダー | 不正                         | 癖                                 |
      | old-shape | Yahoo! JAPAN | トークンエンドポイントの 400 | 文字列の error_code と null の説明 |

  @id-yahoo-switch @REQ-SWITCH
  シナリオアウトライン: ログアウトの後の<プロバイダー>への要求は、別の人のログインを許す
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 認証要求は別の人のログインを許している

    @yahoo @YJ-37
    例: Yahoo! JAPAN（YJ-37）
      | 行     | プロバイダー |
      | switch | Yahoo! JAPAN |
