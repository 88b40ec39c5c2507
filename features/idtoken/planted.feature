# language: ja
@idtoken @planted
機能: 仕込まれたアドレス
  トークンのヘッダーや応答が指すアドレスからは、鍵も何も取りに行かない。秘密も渡さない。

  @id-planted
  シナリオアウトライン: <プロバイダー>の「<不正>」に従わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ RPは知らない相手と通信していない

    # generated: faults
    @line
    例: LINE
      | 行                  | プロバイダー | 不正                                       |
      | line-jku-planted    | LINE         | ヘッダーの指す鍵セット（jku）              |
      | line-x5u-planted    | LINE         | ヘッダーの指す証明書（x5u）                |
      | line-kid-address    | LINE         | アドレスの形の kid                         |
      | line-token-redirect | LINE         | 別のホストへ転送するトークンエンドポイント |

    @google
    例: Google
      | 行                    | プロバイダー | 不正                                       |
      | google-jku-planted    | Google       | ヘッダーの指す鍵セット（jku）              |
      | google-x5u-planted    | Google       | ヘッダーの指す証明書（x5u）                |
      | google-kid-address    | Google       | アドレスの形の kid                         |
      | google-token-redirect | Google       | 別のホストへ転送するトークンエンドポイント |

    @yahoo
    例: Yahoo! JAPAN
      | 行                   | プロバイダー | 不正                                       |
      | yahoo-jku-planted    | Yahoo! JAPAN | ヘッダーの指す鍵セット（jku）              |
      | yahoo-x5u-planted    | Yahoo! JAPAN | ヘッダーの指す証明書（x5u）                |
      | yahoo-kid-address    | Yahoo! JAPAN | アドレスの形の kid                         |
      | yahoo-token-redirect | Yahoo! JAPAN | 別のホストへ転送するトークンエンドポイント |

    @gbizid
    例: GビズID
      | 行                    | プロバイダー | 不正                                       |
      | gbizid-jku-planted    | GビズID      | ヘッダーの指す鍵セット（jku）              |
      | gbizid-x5u-planted    | GビズID      | ヘッダーの指す証明書（x5u）                |
      | gbizid-kid-address    | GビズID      | アドレスの形の kid                         |
      | gbizid-token-redirect | GビズID      | 別のホストへ転送するトークンエンドポイント |

    @socialplus
    例: ソーシャルPLUS
      | 行                        | プロバイダー   | 不正                                       |
      | socialplus-jku-planted    | ソーシャルPLUS | ヘッダーの指す鍵セット（jku）              |
      | socialplus-x5u-planted    | ソーシャルPLUS | ヘッダーの指す証明書（x5u）                |
      | socialplus-kid-address    | ソーシャルPLUS | アドレスの形の kid                         |
      | socialplus-token-redirect | ソーシャルPLUS | 別のホストへ転送するトークンエンドポイント |

    @apple
    例: Apple
      | 行                   | プロバイダー | 不正                                       |
      | apple-jku-planted    | Apple        | ヘッダーの指す鍵セット（jku）              |
      | apple-x5u-planted    | Apple        | ヘッダーの指す証明書（x5u）                |
      | apple-kid-address    | Apple        | アドレスの形の kid                         |
      | apple-token-redirect | Apple        | 別のホストへ転送するトークンエンドポイント |

    # end of generated

  @id-userinfo-planted @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<不正>」に従わない （UserInfo）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない
    かつ RPは知らない相手と通信していない

    # generated: faults
    @line
    例: LINE
      | 行                     | プロバイダー | 不正                          |
      | line-userinfo-redirect | LINE         | 別のホストへ転送する UserInfo |

    @google
    例: Google
      | 行                       | プロバイダー | 不正                          |
      | google-userinfo-redirect | Google       | 別のホストへ転送する UserInfo |

    @yahoo
    例: Yahoo! JAPAN
      | 行                      | プロバイダー | 不正                          |
      | yahoo-userinfo-redirect | Yahoo! JAPAN | 別のホストへ転送する UserInfo |

    @gbizid
    例: GビズID
      | 行                       | プロバイダー | 不正                          |
      | gbizid-userinfo-redirect | GビズID      | 別のホストへ転送する UserInfo |

    @socialplus
    例: ソーシャルPLUS
      | 行                           | プロバイダー   | 不正                          |
      | socialplus-userinfo-redirect | ソーシャルPLUS | 別のホストへ転送する UserInfo |

    # end of generated
