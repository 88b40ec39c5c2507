# language: ja
@request
機能: 認証要求が求めるもの
  IDトークンを求め、それをこのログインに結び付ける。Apple は openid が無くてもIDトークンを返すので、その行は無い。

  @id-nonce-sent @REQ-NONCE
  シナリオアウトライン: <プロバイダー>への認証要求は要る所で nonce を送る
    もし 利用者が<プロバイダー>でログインする
    ならば 認証要求は、要る所では nonce を送っている

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

  @id-openid-asked @REQ-SCOPE
  シナリオアウトライン: <プロバイダー>への認証要求は openid を求める
    もし 利用者が<プロバイダー>でログインする
    ならば 認証要求の scope に openid がある

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
