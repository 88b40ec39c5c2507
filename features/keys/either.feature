# language: ja
@keys
機能: どちらに転んでもよい鍵の一覧
  仕様がRPに任せていることでも、壊れたり、待ち続けたりしてはならない。

  @id-keys-either @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」でも壊れない （鍵）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない

    # generated: faults
    @google
    例: Google
      | 行                    | プロバイダー | 不正                                |
      | google-jwks-kid-twice | Google       | 同じ kid の別の鍵が先に並ぶ鍵セット |

    @yahoo
    例: Yahoo! JAPAN
      | 行                   | プロバイダー | 不正                                |
      | yahoo-jwks-kid-twice | Yahoo! JAPAN | 同じ kid の別の鍵が先に並ぶ鍵セット |

    @gbizid
    例: GビズID
      | 行                    | プロバイダー | 不正                                |
      | gbizid-jwks-kid-twice | GビズID      | 同じ kid の別の鍵が先に並ぶ鍵セット |

    @socialplus
    例: ソーシャルPLUS
      | 行                        | プロバイダー   | 不正                                |
      | socialplus-jwks-kid-twice | ソーシャルPLUS | 同じ kid の別の鍵が先に並ぶ鍵セット |

    @apple
    例: Apple
      | 行                   | プロバイダー | 不正                                |
      | apple-jwks-kid-twice | Apple        | 同じ kid の別の鍵が先に並ぶ鍵セット |

    # end of generated
