# language: ja
@network
機能: 外への通信
  RPは、プロバイダーと許された相手のほかには通信しない。
  閉じたネットワークで動かすときだけ確かめられる。パスの入口では通信を見張れない。

  @id-egress @NET-EGRESS @guarded @alone
  シナリオアウトライン: <プロバイダー>でログインするRPは知らない相手と通信しない
    もし 利用者が<プロバイダー>でログインする
    ならば RPは知らない相手と通信していない

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-39
    例: Yahoo! JAPAN（YJ-39）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |
