# language: ja
@idtoken @form
機能: IDトークンの形
  JWS として、また JSON として正しくないIDトークンは受け付けない。大きくても、深くても壊れない。

  @id-form
  シナリオアウトライン: <プロバイダー>の「<不正>」を拒む
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    # generated: faults
    @line
    例: LINE
      | 行                            | プロバイダー | 不正                                                   |
      | line-id-token-padded          | LINE         | 詰め文字（=）の付いたIDトークン                        |
      | line-id-token-standard-base64 | LINE         | base64url でないIDトークン                             |
      | line-id-token-line-break      | LINE         | 改行の入ったIDトークン                                 |
      | line-id-token-non-canonical   | LINE         | 余りのビットが立った署名                               |
      | line-id-token-two-parts       | LINE         | 署名の部分が無いIDトークン                             |
      | line-id-token-five-parts      | LINE         | 五つに区切られたIDトークン                             |
      | line-id-token-trailing-dot    | LINE         | 末尾に点のあるIDトークン                               |
      | line-id-token-dots            | LINE         | 点だけのIDトークン                                     |
      | line-id-token-json-form       | LINE         | JSON 形式の JWS                                        |
      | line-payload-array            | LINE         | 配列の中身                                             |
      | line-payload-string           | LINE         | 文字列の中身                                           |
      | line-payload-number           | LINE         | 数値の中身                                             |
      | line-payload-null             | LINE         | null の中身                                            |
      | line-payload-empty            | LINE         | 空の中身                                               |
      | line-payload-not-utf8         | LINE         | UTF-8 でない中身                                       |
      | line-payload-trailing         | LINE         | 後ろに余分のある中身                                   |
      | line-id-token-encrypted       | LINE         | 署名の無いJWTを包んだ、暗号化されたIDトークン          |
      | line-id-token-compressed      | LINE         | 展開すると 64 MiB になる、暗号化されたIDトークン       |
      | line-id-token-costly-key      | LINE         | 鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン |

    @google
    例: Google
      | 行                              | プロバイダー | 不正                                                   |
      | google-id-token-padded          | Google       | 詰め文字（=）の付いたIDトークン                        |
      | google-id-token-standard-base64 | Google       | base64url でないIDトークン                             |
      | google-id-token-line-break      | Google       | 改行の入ったIDトークン                                 |
      | google-id-token-non-canonical   | Google       | 余りのビットが立った署名                               |
      | google-id-token-two-parts       | Google       | 署名の部分が無いIDトークン                             |
      | google-id-token-five-parts      | Google       | 五つに区切られたIDトークン                             |
      | google-id-token-trailing-dot    | Google       | 末尾に点のあるIDトークン                               |
      | google-id-token-dots            | Google       | 点だけのIDトークン                                     |
      | google-id-token-json-form       | Google       | JSON 形式の JWS                                        |
      | google-payload-array            | Google       | 配列の中身                                             |
      | google-payload-string           | Google       | 文字列の中身                                           |
      | google-payload-number           | Google       | 数値の中身                                             |
      | google-payload-null             | Google       | null の中身                                            |
      | google-payload-empty            | Google       | 空の中身                                               |
      | google-payload-not-utf8         | Google       | UTF-8 でない中身                                       |
      | google-payload-trailing         | Google       | 後ろに余分のある中身                                   |
      | google-id-token-encrypted       | Google       | 署名の無いJWTを包んだ、暗号化されたIDトークン          |
      | google-id-token-compressed      | Google       | 展開すると 64 MiB になる、暗号化されたIDトークン       |
      | google-id-token-costly-key      | Google       | 鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン |

    @yahoo
    例: Yahoo! JAPAN
      | 行                             | プロバイダー | 不正                                                   |
      | yahoo-id-token-padded          | Yahoo! JAPAN | 詰め文字（=）の付いたIDトークン                        |
      | yahoo-id-token-standard-base64 | Yahoo! JAPAN | base64url でないIDトークン                             |
      | yahoo-id-token-line-break      | Yahoo! JAPAN | 改行の入ったIDトークン                                 |
      | yahoo-id-token-non-canonical   | Yahoo! JAPAN | 余りのビットが立った署名                               |
      | yahoo-id-token-two-parts       | Yahoo! JAPAN | 署名の部分が無いIDトークン                             |
      | yahoo-id-token-five-parts      | Yahoo! JAPAN | 五つに区切られたIDトークン                             |
      | yahoo-id-token-trailing-dot    | Yahoo! JAPAN | 末尾に点のあるIDトークン                               |
      | yahoo-id-token-dots            | Yahoo! JAPAN | 点だけのIDトークン                                     |
      | yahoo-id-token-json-form       | Yahoo! JAPAN | JSON 形式の JWS                                        |
      | yahoo-payload-array            | Yahoo! JAPAN | 配列の中身                                             |
      | yahoo-payload-string           | Yahoo! JAPAN | 文字列の中身                                           |
      | yahoo-payload-number           | Yahoo! JAPAN | 数値の中身                                             |
      | yahoo-payload-null             | Yahoo! JAPAN | null の中身                                            |
      | yahoo-payload-empty            | Yahoo! JAPAN | 空の中身                                               |
      | yahoo-payload-not-utf8         | Yahoo! JAPAN | UTF-8 でない中身                                       |
      | yahoo-payload-trailing         | Yahoo! JAPAN | 後ろに余分のある中身                                   |
      | yahoo-id-token-encrypted       | Yahoo! JAPAN | 署名の無いJWTを包んだ、暗号化されたIDトークン          |
      | yahoo-id-token-compressed      | Yahoo! JAPAN | 展開すると 64 MiB になる、暗号化されたIDトークン       |
      | yahoo-id-token-costly-key      | Yahoo! JAPAN | 鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン |

    @gbizid
    例: GビズID
      | 行                              | プロバイダー | 不正                                                   |
      | gbizid-id-token-padded          | GビズID      | 詰め文字（=）の付いたIDトークン                        |
      | gbizid-id-token-standard-base64 | GビズID      | base64url でないIDトークン                             |
      | gbizid-id-token-line-break      | GビズID      | 改行の入ったIDトークン                                 |
      | gbizid-id-token-non-canonical   | GビズID      | 余りのビットが立った署名                               |
      | gbizid-id-token-two-parts       | GビズID      | 署名の部分が無いIDトークン                             |
      | gbizid-id-token-five-parts      | GビズID      | 五つに区切られたIDトークン                             |
      | gbizid-id-token-trailing-dot    | GビズID      | 末尾に点のあるIDトークン                               |
      | gbizid-id-token-dots            | GビズID      | 点だけのIDトークン                                     |
      | gbizid-id-token-json-form       | GビズID      | JSON 形式の JWS                                        |
      | gbizid-payload-array            | GビズID      | 配列の中身                                             |
      | gbizid-payload-string           | GビズID      | 文字列の中身                                           |
      | gbizid-payload-number           | GビズID      | 数値の中身                                             |
      | gbizid-payload-null             | GビズID      | null の中身                                            |
      | gbizid-payload-empty            | GビズID      | 空の中身                                               |
      | gbizid-payload-not-utf8         | GビズID      | UTF-8 でない中身                                       |
      | gbizid-payload-trailing         | GビズID      | 後ろに余分のある中身                                   |
      | gbizid-id-token-encrypted       | GビズID      | 署名の無いJWTを包んだ、暗号化されたIDトークン          |
      | gbizid-id-token-compressed      | GビズID      | 展開すると 64 MiB になる、暗号化されたIDトークン       |
      | gbizid-id-token-costly-key      | GビズID      | 鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン |

    @socialplus
    例: ソーシャルPLUS
      | 行                                  | プロバイダー   | 不正                                                   |
      | socialplus-id-token-padded          | ソーシャルPLUS | 詰め文字（=）の付いたIDトークン                        |
      | socialplus-id-token-standard-base64 | ソーシャルPLUS | base64url でないIDトークン                             |
      | socialplus-id-token-line-break      | ソーシャルPLUS | 改行の入ったIDトークン                                 |
      | socialplus-id-token-non-canonical   | ソーシャルPLUS | 余りのビットが立った署名                               |
      | socialplus-id-token-two-parts       | ソーシャルPLUS | 署名の部分が無いIDトークン                             |
      | socialplus-id-token-five-parts      | ソーシャルPLUS | 五つに区切られたIDトークン                             |
      | socialplus-id-token-trailing-dot    | ソーシャルPLUS | 末尾に点のあるIDトークン                               |
      | socialplus-id-token-dots            | ソーシャルPLUS | 点だけのIDトークン                                     |
      | socialplus-id-token-json-form       | ソーシャルPLUS | JSON 形式の JWS                                        |
      | socialplus-payload-array            | ソーシャルPLUS | 配列の中身                                             |
      | socialplus-payload-string           | ソーシャルPLUS | 文字列の中身                                           |
      | socialplus-payload-number           | ソーシャルPLUS | 数値の中身                                             |
      | socialplus-payload-null             | ソーシャルPLUS | null の中身                                            |
      | socialplus-payload-empty            | ソーシャルPLUS | 空の中身                                               |
      | socialplus-payload-not-utf8         | ソーシャルPLUS | UTF-8 でない中身                                       |
      | socialplus-payload-trailing         | ソーシャルPLUS | 後ろに余分のある中身                                   |
      | socialplus-id-token-encrypted       | ソーシャルPLUS | 署名の無いJWTを包んだ、暗号化されたIDトークン          |
      | socialplus-id-token-compressed      | ソーシャルPLUS | 展開すると 64 MiB になる、暗号化されたIDトークン       |
      | socialplus-id-token-costly-key      | ソーシャルPLUS | 鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン |

    @apple
    例: Apple
      | 行                             | プロバイダー | 不正                                                   |
      | apple-id-token-padded          | Apple        | 詰め文字（=）の付いたIDトークン                        |
      | apple-id-token-standard-base64 | Apple        | base64url でないIDトークン                             |
      | apple-id-token-line-break      | Apple        | 改行の入ったIDトークン                                 |
      | apple-id-token-non-canonical   | Apple        | 余りのビットが立った署名                               |
      | apple-id-token-two-parts       | Apple        | 署名の部分が無いIDトークン                             |
      | apple-id-token-five-parts      | Apple        | 五つに区切られたIDトークン                             |
      | apple-id-token-trailing-dot    | Apple        | 末尾に点のあるIDトークン                               |
      | apple-id-token-dots            | Apple        | 点だけのIDトークン                                     |
      | apple-id-token-json-form       | Apple        | JSON 形式の JWS                                        |
      | apple-payload-array            | Apple        | 配列の中身                                             |
      | apple-payload-string           | Apple        | 文字列の中身                                           |
      | apple-payload-number           | Apple        | 数値の中身                                             |
      | apple-payload-null             | Apple        | null の中身                                            |
      | apple-payload-empty            | Apple        | 空の中身                                               |
      | apple-payload-not-utf8         | Apple        | UTF-8 でない中身                                       |
      | apple-payload-trailing         | Apple        | 後ろに余分のある中身                                   |
      | apple-id-token-encrypted       | Apple        | 署名の無いJWTを包んだ、暗号化されたIDトークン          |
      | apple-id-token-compressed      | Apple        | 展開すると 64 MiB になる、暗号化されたIDトークン       |
      | apple-id-token-costly-key      | Apple        | 鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン |

    # end of generated

  @id-id-token-either
  シナリオアウトライン: <プロバイダー>の「<不正>」でも壊れない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない

    # generated: faults
    @line
    例: LINE
      | 行                  | プロバイダー | 不正                       |
      | line-id-token-deep  | LINE         | 深く入れ子になったクレーム |
      | line-id-token-100kb | LINE         | 100 KB のIDトークン        |
      | line-id-token-1mb   | LINE         | 1 MB のIDトークン          |

    @google
    例: Google
      | 行                    | プロバイダー | 不正                       |
      | google-id-token-deep  | Google       | 深く入れ子になったクレーム |
      | google-id-token-100kb | Google       | 100 KB のIDトークン        |
      | google-id-token-1mb   | Google       | 1 MB のIDトークン          |

    @yahoo
    例: Yahoo! JAPAN
      | 行                   | プロバイダー | 不正                       |
      | yahoo-id-token-deep  | Yahoo! JAPAN | 深く入れ子になったクレーム |
      | yahoo-id-token-100kb | Yahoo! JAPAN | 100 KB のIDトークン        |
      | yahoo-id-token-1mb   | Yahoo! JAPAN | 1 MB のIDトークン          |

    @gbizid
    例: GビズID
      | 行                    | プロバイダー | 不正                       |
      | gbizid-id-token-deep  | GビズID      | 深く入れ子になったクレーム |
      | gbizid-id-token-100kb | GビズID      | 100 KB のIDトークン        |
      | gbizid-id-token-1mb   | GビズID      | 1 MB のIDトークン          |

    @socialplus
    例: ソーシャルPLUS
      | 行                        | プロバイダー   | 不正                       |
      | socialplus-id-token-deep  | ソーシャルPLUS | 深く入れ子になったクレーム |
      | socialplus-id-token-100kb | ソーシャルPLUS | 100 KB のIDトークン        |
      | socialplus-id-token-1mb   | ソーシャルPLUS | 1 MB のIDトークン          |

    @apple
    例: Apple
      | 行                   | プロバイダー | 不正                       |
      | apple-id-token-deep  | Apple        | 深く入れ子になったクレーム |
      | apple-id-token-100kb | Apple        | 100 KB のIDトークン        |
      | apple-id-token-1mb   | Apple        | 1 MB のIDトークン          |

    # end of generated

  @id-forged-twice
  シナリオアウトライン: <プロバイダー>の「<不正>」の偽の値を使わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれるか、本人だけがログインする

    # generated: faults
    @line
    例: LINE
      | 行                  | プロバイダー | 不正                               |
      | line-sub-twice      | LINE         | 二つの sub（先が他人）             |
      | line-aud-twice      | LINE         | 二つの aud（先が別のクライアント） |
      | line-iss-twice      | LINE         | 二つの iss（先が別の発行者）       |
      | line-sub-other-case | LINE         | 大文字小文字の違う名前の sub       |

    @google
    例: Google
      | 行                    | プロバイダー | 不正                               |
      | google-sub-twice      | Google       | 二つの sub（先が他人）             |
      | google-aud-twice      | Google       | 二つの aud（先が別のクライアント） |
      | google-iss-twice      | Google       | 二つの iss（先が別の発行者）       |
      | google-sub-other-case | Google       | 大文字小文字の違う名前の sub       |

    @yahoo
    例: Yahoo! JAPAN
      | 行                   | プロバイダー | 不正                               |
      | yahoo-sub-twice      | Yahoo! JAPAN | 二つの sub（先が他人）             |
      | yahoo-aud-twice      | Yahoo! JAPAN | 二つの aud（先が別のクライアント） |
      | yahoo-iss-twice      | Yahoo! JAPAN | 二つの iss（先が別の発行者）       |
      | yahoo-sub-other-case | Yahoo! JAPAN | 大文字小文字の違う名前の sub       |

    @gbizid
    例: GビズID
      | 行                    | プロバイダー | 不正                               |
      | gbizid-sub-twice      | GビズID      | 二つの sub（先が他人）             |
      | gbizid-aud-twice      | GビズID      | 二つの aud（先が別のクライアント） |
      | gbizid-iss-twice      | GビズID      | 二つの iss（先が別の発行者）       |
      | gbizid-sub-other-case | GビズID      | 大文字小文字の違う名前の sub       |

    @socialplus
    例: ソーシャルPLUS
      | 行                        | プロバイダー   | 不正                               |
      | socialplus-sub-twice      | ソーシャルPLUS | 二つの sub（先が他人）             |
      | socialplus-aud-twice      | ソーシャルPLUS | 二つの aud（先が別のクライアント） |
      | socialplus-iss-twice      | ソーシャルPLUS | 二つの iss（先が別の発行者）       |
      | socialplus-sub-other-case | ソーシャルPLUS | 大文字小文字の違う名前の sub       |

    @apple
    例: Apple
      | 行                   | プロバイダー | 不正                               |
      | apple-sub-twice      | Apple        | 二つの sub（先が他人）             |
      | apple-aud-twice      | Apple        | 二つの aud（先が別のクライアント） |
      | apple-iss-twice      | Apple        | 二つの iss（先が別の発行者）       |
      | apple-sub-other-case | Apple        | 大文字小文字の違う名前の sub       |

    # end of generated
