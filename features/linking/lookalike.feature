# language: ja
@linking
機能: よく似たメールアドレス
  全角と半角、ı と i のように、畳むと同じになる文字がある。畳んで会員を探し、届いたままのアドレスにメールを送ると、別の人の受信箱に届く。

  @id-lookalike-mail @LNK-EMAIL
  シナリオアウトライン: <プロバイダー>の確認済みのメールアドレスに「<違い>」だけの違いがあっても、その会員にはしない
    前提 「さくら」は会員である
    かつ 「攻撃者」は「さくら」と「<違い>」だけが違うメールアドレスを確認済みとして<プロバイダー>に登録している
    もし 「さくら」がパスワードを使ってログインする
    かつ 「攻撃者」が<プロバイダー>でログインする
    ならば 「攻撃者」の<プロバイダー>でログインしても「さくら」の会員にはならない
    かつ 「さくら」の会員に<プロバイダー>は連携されていない

    @line
    例: LINE
      | 行         | プロバイダー | 違い                         |
      | line-wide  | LINE         | 全角の文字                   |
      | line-upper | LINE         | 大文字にすると同じになる文字 |
      | line-lower | LINE         | 小文字にすると同じになる文字 |
      | line-case  | LINE         | 大文字と小文字               |

    @google
    例: Google
      | 行           | プロバイダー | 違い                         |
      | google-wide  | Google       | 全角の文字                   |
      | google-upper | Google       | 大文字にすると同じになる文字 |
      | google-lower | Google       | 小文字にすると同じになる文字 |
      | google-case  | Google       | 大文字と小文字               |

    @yahoo
    例: Yahoo! JAPAN
      | 行          | プロバイダー | 違い                         |
      | yahoo-wide  | Yahoo! JAPAN | 全角の文字                   |
      | yahoo-upper | Yahoo! JAPAN | 大文字にすると同じになる文字 |
      | yahoo-lower | Yahoo! JAPAN | 小文字にすると同じになる文字 |
      | yahoo-case  | Yahoo! JAPAN | 大文字と小文字               |

    @gbizid
    例: GビズID
      | 行           | プロバイダー | 違い                         |
      | gbizid-wide  | GビズID      | 全角の文字                   |
      | gbizid-upper | GビズID      | 大文字にすると同じになる文字 |
      | gbizid-lower | GビズID      | 小文字にすると同じになる文字 |
      | gbizid-case  | GビズID      | 大文字と小文字               |

    @socialplus
    例: ソーシャルPLUS
      | 行               | プロバイダー   | 違い                         |
      | socialplus-wide  | ソーシャルPLUS | 全角の文字                   |
      | socialplus-upper | ソーシャルPLUS | 大文字にすると同じになる文字 |
      | socialplus-lower | ソーシャルPLUS | 小文字にすると同じになる文字 |
      | socialplus-case  | ソーシャルPLUS | 大文字と小文字               |

    @apple
    例: Apple
      | 行          | プロバイダー | 違い                         |
      | apple-wide  | Apple        | 全角の文字                   |
      | apple-upper | Apple        | 大文字にすると同じになる文字 |
      | apple-lower | Apple        | 小文字にすると同じになる文字 |
      | apple-case  | Apple        | 大文字と小文字               |

  @id-lookalike-recover @LNK-RECOVER
  シナリオアウトライン: <プロバイダー>を連携した会員のパスワードは、「<違い>」だけが違うメールアドレスの人には再設定できない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」が「さくら」と「<違い>」だけが違うメールアドレスで再設定する
    ならば 「攻撃者」と「さくら」は別の会員である
    かつ 「さくら」はパスワードでログインできる

    @line
    例: LINE
      | 行         | プロバイダー | 違い                         |
      | line-wide  | LINE         | 全角の文字                   |
      | line-upper | LINE         | 大文字にすると同じになる文字 |
      | line-lower | LINE         | 小文字にすると同じになる文字 |

    @google
    例: Google
      | 行           | プロバイダー | 違い                         |
      | google-wide  | Google       | 全角の文字                   |
      | google-upper | Google       | 大文字にすると同じになる文字 |
      | google-lower | Google       | 小文字にすると同じになる文字 |

    @yahoo
    例: Yahoo! JAPAN
      | 行          | プロバイダー | 違い                         |
      | yahoo-wide  | Yahoo! JAPAN | 全角の文字                   |
      | yahoo-upper | Yahoo! JAPAN | 大文字にすると同じになる文字 |
      | yahoo-lower | Yahoo! JAPAN | 小文字にすると同じになる文字 |

    @gbizid
    例: GビズID
      | 行           | プロバイダー | 違い                         |
      | gbizid-wide  | GビズID      | 全角の文字                   |
      | gbizid-upper | GビズID      | 大文字にすると同じになる文字 |
      | gbizid-lower | GビズID      | 小文字にすると同じになる文字 |

    @socialplus
    例: ソーシャルPLUS
      | 行               | プロバイダー   | 違い                         |
      | socialplus-wide  | ソーシャルPLUS | 全角の文字                   |
      | socialplus-upper | ソーシャルPLUS | 大文字にすると同じになる文字 |
      | socialplus-lower | ソーシャルPLUS | 小文字にすると同じになる文字 |

    @apple
    例: Apple
      | 行          | プロバイダー | 違い                         |
      | apple-wide  | Apple        | 全角の文字                   |
      | apple-upper | Apple        | 大文字にすると同じになる文字 |
      | apple-lower | Apple        | 小文字にすると同じになる文字 |

  @id-lookalike-register @LNK-REGISTER
  シナリオアウトライン: 「<違い>」だけが違うメールアドレスの人が会員登録しても、<プロバイダー>を連携した会員にはならない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」が「さくら」と「<違い>」だけが違うメールアドレスで会員登録する
    ならば 「攻撃者」と「さくら」は別の会員である
    かつ 「さくら」はパスワードでログインできる

    @line
    例: LINE
      | 行         | プロバイダー | 違い                         |
      | line-wide  | LINE         | 全角の文字                   |
      | line-upper | LINE         | 大文字にすると同じになる文字 |

    @google
    例: Google
      | 行           | プロバイダー | 違い                         |
      | google-wide  | Google       | 全角の文字                   |
      | google-upper | Google       | 大文字にすると同じになる文字 |

    @yahoo
    例: Yahoo! JAPAN
      | 行          | プロバイダー | 違い                         |
      | yahoo-wide  | Yahoo! JAPAN | 全角の文字                   |
      | yahoo-upper | Yahoo! JAPAN | 大文字にすると同じになる文字 |

    @gbizid
    例: GビズID
      | 行           | プロバイダー | 違い                         |
      | gbizid-wide  | GビズID      | 全角の文字                   |
      | gbizid-upper | GビズID      | 大文字にすると同じになる文字 |

    @socialplus
    例: ソーシャルPLUS
      | 行               | プロバイダー   | 違い                         |
      | socialplus-wide  | ソーシャルPLUS | 全角の文字                   |
      | socialplus-upper | ソーシャルPLUS | 大文字にすると同じになる文字 |

    @apple
    例: Apple
      | 行          | プロバイダー | 違い                         |
      | apple-wide  | Apple        | 全角の文字                   |
      | apple-upper | Apple        | 大文字にすると同じになる文字 |
