# language: ja
@keys
機能: 鍵の配布
  IDトークンの鍵が取得できないときは誰もログインさせない。知らない鍵が混じっていても、使える鍵で検証する。

  @id-keys @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    # generated: faults
    @google
    例: Google
      | 行                          | プロバイダー | 不正                       |
      | google-jwks-500             | Google       | 鍵の配布の 500             |
      | google-jwks-404             | Google       | 鍵の配布の 404             |
      | google-jwks-html            | Google       | 鍵の配布が HTML を返す     |
      | google-jwks-truncated       | Google       | 途中で切れた鍵セット       |
      | google-jwks-empty-set       | Google       | 空の鍵セット               |
      | google-jwks-no-keys         | Google       | keys の無い鍵セット        |
      | google-jwks-null-keys       | Google       | keys が null の鍵セット    |
      | google-jwks-encryption-only | Google       | 暗号化用の鍵だけの鍵セット |
      | google-jwks-reset           | Google       | 切断する鍵の配布           |
      | google-jwks-hang            | Google       | 鍵の配布の無応答           |
      | google-jwks-drip            | Google       | 一文字ずつ届く鍵セット     |
      | google-jwks-weak-key        | Google       | 1024ビットの鍵での署名     |
      | google-jwks-secret          | Google       | 鍵セットに入った共通鍵     |

    @yahoo
    例: Yahoo! JAPAN
      | 行                         | プロバイダー | 不正                       |
      | yahoo-jwks-500             | Yahoo! JAPAN | 鍵の配布の 500             |
      | yahoo-jwks-404             | Yahoo! JAPAN | 鍵の配布の 404             |
      | yahoo-jwks-html            | Yahoo! JAPAN | 鍵の配布が HTML を返す     |
      | yahoo-jwks-truncated       | Yahoo! JAPAN | 途中で切れた鍵セット       |
      | yahoo-jwks-empty-set       | Yahoo! JAPAN | 空の鍵セット               |
      | yahoo-jwks-no-keys         | Yahoo! JAPAN | keys の無い鍵セット        |
      | yahoo-jwks-null-keys       | Yahoo! JAPAN | keys が null の鍵セット    |
      | yahoo-jwks-encryption-only | Yahoo! JAPAN | 暗号化用の鍵だけの鍵セット |
      | yahoo-jwks-reset           | Yahoo! JAPAN | 切断する鍵の配布           |
      | yahoo-jwks-hang            | Yahoo! JAPAN | 鍵の配布の無応答           |
      | yahoo-jwks-drip            | Yahoo! JAPAN | 一文字ずつ届く鍵セット     |
      | yahoo-jwks-weak-key        | Yahoo! JAPAN | 1024ビットの鍵での署名     |
      | yahoo-jwks-secret          | Yahoo! JAPAN | 鍵セットに入った共通鍵     |

    @gbizid
    例: GビズID
      | 行                          | プロバイダー | 不正                       |
      | gbizid-jwks-500             | GビズID      | 鍵の配布の 500             |
      | gbizid-jwks-404             | GビズID      | 鍵の配布の 404             |
      | gbizid-jwks-html            | GビズID      | 鍵の配布が HTML を返す     |
      | gbizid-jwks-truncated       | GビズID      | 途中で切れた鍵セット       |
      | gbizid-jwks-empty-set       | GビズID      | 空の鍵セット               |
      | gbizid-jwks-no-keys         | GビズID      | keys の無い鍵セット        |
      | gbizid-jwks-null-keys       | GビズID      | keys が null の鍵セット    |
      | gbizid-jwks-encryption-only | GビズID      | 暗号化用の鍵だけの鍵セット |
      | gbizid-jwks-reset           | GビズID      | 切断する鍵の配布           |
      | gbizid-jwks-hang            | GビズID      | 鍵の配布の無応答           |
      | gbizid-jwks-drip            | GビズID      | 一文字ずつ届く鍵セット     |
      | gbizid-jwks-weak-key        | GビズID      | 1024ビットの鍵での署名     |
      | gbizid-jwks-secret          | GビズID      | 鍵セットに入った共通鍵     |

    @socialplus
    例: ソーシャルPLUS
      | 行                              | プロバイダー   | 不正                       |
      | socialplus-jwks-500             | ソーシャルPLUS | 鍵の配布の 500             |
      | socialplus-jwks-404             | ソーシャルPLUS | 鍵の配布の 404             |
      | socialplus-jwks-html            | ソーシャルPLUS | 鍵の配布が HTML を返す     |
      | socialplus-jwks-truncated       | ソーシャルPLUS | 途中で切れた鍵セット       |
      | socialplus-jwks-empty-set       | ソーシャルPLUS | 空の鍵セット               |
      | socialplus-jwks-no-keys         | ソーシャルPLUS | keys の無い鍵セット        |
      | socialplus-jwks-null-keys       | ソーシャルPLUS | keys が null の鍵セット    |
      | socialplus-jwks-encryption-only | ソーシャルPLUS | 暗号化用の鍵だけの鍵セット |
      | socialplus-jwks-reset           | ソーシャルPLUS | 切断する鍵の配布           |
      | socialplus-jwks-hang            | ソーシャルPLUS | 鍵の配布の無応答           |
      | socialplus-jwks-drip            | ソーシャルPLUS | 一文字ずつ届く鍵セット     |
      | socialplus-jwks-weak-key        | ソーシャルPLUS | 1024ビットの鍵での署名     |
      | socialplus-jwks-secret          | ソーシャルPLUS | 鍵セットに入った共通鍵     |

    @apple
    例: Apple
      | 行                         | プロバイダー | 不正                       |
      | apple-jwks-500             | Apple        | 鍵の配布の 500             |
      | apple-jwks-404             | Apple        | 鍵の配布の 404             |
      | apple-jwks-truncated       | Apple        | 途中で切れた鍵セット       |
      | apple-jwks-empty-set       | Apple        | 空の鍵セット               |
      | apple-jwks-no-keys         | Apple        | keys の無い鍵セット        |
      | apple-jwks-null-keys       | Apple        | keys が null の鍵セット    |
      | apple-jwks-encryption-only | Apple        | 暗号化用の鍵だけの鍵セット |
      | apple-jwks-reset           | Apple        | 切断する鍵の配布           |
      | apple-jwks-hang            | Apple        | 鍵の配布の無応答           |
      | apple-jwks-drip            | Apple        | 一文字ずつ届く鍵セット     |
      | apple-jwks-weak-key        | Apple        | 1024ビットの鍵での署名     |
      | apple-jwks-secret          | Apple        | 鍵セットに入った共通鍵     |

    # end of generated
    @apple @APL-52
    例: Apple（APL-52）
      | 行                         | プロバイダー | 不正                       |
      | apple-jwks-html            | Apple        | 鍵の配布が HTML を返す     |

  @id-keys-planted @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」に従わない （鍵）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ RPは知らない相手と通信していない

    # generated: faults
    @google
    例: Google
      | 行                   | プロバイダー | 不正                         |
      | google-jwks-redirect | Google       | 別のホストへ転送する鍵の配布 |

    @yahoo
    例: Yahoo! JAPAN
      | 行                  | プロバイダー | 不正                         |
      | yahoo-jwks-redirect | Yahoo! JAPAN | 別のホストへ転送する鍵の配布 |

    @gbizid
    例: GビズID
      | 行                   | プロバイダー | 不正                         |
      | gbizid-jwks-redirect | GビズID      | 別のホストへ転送する鍵の配布 |

    @socialplus
    例: ソーシャルPLUS
      | 行                       | プロバイダー   | 不正                         |
      | socialplus-jwks-redirect | ソーシャルPLUS | 別のホストへ転送する鍵の配布 |

    @apple
    例: Apple
      | 行                  | プロバイダー | 不正                         |
      | apple-jwks-redirect | Apple        | 別のホストへ転送する鍵の配布 |

    # end of generated

  @id-keys-honest @own-mock
  シナリオアウトライン: <プロバイダー>の「<癖>」でもログインできる
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    # generated: quirks
    @google
    例: Google
      | 行                         | プロバイダー | 癖                                        |
      | google-jwks-unknown-type   | Google       | 知らない種類の鍵の混じった鍵セット        |
      | google-jwks-unknown-curve  | Google       | 知らない曲線の鍵の混じった鍵セット        |
      | google-jwks-unknown-alg    | Google       | 知らない alg の鍵の混じった鍵セット       |
      | google-jwks-encryption-key | Google       | 暗号化用の鍵の混じった鍵セット            |
      | google-jwks-kid-shared     | Google       | 同じ kid を種類の違う鍵と分け合う鍵セット |
      | google-jwks-other-alg      | Google       | alg の有無がいつもと逆の鍵セット          |
      | google-jwks-other-use      | Google       | use の有無がいつもと逆の鍵セット          |
      | google-jwks-unknown-member | Google       | 知らない項目のある鍵セット                |
      | google-jwks-own-media-type | Google       | application/jwk-set+json の鍵セット       |

    @yahoo
    例: Yahoo! JAPAN
      | 行                        | プロバイダー | 癖                                        |
      | yahoo-jwks-unknown-type   | Yahoo! JAPAN | 知らない種類の鍵の混じった鍵セット        |
      | yahoo-jwks-unknown-curve  | Yahoo! JAPAN | 知らない曲線の鍵の混じった鍵セット        |
      | yahoo-jwks-unknown-alg    | Yahoo! JAPAN | 知らない alg の鍵の混じった鍵セット       |
      | yahoo-jwks-encryption-key | Yahoo! JAPAN | 暗号化用の鍵の混じった鍵セット            |
      | yahoo-jwks-kid-shared     | Yahoo! JAPAN | 同じ kid を種類の違う鍵と分け合う鍵セット |
      | yahoo-jwks-other-alg      | Yahoo! JAPAN | alg の有無がいつもと逆の鍵セット          |
      | yahoo-jwks-other-use      | Yahoo! JAPAN | use の有無がいつもと逆の鍵セット          |
      | yahoo-jwks-unknown-member | Yahoo! JAPAN | 知らない項目のある鍵セット                |
      | yahoo-jwks-own-media-type | Yahoo! JAPAN | application/jwk-set+json の鍵セット       |

    @gbizid
    例: GビズID
      | 行                         | プロバイダー | 癖                                        |
      | gbizid-jwks-unknown-type   | GビズID      | 知らない種類の鍵の混じった鍵セット        |
      | gbizid-jwks-unknown-curve  | GビズID      | 知らない曲線の鍵の混じった鍵セット        |
      | gbizid-jwks-unknown-alg    | GビズID      | 知らない alg の鍵の混じった鍵セット       |
      | gbizid-jwks-encryption-key | GビズID      | 暗号化用の鍵の混じった鍵セット            |
      | gbizid-jwks-kid-shared     | GビズID      | 同じ kid を種類の違う鍵と分け合う鍵セット |
      | gbizid-jwks-other-alg      | GビズID      | alg の有無がいつもと逆の鍵セット          |
      | gbizid-jwks-other-use      | GビズID      | use の有無がいつもと逆の鍵セット          |
      | gbizid-jwks-unknown-member | GビズID      | 知らない項目のある鍵セット                |
      | gbizid-jwks-own-media-type | GビズID      | application/jwk-set+json の鍵セット       |

    @socialplus
    例: ソーシャルPLUS
      | 行                             | プロバイダー   | 癖                                        |
      | socialplus-jwks-unknown-type   | ソーシャルPLUS | 知らない種類の鍵の混じった鍵セット        |
      | socialplus-jwks-unknown-curve  | ソーシャルPLUS | 知らない曲線の鍵の混じった鍵セット        |
      | socialplus-jwks-unknown-alg    | ソーシャルPLUS | 知らない alg の鍵の混じった鍵セット       |
      | socialplus-jwks-encryption-key | ソーシャルPLUS | 暗号化用の鍵の混じった鍵セット            |
      | socialplus-jwks-kid-shared     | ソーシャルPLUS | 同じ kid を種類の違う鍵と分け合う鍵セット |
      | socialplus-jwks-other-alg      | ソーシャルPLUS | alg の有無がいつもと逆の鍵セット          |
      | socialplus-jwks-other-use      | ソーシャルPLUS | use の有無がいつもと逆の鍵セット          |
      | socialplus-jwks-unknown-member | ソーシャルPLUS | 知らない項目のある鍵セット                |
      | socialplus-jwks-own-media-type | ソーシャルPLUS | application/jwk-set+json の鍵セット       |

    @apple
    例: Apple
      | 行                        | プロバイダー | 癖                                        |
      | apple-jwks-unknown-type   | Apple        | 知らない種類の鍵の混じった鍵セット        |
      | apple-jwks-unknown-curve  | Apple        | 知らない曲線の鍵の混じった鍵セット        |
      | apple-jwks-unknown-alg    | Apple        | 知らない alg の鍵の混じった鍵セット       |
      | apple-jwks-encryption-key | Apple        | 暗号化用の鍵の混じった鍵セット            |
      | apple-jwks-kid-shared     | Apple        | 同じ kid を種類の違う鍵と分け合う鍵セット |
      | apple-jwks-other-alg      | Apple        | alg の有無がいつもと逆の鍵セット          |
      | apple-jwks-other-use      | Apple        | use の有無がいつもと逆の鍵セット          |
      | apple-jwks-unknown-member | Apple        | 知らない項目のある鍵セット                |
      | apple-jwks-own-media-type | Apple        | application/jwk-set+json の鍵セット       |

    # end of generated
