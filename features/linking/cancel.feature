# language: ja
@linking
機能: 連携の取り消しと、プロバイダー側の変化
  連携をやめても、プロバイダーで同意を取り消しても、会員はそのままである。

  @id-link-cancelled @LNK-CANCEL @L-32
  シナリオアウトライン: <プロバイダー>の連携を取り消しても、会員も<別のプロバイダー>の連携も変わらない
    もし 「さくら」が<別のプロバイダー>でログインする
    かつ 利用者は同意画面で取り消す
    かつ 「さくら」が<プロバイダー>を連携する
    ならば 「さくら」は自分の会員としてログインしている
    かつ 「さくら」の会員に<プロバイダー>は連携されていない
    かつ 「さくら」の会員に<別のプロバイダー>が連携されている

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
      | 行         | プロバイダー   | 別のプロバイダー |
      | socialplus | ソーシャルPLUS | Google           |

    @apple
    例: Apple
      | 行    | プロバイダー | 別のプロバイダー |
      | apple | Apple        | LINE             |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 別のプロバイダー |
      | yahoo | Yahoo! JAPAN | LINE             |

  @id-consent-revoked @LNK-STAY @L-32
  シナリオアウトライン: <プロバイダー>で同意を取り消した人が戻っても、同じ会員である
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」が<プロバイダー>で連携アプリを解除する
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

  @id-unlink-name @LNK-ERASE @L-53
  シナリオアウトライン: <プロバイダー>を解除すると、そこでの名前は会員の画面から消える
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」が<プロバイダー>の連携を解除する
    ならば 「さくら」の画面に<プロバイダー>での名前は出ていない

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

  @id-register-again @LNK-REGISTER @L-09
  シナリオアウトライン: <プロバイダー>を連携した会員がもう一度会員登録しても、二人目の会員にならない
    前提 「さくら」は会員である
    かつ 「さくらの別の端末」は「さくら」の別の端末である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくらの別の端末」がメールアドレスで会員登録する
    ならば 「さくら」と「さくらの別の端末」は二人の会員になっていない
    かつ 「さくら」の<プロバイダー>でログインすると「さくら」の会員になる
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
