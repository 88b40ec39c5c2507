# language: ja
@session
機能: 一つのCookieをほかのCookieの代わりにする
  署名や暗号化が正しいというだけで、始めたばかりのログインのCookieをセッションとして受け取るRPがある（CVE-2023-48309）。
  Cookieの値は、そのCookieの名前の下でだけ意味を持つ。

  @id-cookie-for-another @SES-COOKIE
  シナリオアウトライン: <プロバイダー>のログインを始めただけの人のCookieは、どの名前で送ってもセッションにならない
    もし 利用者が<プロバイダー>でログインする
    かつ 別の人が<プロバイダー>のログインを始めて、戻る手前で止める
    ならば 始めただけのCookieの値をどの名前で送っても、誰もログインしていない

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

  @id-cookie-after-logout @SES-COOKIE
  シナリオアウトライン: <プロバイダー>でログインした利用者がログアウトすると、残ったCookieの値をどの名前で送ってもセッションにならない
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    ならば ログアウトしたあとに残るCookieの値をどの名前で送っても、誰もログインしていない

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
