# language: ja
@linking
機能: 利用停止、退会、再設定
  利用を止められた会員、退会した会員、アカウントを取り戻す会員に起こること。
  ログインの方法や、残ったセッションから、あとで入られることがあってはならない。

  @id-suspended @LNK-SUSPEND @L-31 @LNK-10
  シナリオアウトライン: 利用停止中の会員は、<プロバイダー>でもパスワードでもログインできない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 運営者が「さくら」を利用停止にする
    ならば 「さくら」のブラウザーでは誰もログインしていない
    かつ 「さくら」はパスワードではログインできない
    かつ 「さくら」の<プロバイダー>では誰もログインできない

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

  @id-withdrawn @LNK-WITHDRAW @L-27 @L-29 @LNK-10
  シナリオアウトライン: 退会した会員の<プロバイダー>では、元の会員としてログインできない
    前提 「さくらの別の端末」は「さくら」の別の端末である
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくらの別の端末」が<プロバイダー>でログインする
    かつ 「さくら」が退会する
    ならば 「さくら」のブラウザーでは誰もログインしていない
    かつ 「さくらの別の端末」のブラウザーでは誰もログインしていない
    かつ 「さくら」の<プロバイダー>でログインしても「さくら」の会員にはならない

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

  @id-withdrawn-password @LNK-WITHDRAW @L-27
  シナリオアウトライン: <プロバイダー>を連携した会員が退会すると、パスワードでもログインできない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」が退会する
    ならば 「さくら」はパスワードではログインできない
    かつ 「さくら」の<プロバイダー>でログインしても「さくら」の会員にはならない

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

  @id-rejoined @LNK-REJOIN @L-29
  シナリオアウトライン: 退会してから<プロバイダー>で戻った人は、前とは別の会員である
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」が退会する
    かつ 「さくら」が<プロバイダー>でログインする
    ならば 「さくら」は前とは別の会員である

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

  @id-recycled @LNK-RECYCLE @L-30
  シナリオアウトライン: <プロバイダー>で退会した人の会員番号を、新しい会員に使い回さない
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」が退会する
    かつ 「太郎」が<プロバイダー>でログインする
    ならば 「さくら」と「太郎」は別の会員である

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

  @id-recover-sessions @LNK-DEVICES @L-37 @LNK-03
  シナリオアウトライン: 再設定すると、<プロバイダー>を連携した会員のほかの端末はログアウトされる
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」の別の端末である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」がパスワードを使ってログインする
    かつ 「さくら」がパスワードを再設定する
    ならば 「攻撃者」のブラウザーでは誰もログインしていない
    かつ 「攻撃者」はパスワードではログインできない
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

  @id-recover-others @LNK-RECOVER
  シナリオアウトライン: 他人が再設定を申し込んでも、<プロバイダー>を連携した会員は変わらない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」が「さくら」のメールアドレスで再設定を申し込む
    ならば 「攻撃者」のブラウザーでは誰もログインしていない
    かつ 「さくら」は自分の会員としてログインしている
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

  @id-recover-trojan @LNK-TROJAN @L-38 @LNK-03
  シナリオアウトライン: 再設定すると、攻撃者が連携しておいた<プロバイダー>では入れない
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」の別の端末である
    もし 「攻撃者」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>を連携する
    かつ 「さくら」がパスワードを再設定する
    ならば 「さくら」は自分の会員としてログインしている
    かつ 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない

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

  @id-recover-pending @LNK-PENDING @L-39
  シナリオアウトライン: 再設定すると、<プロバイダー>を連携した会員の待っている連絡先の変更は無効になる
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」の別の端末である
    もし 「攻撃者」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>を連携する
    かつ 「攻撃者」がメールアドレスの変更を申し込む
    かつ 「さくら」がパスワードを再設定する
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

  @id-link-pending @LNK-PENDING @L-39
  シナリオアウトライン: <プロバイダー>を連携すると、待っている連絡先の変更は無効になる
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」の別の端末である
    もし 「攻撃者」がパスワードを使ってログインする
    かつ 「攻撃者」がメールアドレスの変更を申し込む
    かつ 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
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

  @id-recover-notice @LNK-NOTICE @L-52
  シナリオアウトライン: <プロバイダー>を連携した会員の再設定をメールで知らせる
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」がパスワードを再設定する
    ならば 「さくら」に 3 通以上のメールが届いている

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

  @id-withdraw-recent @LNK-RECENT @L-51 @own-mock
  シナリオアウトライン: <プロバイダー>でのログインから時間がたっていたら、退会の前に本人確認を求める
    もし 「さくら」が<プロバイダー>でログインする
    かつ 30 分が過ぎる
    かつ 「さくら」が退会する
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
