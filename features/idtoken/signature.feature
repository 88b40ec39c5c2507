# language: ja
@idtoken @signature
機能: IDトークンの署名
  取り決めたアルゴリズムと発行者の鍵で署名されたIDトークンだけを信じる。
  認可コードフローでは、TLSで直接受け取ったIDトークンの署名の検証を省くことが許される。
  「署名の破損」の行が、そのRPが署名を見ているかどうかを教える。

  @id-signature
  シナリオアウトライン: <プロバイダー>のIDトークンの「<不正>」を拒む
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line
    例: LINE
      | 行                  | プロバイダー | 不正                   |
      | line-corrupted      | LINE         | 署名の破損             |
      | line-foreign-secret | LINE         | 他人の秘密による HS256 |

    @line @LINE-03
    例: LINE（LINE-03）
      | 行                    | プロバイダー | 不正                              |
      | line-alg-none         | LINE         | alg が none                       |
      | line-alg-none-capital | LINE         | alg が None                       |
      | line-alg-none-upper   | LINE         | alg が NONE                       |
      | line-alg-none-mixed   | LINE         | alg が nOnE                       |
      | line-empty-secret     | LINE         | 空の秘密による HS256              |
      | line-rs256            | LINE         | HS256 のはずが他人の鍵の RS256    |
      | line-es256            | LINE         | HS256 のはずが未知の kid の ES256 |

    @line @LINE-02
    例: LINE（LINE-02）
      | 行                      | プロバイダー | 不正                         |
      | line-hex-decoded-secret | LINE         | 16進復号した秘密による HS256 |

    @google
    例: Google
      | 行                  | プロバイダー | 不正                        |
      | google-corrupted    | Google       | 署名の破損                  |
      | google-embedded-key | Google       | ヘッダーに埋め込まれた鍵    |
      | google-foreign-key  | Google       | 既知の kid を名乗る他人の鍵 |

    @google @GOO-49
    例: Google（GOO-49）
      | 行                         | プロバイダー | 不正                            |
      | google-alg-none            | Google       | alg が none                     |
      | google-alg-none-capital    | Google       | alg が None                     |
      | google-alg-none-upper      | Google       | alg が NONE                     |
      | google-alg-none-mixed      | Google       | alg が nOnE                     |
      | google-hs256-public-pem    | Google       | 公開鍵（PEM）を秘密とする HS256 |
      | google-hs256-public-jwk    | Google       | 公開鍵（JWK）を秘密とする HS256 |
      | google-hs256-client-secret | Google       | client_secret による HS256      |
      | google-unknown-kid         | Google       | 未知の kid と未知の鍵           |

    # generated: faults
    @gbizid
    例: GビズID
      | 行                         | プロバイダー | 不正                            |
      | gbizid-signature-corrupted | GビズID      | 署名の破損                      |
      | gbizid-alg-none-capital    | GビズID      | alg が None                     |
      | gbizid-alg-none-upper      | GビズID      | alg が NONE                     |
      | gbizid-alg-none-mixed      | GビズID      | alg が nOnE                     |
      | gbizid-hs256-public-pem    | GビズID      | 公開鍵（PEM）を秘密とする HS256 |
      | gbizid-hs256-public-jwk    | GビズID      | 公開鍵（JWK）を秘密とする HS256 |
      | gbizid-embedded-key        | GビズID      | ヘッダーに埋め込まれた鍵        |
      | gbizid-foreign-key         | GビズID      | 既知の kid を名乗る他人の鍵     |
      | gbizid-unknown-kid         | GビズID      | 未知の kid と未知の鍵           |

    # end of generated
    @yahoo @YJ-08
    例: Yahoo! JAPAN（YJ-08）
      | 行                        | プロバイダー | 不正                            |
      | yahoo-corrupted           | Yahoo! JAPAN | 署名の破損                      |
      | yahoo-alg-none            | Yahoo! JAPAN | alg が none                     |
      | yahoo-alg-none-capital    | Yahoo! JAPAN | alg が None                     |
      | yahoo-alg-none-upper      | Yahoo! JAPAN | alg が NONE                     |
      | yahoo-alg-none-mixed      | Yahoo! JAPAN | alg が nOnE                     |
      | yahoo-hs256-public-pem    | Yahoo! JAPAN | 公開鍵（PEM）を秘密とする HS256 |
      | yahoo-hs256-public-jwk    | Yahoo! JAPAN | 公開鍵（JWK）を秘密とする HS256 |
      | yahoo-hs256-client-secret | Yahoo! JAPAN | client_secret による HS256      |
      | yahoo-embedded-key        | Yahoo! JAPAN | ヘッダーに埋め込まれた鍵        |
      | yahoo-foreign-key         | Yahoo! JAPAN | 既知の kid を名乗る他人の鍵     |
      | yahoo-unknown-kid         | Yahoo! JAPAN | 未知の kid と未知の鍵           |
    @socialplus
    例: ソーシャルPLUS
      | 行                          | プロバイダー   | 不正                        |
      | socialplus-corrupted        | ソーシャルPLUS | 署名の破損                  |
      | socialplus-alg-none-capital | ソーシャルPLUS | alg が None                 |
      | socialplus-alg-none-upper   | ソーシャルPLUS | alg が NONE                 |
      | socialplus-alg-none-mixed   | ソーシャルPLUS | alg が nOnE                 |
      | socialplus-embedded-key     | ソーシャルPLUS | ヘッダーに埋め込まれた鍵    |
      | socialplus-foreign-key      | ソーシャルPLUS | 既知の kid を名乗る他人の鍵 |
      | socialplus-unknown-kid      | ソーシャルPLUS | 未知の kid と未知の鍵       |

    @socialplus @P-17
    例: ソーシャルPLUS（P-17）
      | 行                             | プロバイダー   | 不正                            |
      | socialplus-alg-none            | ソーシャルPLUS | alg が none                     |
      | socialplus-hs256-public-pem    | ソーシャルPLUS | 公開鍵（PEM）を秘密とする HS256 |
      | socialplus-hs256-public-jwk    | ソーシャルPLUS | 公開鍵（JWK）を秘密とする HS256 |
      | socialplus-hs256-client-secret | ソーシャルPLUS | client_secret による HS256      |
    @apple
    例: Apple
      | 行                        | プロバイダー | 不正                            |
      | apple-corrupted           | Apple        | 署名の破損                      |
      | apple-alg-none            | Apple        | alg が none                     |
      | apple-alg-none-capital    | Apple        | alg が None                     |
      | apple-alg-none-upper      | Apple        | alg が NONE                     |
      | apple-alg-none-mixed      | Apple        | alg が nOnE                     |
      | apple-hs256-public-pem    | Apple        | 公開鍵（PEM）を秘密とする HS256 |
      | apple-hs256-public-jwk    | Apple        | 公開鍵（JWK）を秘密とする HS256 |
      | apple-hs256-client-secret | Apple        | client_secret による HS256      |
      | apple-embedded-key        | Apple        | ヘッダーに埋め込まれた鍵        |
      | apple-foreign-key         | Apple        | 既知の kid を名乗る他人の鍵     |
      | apple-unknown-kid         | Apple        | 未知の kid と未知の鍵           |

    @gbizid @GBIZ-25
    例: GビズID
      | 行                         | プロバイダー | 不正                       |
      | gbizid-alg-none            | GビズID      | alg が none                |
      | gbizid-hs256-client-secret | GビズID      | client_secret による HS256 |

  @id-key-rotation @KEY-REFETCH @needs-key-refetch @own-mock
  シナリオアウトライン: <プロバイダー>が鍵を前触れなく入れ替えてもログインできる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>が鍵を前触れなく入れ替える
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ 鍵の取得は 2 回までである

    @google @GOO-11
    例: Google（GOO-11）
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-22
    例: Yahoo! JAPAN（YJ-22）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid @GBIZ-24
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @socialplus @P-18
    例: ソーシャルPLUS（P-18）
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |
    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-key-rotation-scheduled @KEY-REFETCH @own-mock
  シナリオアウトライン: <プロバイダー>の予告どおりの鍵の交代をまたいでログインできる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>が鍵を予告どおりに交代させる
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ 鍵の取得は 2 回までである

    @google @GOO-11
    例: Google（GOO-11）
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-22
    例: Yahoo! JAPAN（YJ-22）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid @GBIZ-24
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
