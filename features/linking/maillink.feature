# language: ja
@linking
機能: 残ったリンク、よそのフォーム、ほかの会員
  使い終えたリンクや古いリンク、隣のサイトから送られたフォームで、会員を動かせてはならない。
  一人の操作は、ほかの会員を変えない。

  @id-link-used @LNK-LETTER @L-37 @L-39
  シナリオアウトライン: <プロバイダー>を連携した会員の使い終えた再設定のリンクは、二度と使えない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」がパスワードを再設定する
    かつ 「攻撃者」が「さくら」に届いた再設定のリンクを使う
    ならば 「攻撃者」のブラウザーでは誰もログインしていない
    かつ 「さくら」はパスワードでログインできる

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

  @id-link-old @LNK-LETTER @L-39 @own-mock
  シナリオアウトライン: <プロバイダー>を連携した会員の三日前の再設定のリンクは使えない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」が「さくら」のメールアドレスで再設定を申し込む
    かつ 3 日たつ
    かつ 「攻撃者」が「さくら」に届いた再設定のリンクを使う
    ならば 「攻撃者」のブラウザーでは誰もログインしていない
    かつ 「さくら」はパスワードでログインできる

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

  @id-move-old @LNK-LETTER @L-39 @own-mock
  シナリオアウトライン: <プロバイダー>を連携した会員の三日前の連絡先変更のリンクは使えない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」がメールアドレスの変更を申し込む
    かつ 3 日たつ
    かつ 「さくら」が届いたリンクで変更を確定する
    ならば 「さくら」はパスワードでログインできる

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

  @id-suspended-recovers @LNK-SUSPEND @L-31
  シナリオアウトライン: 利用停止中の会員は、<プロバイダー>を連携していても、再設定のリンクからログインできない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 運営者が「さくら」を利用停止にする
    かつ 「さくら」がパスワードを再設定する
    ならば 「さくら」のブラウザーでは誰もログインしていない

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

  @id-no-password @LNK-ENTER
  シナリオアウトライン: パスワードの無い<プロバイダー>の会員に、空のパスワードでは入れない
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」がメールアドレスの変更を申し込む
    かつ 「さくら」が届いたリンクで変更を確定する
    かつ 「攻撃者」が「さくら」の変えたメールアドレスと空のパスワードでログインを試みる
    ならば 「攻撃者」のブラウザーでは誰もログインしていない
    かつ 「さくら」は自分の会員としてログインしている

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

  @id-csrf-withdraw @LNK-CSRF @L-04
  シナリオアウトライン: 隣のサイトから送られた退会を、<プロバイダー>でログインした会員に受け付けない
    もし 「攻撃者」が<プロバイダー>でログインする
    かつ 「さくら」が<プロバイダー>でログインする
    かつ 「攻撃者」の仕掛けた隣のサイトから、退会が「さくら」のブラウザーに送られる
    ならば 「さくら」は自分の会員としてログインしている

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

  @id-csrf-move @LNK-CSRF @L-04
  シナリオアウトライン: 隣のサイトから送られた連絡先の変更を、<プロバイダー>を連携した会員に受け付けない
    前提 「さくら」は会員である
    もし 「攻撃者」が<プロバイダー>でログインする
    かつ 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」の仕掛けた隣のサイトから、連絡先の変更が「さくら」のブラウザーに送られる
    かつ 「攻撃者」が届いたリンクで変更を確定する
    ならば 「さくら」はパスワードでログインできる

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

  @id-unlink-own @LNK-SESSION @L-21
  シナリオアウトライン: 一人が<プロバイダー>の連携を解除しても、ほかの会員の連携は残る
    前提 「さくら」は会員である
    かつ 「太郎」は会員である
    もし 「太郎」がパスワードを使ってログインする
    かつ 「太郎」が<プロバイダー>を連携する
    かつ 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「太郎」の会員に<プロバイダー>が連携されている

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
