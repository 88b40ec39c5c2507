# language: ja
@keys
機能: 何度ものログインと鍵
  鍵の一覧は、ログインのたびに取るものでも、一度取れば済むものでもない。プロバイダーの障害は直り、鍵は戻されることもある。

  @id-keys-cached @KEY-CACHE @own-mock
  シナリオアウトライン: <プロバイダー>の鍵をログインのたびに取り直さない
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ 鍵の取得は 1 回までである

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

  @id-keys-bounded @KEY-BOUND @own-mock
  シナリオアウトライン: <プロバイダー>の知らない kid が続いても鍵を取り続けない
    もし 利用者が<プロバイダー>の「未知の kid と未知の鍵」のログインを 50 回繰り返す
    ならば 鍵の取得は 10 回までである

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

  @id-keys-recovered @KEY-RECOVER @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」が直れば、次はログインできる
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>の鍵の配布が直る
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @google
    例: Google
      | 行           | プロバイダー | 不正           |
      | google-500   | Google       | 鍵の配布の 500 |
      | google-empty | Google       | 空の鍵セット   |

    @yahoo
    例: Yahoo! JAPAN
      | 行        | プロバイダー | 不正           |
      | yahoo-500 | Yahoo! JAPAN | 鍵の配布の 500 |

    @gbizid
    例: GビズID
      | 行         | プロバイダー | 不正           |
      | gbizid-500 | GビズID      | 鍵の配布の 500 |

    @socialplus
    例: ソーシャルPLUS
      | 行             | プロバイダー   | 不正           |
      | socialplus-500 | ソーシャルPLUS | 鍵の配布の 500 |

    @apple
    例: Apple
      | 行        | プロバイダー | 不正           |
      | apple-500 | Apple        | 鍵の配布の 500 |

  @id-key-rollback @KEY-REFETCH @needs-key-refetch @own-mock
  シナリオアウトライン: <プロバイダー>が鍵を残らず入れ替え、また元に戻してもログインできる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>が鍵を残らず入れ替える
    かつ 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>が鍵を元に戻す
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ 鍵の取得は 3 回までである

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
