# language: ja
@session
機能: ほかのサイトから押させる
  ほかのサイトの透明な枠の中で押させられる画面では、本人の知らないうちに操作が済む。
  リンクを開くだけで済む操作も、画像の読み込みや先読みで済んでしまう。

  @id-framed @PAGE-FRAME
  シナリオアウトライン: <プロバイダー>の「<操作>」に使う画面を、ほかのサイトの枠に入れさせない
    もし 「さくら」が<プロバイダー>でログインする
    ならば 「さくら」が<プロバイダー>の「<操作>」に使う画面は、ほかのサイトの枠に入らない

    @line
    例: LINE
      | 行          | プロバイダー | 操作       |
      | line-login  | LINE         | ログイン   |
      | line-link   | LINE         | 連携       |
      | line-unlink | LINE         | 連携の解除 |

    @google
    例: Google
      | 行            | プロバイダー | 操作       |
      | google-login  | Google       | ログイン   |
      | google-link   | Google       | 連携       |
      | google-unlink | Google       | 連携の解除 |

    @yahoo
    例: Yahoo! JAPAN
      | 行           | プロバイダー | 操作       |
      | yahoo-login  | Yahoo! JAPAN | ログイン   |
      | yahoo-link   | Yahoo! JAPAN | 連携       |
      | yahoo-unlink | Yahoo! JAPAN | 連携の解除 |

    @gbizid
    例: GビズID
      | 行            | プロバイダー | 操作       |
      | gbizid-login  | GビズID      | ログイン   |
      | gbizid-link   | GビズID      | 連携       |
      | gbizid-unlink | GビズID      | 連携の解除 |

    @socialplus
    例: ソーシャルPLUS
      | 行                | プロバイダー   | 操作       |
      | socialplus-login  | ソーシャルPLUS | ログイン   |
      | socialplus-link   | ソーシャルPLUS | 連携       |
      | socialplus-unlink | ソーシャルPLUS | 連携の解除 |

    @apple
    例: Apple
      | 行           | プロバイダー | 操作       |
      | apple-login  | Apple        | ログイン   |
      | apple-link   | Apple        | 連携       |
      | apple-unlink | Apple        | 連携の解除 |

  @id-framed-ask @PAGE-FRAME
  シナリオアウトライン: <プロバイダー>で来た初めての人に会員になるかを尋ねる画面を、ほかのサイトの枠に入れさせない
    前提 RPは初めての人に会員になるかを尋ねる
    もし 「さくら」が<プロバイダー>でログインし、会員になるかを尋ねられて止める
    ならば 「さくら」の見ている画面は、ほかのサイトの枠に入らない

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

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

  @id-get-logout @SES-GET
  シナリオアウトライン: <プロバイダー>でログインした利用者は、GET の要求ではログアウトしない
    もし 「さくら」が<プロバイダー>でログインする
    かつ 「さくら」のブラウザーに、ログアウトの要求が GET で届く
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

  @id-get-unlink @SES-GET
  シナリオアウトライン: GET の要求では<プロバイダー>の連携を解除しない
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」のブラウザーに、<プロバイダー>の連携を解除する要求が GET で届く
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
