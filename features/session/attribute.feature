# language: ja
@session
機能: ブラウザーに残るもの
  セッションのCookieは、それが無いとログインした状態でなくなるCookieのことである。名前はRPによって違うので、一つずつ抜いて確かめる。

  @id-cookie-secure @SES-SECURE
  シナリオアウトライン: <プロバイダー>でログインしたあとのCookieの Secure
    もし 利用者が<プロバイダー>でログインする
    ならば セッションのCookieには Secure が付いている

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

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

  @id-cookie-httponly @SES-HTTPONLY
  シナリオアウトライン: <プロバイダー>でログインしたあとのCookieの HttpOnly
    もし 利用者が<プロバイダー>でログインする
    ならば セッションのCookieには HttpOnly が付いている

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

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

  @id-cookie-samesite @SES-SAMESITE
  シナリオアウトライン: <プロバイダー>でログインしたあとのCookieの SameSite
    もし 利用者が<プロバイダー>でログインする
    ならば セッションのCookieの SameSite は Lax か Strict である

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

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

  @id-same-browser @SES-LEFT
  シナリオアウトライン: <プロバイダー>で同じブラウザーの次の人に、前の人のことが残らない
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 別の人が同じブラウザーを使い、<プロバイダー>でログインする
    ならば 前の人のことは残っていない

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

  @id-nothing-leaks @SES-LEAK
  シナリオアウトライン: <プロバイダー>でログインしたあとのアドレスと画面に、コードもトークンも残らない
    もし 利用者が<プロバイダー>でログインする
    ならば ログイン後のアドレスと画面に、コードもトークンも出ていない

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
