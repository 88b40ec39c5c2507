# language: ja
@linking
機能: 連携の解除
  解除したアカウントでは元の会員に入れない。
  ログインする方法は、いつでも一つは残る。

  @id-unlink-one @LNK-UNLINK @L-21 @L-25
  シナリオアウトライン: <プロバイダー>の連携を解除すると、残したプロバイダーだけで元の会員に入れる
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」が<別のプロバイダー>を連携する
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「さくら」の<別のプロバイダー>でログインすると「さくら」の会員になる
    かつ 「さくら」の<プロバイダー>でログインしても「さくら」の会員にはならない

    @line
    例: LINE
      | 行   | プロバイダー | 別のプロバイダー |
      | line | LINE         | Google           |

    @google
    例: Google
      | 行     | プロバイダー | 別のプロバイダー |
      | google | Google       | LINE             |

    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   | 別のプロバイダー       |
      | socialplus | ソーシャルPLUS | ソーシャルPLUSのGoogle |

    @apple
    例: Apple
      | 行    | プロバイダー | 別のプロバイダー |
      | apple | Apple        | LINE             |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 別のプロバイダー |
      | yahoo | Yahoo! JAPAN | LINE             |

    @gbizid
    例: GビズID
      | 行     | プロバイダー | 別のプロバイダー |
      | gbizid | GビズID      | Google           |

  @id-unlink-relink @LNK-UNLINK @L-25
  シナリオアウトライン: 解除した<プロバイダー>を、もう一度連携できる
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」が<プロバイダー>の連携を解除する
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」の<プロバイダー>でログインすると「さくら」の会員になる

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |

    @yahoo
    例: Yahoo! JAPAN
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

  @id-unlink-last @LNK-LAST @L-22 @LNK-06
  シナリオアウトライン: <プロバイダー>だけでログインする会員に、その連携を解除させない
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の操作は断られる
    かつ 「さくら」の<プロバイダー>でログインすると「さくら」の会員になる

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |

    @yahoo
    例: Yahoo! JAPAN
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

  @id-unlink-last-with-password @LNK-LAST @L-23
  シナリオアウトライン: パスワードがあれば、最後のプロバイダー<プロバイダー>も解除できる
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「さくら」はパスワードでログインできる

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |

    @yahoo
    例: Yahoo! JAPAN
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

  @id-unlink-at-once @LNK-LAST @L-22
  シナリオアウトライン: <プロバイダー>と別のプロバイダーを同時に解除しても、ログインする方法が残る
    前提 「さくらの別の端末」は「さくら」の別の端末である
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」が<別のプロバイダー>を連携する
    かつ 「さくらの別の端末」が<別のプロバイダー>でログインする
    かつ 「さくら」と「さくらの別の端末」が<プロバイダー>と<別のプロバイダー>の解除を同時に行う
    ならば 「さくら」の<プロバイダー>か<別のプロバイダー>のどちらかでは自分の会員になる

    @line
    例: LINE
      | 行   | プロバイダー | 別のプロバイダー |
      | line | LINE         | Google           |

    @google
    例: Google
      | 行     | プロバイダー | 別のプロバイダー |
      | google | Google       | LINE             |

  @id-unlink-recent @LNK-RECENT @L-51 @own-mock
  シナリオアウトライン: ログインから時間がたっていたら、<プロバイダー>の解除の前に本人確認を求める
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 30 分が過ぎる
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の操作は断られる
    かつ 「さくら」の会員に<プロバイダー>が連携されている
    もし 「さくら」がパスワードで本人確認をする
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の会員に<プロバイダー>は連携されていない

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

  @id-wrong-proof @LNK-RECENT @L-51 @own-mock
  シナリオアウトライン: 違うパスワードは、<プロバイダー>を解除する前の本人確認にならない
    前提 「さくら」は会員である
    かつ 「攻撃者」は会員である
    かつ 「攻撃者」は「さくら」の端末を借りる
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 30 分が過ぎる
    かつ 「攻撃者」がパスワードで本人確認をする
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の会員に<プロバイダー>が連携されている

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

  @id-csrf-unlink @LNK-CSRF @L-04
  シナリオアウトライン: 隣のサイトから送られた<プロバイダー>の解除を受け付けない
    前提 「さくら」は会員である
    かつ 「攻撃者」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>を連携する
    かつ 「攻撃者」の仕掛けた隣のサイトから、<プロバイダー>の連携解除が「さくら」のブラウザーに送られる
    ならば 「さくら」の会員に<プロバイダー>が連携されている

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
