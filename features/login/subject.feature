# language: ja
@login
機能: 長い sub
  sub は 255 文字までのどの長さでもありうる。途中で切って覚えると、別人が一人の会員になる。

  @id-long-sub @ACC-SUB
  シナリオアウトライン: 最後の一文字だけが違う sub の<プロバイダー>の別人は、別の会員になる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    かつ 最後の一桁だけが違う sub の別人が<プロバイダー>でログインする
    ならば 前とは別の会員である

    @line @LINE-14
    例: LINE（LINE-14）
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L1     |

    @yahoo @YJ-12
    例: Yahoo! JAPAN（YJ-12）
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | hanako |

    @apple
    例: Apple
      | 行    | プロバイダー | 利用者 |
      | apple | Apple        | P1     |
