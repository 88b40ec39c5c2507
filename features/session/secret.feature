# language: ja
@session
機能: 秘密のあるべきでない所
  トークンと client_secret は、RPのサーバーの中だけのものである。画面、アドレス、RPの出力のどれに出ても、そこを見る人がみな使える。

  @id-token-shown @SES-LEAK
  シナリオアウトライン: <プロバイダー>のトークンエンドポイントのトークンが、ログインのどの画面にもアドレスにも出ない
    もし 利用者が<プロバイダー>でログインする
    ならば どの画面にもアドレスにも、トークンは出ていない

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

  @id-secret-hidden @REQ-SECRET
  シナリオアウトライン: <プロバイダー>のクライアントの秘密を、ブラウザーに渡さない
    もし 利用者が<プロバイダー>でログインする
    ならば クライアントの秘密は、ブラウザーに渡っていない

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

  @id-secret-printed @SES-LOG
  シナリオアウトライン: <プロバイダー>のトークンとクライアントの秘密を、RPは出力しない
    もし 利用者が<プロバイダー>でログインする
    ならば RPの出力に、トークンもクライアントの秘密も出ていない

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

  @id-error-body
  シナリオアウトライン: <プロバイダー>の「<不正>」を、画面に写さない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば トークンエンドポイントのエラーの文言は、画面に出ていない

    # generated: faults
    @line
    例: LINE
      | 行                         | プロバイダー | 不正                                       |
      | line-token-error-described | LINE         | 説明の付いたトークンエンドポイントのエラー |

    @google
    例: Google
      | 行                           | プロバイダー | 不正                                       |
      | google-token-error-described | Google       | 説明の付いたトークンエンドポイントのエラー |

    @yahoo
    例: Yahoo! JAPAN
      | 行                          | プロバイダー | 不正                                       |
      | yahoo-token-error-described | Yahoo! JAPAN | 説明の付いたトークンエンドポイントのエラー |

    @gbizid
    例: GビズID
      | 行                           | プロバイダー | 不正                                       |
      | gbizid-token-error-described | GビズID      | 説明の付いたトークンエンドポイントのエラー |

    @socialplus
    例: ソーシャルPLUS
      | 行                               | プロバイダー   | 不正                                       |
      | socialplus-token-error-described | ソーシャルPLUS | 説明の付いたトークンエンドポイントのエラー |

    @apple
    例: Apple
      | 行                          | プロバイダー | 不正                                       |
      | apple-token-error-described | Apple        | 説明の付いたトークンエンドポイントのエラー |

    # end of generated
