# language: ja
@linking
機能: パスワードの会員
  メールアドレスとパスワードの会員に、プロバイダーのアカウントを連携する。
  連携は、ログインした本人が、自分の画面から始めたときだけ成り立つ。

  @id-mail-unverified @LNK-EMAIL @L-01 @LNK-02
  シナリオアウトライン: <プロバイダー>の未確認のメールアドレスが会員と同じでも、その会員にはしない
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」のメールアドレスを未確認のまま<プロバイダー>に登録している
    もし 「さくら」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>でログインする
    ならば 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない
    かつ 「さくら」の会員に<プロバイダー>は連携されていない

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-04
    例: Google（GOO-04）
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

  @id-mail-verified @LNK-EMAIL @L-02 @LNK-01 @L-35
  シナリオアウトライン: <プロバイダー>の確認済みのメールアドレスが会員と同じでも、黙って連携しない
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」のメールアドレスを確認済みとして<プロバイダー>に登録している
    もし 「さくら」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>でログインする
    ならば 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない
    かつ 「さくら」の会員に<プロバイダー>は連携されていない

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-04
    例: Google（GOO-04）
      | 行     | プロバイダー |
      | google | Google       |

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

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

  @id-link @LNK-ADD @L-13
  シナリオアウトライン: <プロバイダー>を連携すると<プロバイダー>でもログインできる
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」は自分の会員としてログインしている
    かつ 「さくら」の会員に<プロバイダー>が連携されている
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

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |

    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |

  @id-enter @LNK-ENTER
  シナリオアウトライン: パスワードを知らない人は、<プロバイダー>のアカウントがあっても他人の会員に入れない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」が「さくら」のメールアドレスと自分のパスワードでログインを試みる
    ならば 「攻撃者」のブラウザーでは誰もログインしていない
    かつ 「攻撃者」の操作は断られる

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

  @id-link-recent @LNK-RECENT @L-51 @own-mock
  シナリオアウトライン: ログインから時間がたっていたら、<プロバイダー>の連携の前に本人確認を求める
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 30 分が過ぎる
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」の操作は断られる
    かつ 「さくら」の会員に<プロバイダー>は連携されていない
    もし 「さくら」がパスワードで本人確認をする
    かつ 「さくら」が<プロバイダー>を連携する
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

  @id-link-not-proof @LNK-RECENT @L-51 @own-mock
  シナリオアウトライン: <プロバイダー>を連携しても、本人確認をし直したことにはならない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 9 分が過ぎる
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 9 分が過ぎる
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の操作は断られる
    かつ 「さくら」の会員に<プロバイダー>が連携されている

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

  @id-link-renew @LNK-RENEW @L-14
  シナリオアウトライン: <プロバイダー>を連携するとセッションIDが新しくなる
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」は自分の会員としてログインしている
    かつ 「さくら」の前のCookieではログインできない

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

  @id-link-notice @LNK-NOTICE @L-52
  シナリオアウトライン: <プロバイダー>の連携と解除をメールで知らせる
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」に 1 通以上のメールが届いている
    もし 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」に 2 通以上のメールが届いている

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

  @id-link-csrf @LNK-STATE @L-03 @LNK-05
  シナリオアウトライン: 他人が始めた<プロバイダー>の連携の応答を、ログイン中の会員に受け付けない
    前提 「さくら」は会員である
    かつ 「攻撃者」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「攻撃者」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>の連携を始め、戻る手前で止める
    かつ 「攻撃者」の止めた応答を「さくら」のブラウザーで開く
    ならば 「さくら」の操作は断られる
    かつ 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない

    @line @LINE-45
    例: LINE（LINE-45）
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

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |

    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |

  @id-login-response-in-session @LNK-STATE @L-03 @L-45
  シナリオアウトライン: 他人が始めた<プロバイダー>のログインの応答を、ログイン中の会員に連携しない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>のログインを始め、戻る手前で止める
    かつ 「攻撃者」の止めた応答を「さくら」のブラウザーで開く
    ならば 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない

    @line @LINE-45
    例: LINE（LINE-45）
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

  @id-login-is-no-link @LNK-BUTTON @L-45
  シナリオアウトライン: ログイン中に<プロバイダー>のログインボタンを押しても、黙って連携しない
    前提 「さくら」は会員である
    もし 「さくら」が<プロバイダー>のログインを始め、戻る手前で止める
    かつ 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が止めた続きを行う
    ならば 「さくら」の<プロバイダー>でログインしても「さくら」の会員にはならない

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

  @id-link-is-no-login @LNK-BUTTON @L-44
  シナリオアウトライン: <プロバイダー>の連携の応答で、別の会員としてログインさせない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」は自分の会員としてログインしている
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

  @id-link-signed-out @LNK-MODE @L-44
  シナリオアウトライン: <プロバイダー>の連携の途中でログアウトしたら、その応答ではログインも登録もさせない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>の連携を始め、戻る手前で止める
    かつ 「さくら」がログアウトする
    かつ 「さくら」が止めた続きを行う
    ならば 「さくら」のブラウザーでは誰もログインしていない
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

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |

    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |

  @id-link-switched @LNK-SESSION @L-44
  シナリオアウトライン: <プロバイダー>の連携の途中で別の会員に替わったら、どちらの会員にも連携しない
    前提 「さくら」は会員である
    かつ 「太郎」は会員である
    かつ 「太郎」は「さくら」の端末を借りる
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>の連携を始め、戻る手前で止める
    かつ 「太郎」がパスワードを使ってログインする
    かつ 「さくら」が止めた続きを行う
    ならば 「太郎」は自分の会員としてログインしている
    かつ 「さくら」の<プロバイダー>でログインしても「太郎」の会員にはならない
    かつ 「さくら」の<プロバイダー>でログインしても「さくら」の会員にはならない

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

  @id-csrf-link @LNK-CSRF @L-04
  シナリオアウトライン: 隣のサイトから送られた<プロバイダー>の連携の開始を受け付けない
    前提 「さくら」は会員である
    かつ 「攻撃者」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「攻撃者」がパスワードを使ってログインする
    かつ 「攻撃者」の仕掛けた隣のサイトから、<プロバイダー>の連携の開始が「さくら」のブラウザーに送られる
    ならば 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない

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
