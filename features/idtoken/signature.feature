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
    @line
    例: LINE
      | 行                      | プロバイダー | 不正                                   |
      | line-alg-missing        | LINE         | alg の欠落                             |
      | line-alg-empty          | LINE         | 空の alg                               |
      | line-alg-number         | LINE         | 数値の alg                             |
      | line-alg-array          | LINE         | 配列の alg                             |
      | line-alg-unknown        | LINE         | 知らない alg                           |
      | line-alg-trailing-space | LINE         | 末尾に空白のある alg                   |
      | line-signature-empty    | LINE         | 空の署名                               |
      | line-signature-short    | LINE         | 一バイト足りない署名                   |
      | line-signature-zero     | LINE         | 全てゼロの署名                         |
      | line-payload-swapped    | LINE         | 署名後に差し替えられた中身             |
      | line-hs384-empty-secret | LINE         | 空の秘密による HS384                   |
      | line-hs512-empty-secret | LINE         | 空の秘密による HS512                   |
      | line-x5c-stranger       | LINE         | ヘッダーに入れた他人の証明書（x5c）    |
      | line-kid-path           | LINE         | ファイルを指す kid                     |
      | line-kid-sql            | LINE         | SQL を含む kid                         |
      | line-kid-long           | LINE         | 64 KiB の kid                          |
      | line-kid-control        | LINE         | 改行と NUL を含む kid                  |
      | line-kid-number         | LINE         | 数値の kid                             |
      | line-crit-unknown       | LINE         | 知らない crit の拡張                   |
      | line-crit-empty         | LINE         | 空の crit                              |
      | line-crit-absent        | LINE         | 無い項目を指す crit                    |
      | line-crit-b64           | LINE         | 符号化しない中身を宣言する crit（b64） |
      | line-crit-b64-absent    | LINE         | b64 の無い crit（b64）                 |
      | line-typ-access-token   | LINE         | アクセストークンの typ（at+jwt）       |
      | line-typ-logout-token   | LINE         | ログアウトトークンの typ（logout+jwt） |

    @google
    例: Google
      | 行                           | プロバイダー | 不正                                       |
      | google-alg-none-hashed       | Google       | at_hash のある、alg が none                |
      | google-alg-missing           | Google       | alg の欠落                                 |
      | google-alg-empty             | Google       | 空の alg                                   |
      | google-alg-number            | Google       | 数値の alg                                 |
      | google-alg-array             | Google       | 配列の alg                                 |
      | google-alg-unknown           | Google       | 知らない alg                               |
      | google-alg-trailing-space    | Google       | 末尾に空白のある alg                       |
      | google-hs256-public-der      | Google       | 公開鍵（DER）を秘密とする HS256            |
      | google-hs256-public-body     | Google       | 公開鍵（PEM の本文だけ）を秘密とする HS256 |
      | google-hs256-public-pkcs1    | Google       | 公開鍵（PKCS#1）を秘密とする HS256         |
      | google-signature-empty       | Google       | 空の署名                                   |
      | google-signature-short       | Google       | 一バイト足りない署名                       |
      | google-signature-zero        | Google       | 全てゼロの署名                             |
      | google-payload-swapped       | Google       | 署名後に差し替えられた中身                 |
      | google-neighbour-key         | Google       | 別のプロバイダーの鍵による署名             |
      | google-hs384-public-pem      | Google       | 公開鍵（PEM）を秘密とする HS384            |
      | google-hs512-public-pem      | Google       | 公開鍵（PEM）を秘密とする HS512            |
      | google-hs384-client-secret   | Google       | client_secret による HS384                 |
      | google-hs512-client-secret   | Google       | client_secret による HS512                 |
      | google-x5c-stranger          | Google       | ヘッダーに入れた他人の証明書（x5c）        |
      | google-kid-path              | Google       | ファイルを指す kid                         |
      | google-kid-sql               | Google       | SQL を含む kid                             |
      | google-kid-long              | Google       | 64 KiB の kid                              |
      | google-kid-control           | Google       | 改行と NUL を含む kid                      |
      | google-kid-number            | Google       | 数値の kid                                 |
      | google-crit-unknown          | Google       | 知らない crit の拡張                       |
      | google-crit-empty            | Google       | 空の crit                                  |
      | google-crit-absent           | Google       | 無い項目を指す crit                        |
      | google-crit-b64              | Google       | 符号化しない中身を宣言する crit（b64）     |
      | google-crit-b64-absent       | Google       | b64 の無い crit（b64）                     |
      | google-typ-access-token      | Google       | アクセストークンの typ（at+jwt）           |
      | google-typ-logout-token      | Google       | ログアウトトークンの typ（logout+jwt）     |
      | google-hs256-public-modulus  | Google       | 公開鍵の n を秘密とする HS256              |
      | google-hs256-public-exponent | Google       | 公開鍵の e を秘密とする HS256              |
      | google-hs256-key-type        | Google       | RSA という語を秘密とする HS256             |
      | google-hs256-algorithm-name  | Google       | RS256 という語を秘密とする HS256           |

    @yahoo
    例: Yahoo! JAPAN
      | 行                          | プロバイダー | 不正                                       |
      | yahoo-alg-none-hashed       | Yahoo! JAPAN | at_hash のある、alg が none                |
      | yahoo-alg-missing           | Yahoo! JAPAN | alg の欠落                                 |
      | yahoo-alg-empty             | Yahoo! JAPAN | 空の alg                                   |
      | yahoo-alg-number            | Yahoo! JAPAN | 数値の alg                                 |
      | yahoo-alg-array             | Yahoo! JAPAN | 配列の alg                                 |
      | yahoo-alg-unknown           | Yahoo! JAPAN | 知らない alg                               |
      | yahoo-alg-trailing-space    | Yahoo! JAPAN | 末尾に空白のある alg                       |
      | yahoo-hs256-public-der      | Yahoo! JAPAN | 公開鍵（DER）を秘密とする HS256            |
      | yahoo-hs256-public-body     | Yahoo! JAPAN | 公開鍵（PEM の本文だけ）を秘密とする HS256 |
      | yahoo-hs256-public-pkcs1    | Yahoo! JAPAN | 公開鍵（PKCS#1）を秘密とする HS256         |
      | yahoo-signature-empty       | Yahoo! JAPAN | 空の署名                                   |
      | yahoo-signature-short       | Yahoo! JAPAN | 一バイト足りない署名                       |
      | yahoo-signature-zero        | Yahoo! JAPAN | 全てゼロの署名                             |
      | yahoo-payload-swapped       | Yahoo! JAPAN | 署名後に差し替えられた中身                 |
      | yahoo-neighbour-key         | Yahoo! JAPAN | 別のプロバイダーの鍵による署名             |
      | yahoo-hs384-public-pem      | Yahoo! JAPAN | 公開鍵（PEM）を秘密とする HS384            |
      | yahoo-hs512-public-pem      | Yahoo! JAPAN | 公開鍵（PEM）を秘密とする HS512            |
      | yahoo-hs384-client-secret   | Yahoo! JAPAN | client_secret による HS384                 |
      | yahoo-hs512-client-secret   | Yahoo! JAPAN | client_secret による HS512                 |
      | yahoo-x5c-stranger          | Yahoo! JAPAN | ヘッダーに入れた他人の証明書（x5c）        |
      | yahoo-kid-path              | Yahoo! JAPAN | ファイルを指す kid                         |
      | yahoo-kid-sql               | Yahoo! JAPAN | SQL を含む kid                             |
      | yahoo-kid-long              | Yahoo! JAPAN | 64 KiB の kid                              |
      | yahoo-kid-control           | Yahoo! JAPAN | 改行と NUL を含む kid                      |
      | yahoo-kid-number            | Yahoo! JAPAN | 数値の kid                                 |
      | yahoo-crit-unknown          | Yahoo! JAPAN | 知らない crit の拡張                       |
      | yahoo-crit-empty            | Yahoo! JAPAN | 空の crit                                  |
      | yahoo-crit-absent           | Yahoo! JAPAN | 無い項目を指す crit                        |
      | yahoo-crit-b64              | Yahoo! JAPAN | 符号化しない中身を宣言する crit（b64）     |
      | yahoo-crit-b64-absent       | Yahoo! JAPAN | b64 の無い crit（b64）                     |
      | yahoo-typ-access-token      | Yahoo! JAPAN | アクセストークンの typ（at+jwt）           |
      | yahoo-typ-logout-token      | Yahoo! JAPAN | ログアウトトークンの typ（logout+jwt）     |
      | yahoo-hs256-public-modulus  | Yahoo! JAPAN | 公開鍵の n を秘密とする HS256              |
      | yahoo-hs256-public-exponent | Yahoo! JAPAN | 公開鍵の e を秘密とする HS256              |
      | yahoo-hs256-key-type        | Yahoo! JAPAN | RSA という語を秘密とする HS256             |
      | yahoo-hs256-algorithm-name  | Yahoo! JAPAN | RS256 という語を秘密とする HS256           |

    @gbizid
    例: GビズID
      | 行                           | プロバイダー | 不正                                       |
      | gbizid-signature-corrupted   | GビズID      | 署名の破損                                 |
      | gbizid-alg-none-capital      | GビズID      | alg が None                                |
      | gbizid-alg-none-upper        | GビズID      | alg が NONE                                |
      | gbizid-alg-none-mixed        | GビズID      | alg が nOnE                                |
      | gbizid-hs256-public-pem      | GビズID      | 公開鍵（PEM）を秘密とする HS256            |
      | gbizid-hs256-public-jwk      | GビズID      | 公開鍵（JWK）を秘密とする HS256            |
      | gbizid-embedded-key          | GビズID      | ヘッダーに埋め込まれた鍵                   |
      | gbizid-foreign-key           | GビズID      | 既知の kid を名乗る他人の鍵                |
      | gbizid-unknown-kid           | GビズID      | 未知の kid と未知の鍵                      |
      | gbizid-alg-missing           | GビズID      | alg の欠落                                 |
      | gbizid-alg-empty             | GビズID      | 空の alg                                   |
      | gbizid-alg-number            | GビズID      | 数値の alg                                 |
      | gbizid-alg-array             | GビズID      | 配列の alg                                 |
      | gbizid-alg-unknown           | GビズID      | 知らない alg                               |
      | gbizid-alg-trailing-space    | GビズID      | 末尾に空白のある alg                       |
      | gbizid-hs256-public-der      | GビズID      | 公開鍵（DER）を秘密とする HS256            |
      | gbizid-hs256-public-body     | GビズID      | 公開鍵（PEM の本文だけ）を秘密とする HS256 |
      | gbizid-hs256-public-pkcs1    | GビズID      | 公開鍵（PKCS#1）を秘密とする HS256         |
      | gbizid-signature-empty       | GビズID      | 空の署名                                   |
      | gbizid-signature-short       | GビズID      | 一バイト足りない署名                       |
      | gbizid-signature-zero        | GビズID      | 全てゼロの署名                             |
      | gbizid-payload-swapped       | GビズID      | 署名後に差し替えられた中身                 |
      | gbizid-neighbour-key         | GビズID      | 別のプロバイダーの鍵による署名             |
      | gbizid-hs384-public-pem      | GビズID      | 公開鍵（PEM）を秘密とする HS384            |
      | gbizid-hs512-public-pem      | GビズID      | 公開鍵（PEM）を秘密とする HS512            |
      | gbizid-hs384-client-secret   | GビズID      | client_secret による HS384                 |
      | gbizid-hs512-client-secret   | GビズID      | client_secret による HS512                 |
      | gbizid-x5c-stranger          | GビズID      | ヘッダーに入れた他人の証明書（x5c）        |
      | gbizid-kid-path              | GビズID      | ファイルを指す kid                         |
      | gbizid-kid-sql               | GビズID      | SQL を含む kid                             |
      | gbizid-kid-long              | GビズID      | 64 KiB の kid                              |
      | gbizid-kid-control           | GビズID      | 改行と NUL を含む kid                      |
      | gbizid-kid-number            | GビズID      | 数値の kid                                 |
      | gbizid-crit-unknown          | GビズID      | 知らない crit の拡張                       |
      | gbizid-crit-empty            | GビズID      | 空の crit                                  |
      | gbizid-crit-absent           | GビズID      | 無い項目を指す crit                        |
      | gbizid-crit-b64              | GビズID      | 符号化しない中身を宣言する crit（b64）     |
      | gbizid-crit-b64-absent       | GビズID      | b64 の無い crit（b64）                     |
      | gbizid-typ-access-token      | GビズID      | アクセストークンの typ（at+jwt）           |
      | gbizid-typ-logout-token      | GビズID      | ログアウトトークンの typ（logout+jwt）     |
      | gbizid-hs256-public-modulus  | GビズID      | 公開鍵の n を秘密とする HS256              |
      | gbizid-hs256-public-exponent | GビズID      | 公開鍵の e を秘密とする HS256              |
      | gbizid-hs256-key-type        | GビズID      | RSA という語を秘密とする HS256             |
      | gbizid-hs256-algorithm-name  | GビズID      | RS256 という語を秘密とする HS256           |

    @socialplus
    例: ソーシャルPLUS
      | 行                               | プロバイダー   | 不正                                       |
      | socialplus-alg-missing           | ソーシャルPLUS | alg の欠落                                 |
      | socialplus-alg-empty             | ソーシャルPLUS | 空の alg                                   |
      | socialplus-alg-number            | ソーシャルPLUS | 数値の alg                                 |
      | socialplus-alg-array             | ソーシャルPLUS | 配列の alg                                 |
      | socialplus-alg-unknown           | ソーシャルPLUS | 知らない alg                               |
      | socialplus-alg-trailing-space    | ソーシャルPLUS | 末尾に空白のある alg                       |
      | socialplus-hs256-public-der      | ソーシャルPLUS | 公開鍵（DER）を秘密とする HS256            |
      | socialplus-hs256-public-body     | ソーシャルPLUS | 公開鍵（PEM の本文だけ）を秘密とする HS256 |
      | socialplus-hs256-public-pkcs1    | ソーシャルPLUS | 公開鍵（PKCS#1）を秘密とする HS256         |
      | socialplus-signature-empty       | ソーシャルPLUS | 空の署名                                   |
      | socialplus-signature-short       | ソーシャルPLUS | 一バイト足りない署名                       |
      | socialplus-signature-zero        | ソーシャルPLUS | 全てゼロの署名                             |
      | socialplus-payload-swapped       | ソーシャルPLUS | 署名後に差し替えられた中身                 |
      | socialplus-neighbour-key         | ソーシャルPLUS | 別のプロバイダーの鍵による署名             |
      | socialplus-hs384-public-pem      | ソーシャルPLUS | 公開鍵（PEM）を秘密とする HS384            |
      | socialplus-hs512-public-pem      | ソーシャルPLUS | 公開鍵（PEM）を秘密とする HS512            |
      | socialplus-hs384-client-secret   | ソーシャルPLUS | client_secret による HS384                 |
      | socialplus-hs512-client-secret   | ソーシャルPLUS | client_secret による HS512                 |
      | socialplus-x5c-stranger          | ソーシャルPLUS | ヘッダーに入れた他人の証明書（x5c）        |
      | socialplus-kid-path              | ソーシャルPLUS | ファイルを指す kid                         |
      | socialplus-kid-sql               | ソーシャルPLUS | SQL を含む kid                             |
      | socialplus-kid-long              | ソーシャルPLUS | 64 KiB の kid                              |
      | socialplus-kid-control           | ソーシャルPLUS | 改行と NUL を含む kid                      |
      | socialplus-kid-number            | ソーシャルPLUS | 数値の kid                                 |
      | socialplus-crit-unknown          | ソーシャルPLUS | 知らない crit の拡張                       |
      | socialplus-crit-empty            | ソーシャルPLUS | 空の crit                                  |
      | socialplus-crit-absent           | ソーシャルPLUS | 無い項目を指す crit                        |
      | socialplus-crit-b64              | ソーシャルPLUS | 符号化しない中身を宣言する crit（b64）     |
      | socialplus-crit-b64-absent       | ソーシャルPLUS | b64 の無い crit（b64）                     |
      | socialplus-typ-access-token      | ソーシャルPLUS | アクセストークンの typ（at+jwt）           |
      | socialplus-typ-logout-token      | ソーシャルPLUS | ログアウトトークンの typ（logout+jwt）     |
      | socialplus-hs256-public-modulus  | ソーシャルPLUS | 公開鍵の n を秘密とする HS256              |
      | socialplus-hs256-public-exponent | ソーシャルPLUS | 公開鍵の e を秘密とする HS256              |
      | socialplus-hs256-key-type        | ソーシャルPLUS | RSA という語を秘密とする HS256             |
      | socialplus-hs256-algorithm-name  | ソーシャルPLUS | RS256 という語を秘密とする HS256           |

    @apple
    例: Apple
      | 行                          | プロバイダー | 不正                                       |
      | apple-alg-none-hashed       | Apple        | at_hash のある、alg が none                |
      | apple-alg-missing           | Apple        | alg の欠落                                 |
      | apple-alg-empty             | Apple        | 空の alg                                   |
      | apple-alg-number            | Apple        | 数値の alg                                 |
      | apple-alg-array             | Apple        | 配列の alg                                 |
      | apple-alg-unknown           | Apple        | 知らない alg                               |
      | apple-alg-trailing-space    | Apple        | 末尾に空白のある alg                       |
      | apple-hs256-public-der      | Apple        | 公開鍵（DER）を秘密とする HS256            |
      | apple-hs256-public-body     | Apple        | 公開鍵（PEM の本文だけ）を秘密とする HS256 |
      | apple-hs256-public-pkcs1    | Apple        | 公開鍵（PKCS#1）を秘密とする HS256         |
      | apple-signature-empty       | Apple        | 空の署名                                   |
      | apple-signature-short       | Apple        | 一バイト足りない署名                       |
      | apple-signature-zero        | Apple        | 全てゼロの署名                             |
      | apple-payload-swapped       | Apple        | 署名後に差し替えられた中身                 |
      | apple-neighbour-key         | Apple        | 別のプロバイダーの鍵による署名             |
      | apple-hs384-public-pem      | Apple        | 公開鍵（PEM）を秘密とする HS384            |
      | apple-hs512-public-pem      | Apple        | 公開鍵（PEM）を秘密とする HS512            |
      | apple-hs384-client-secret   | Apple        | client_secret による HS384                 |
      | apple-hs512-client-secret   | Apple        | client_secret による HS512                 |
      | apple-x5c-stranger          | Apple        | ヘッダーに入れた他人の証明書（x5c）        |
      | apple-kid-path              | Apple        | ファイルを指す kid                         |
      | apple-kid-sql               | Apple        | SQL を含む kid                             |
      | apple-kid-long              | Apple        | 64 KiB の kid                              |
      | apple-kid-control           | Apple        | 改行と NUL を含む kid                      |
      | apple-kid-number            | Apple        | 数値の kid                                 |
      | apple-crit-unknown          | Apple        | 知らない crit の拡張                       |
      | apple-crit-empty            | Apple        | 空の crit                                  |
      | apple-crit-absent           | Apple        | 無い項目を指す crit                        |
      | apple-crit-b64              | Apple        | 符号化しない中身を宣言する crit（b64）     |
      | apple-crit-b64-absent       | Apple        | b64 の無い crit（b64）                     |
      | apple-typ-access-token      | Apple        | アクセストークンの typ（at+jwt）           |
      | apple-typ-logout-token      | Apple        | ログアウトトークンの typ（logout+jwt）     |
      | apple-hs256-public-modulus  | Apple        | 公開鍵の n を秘密とする HS256              |
      | apple-hs256-public-exponent | Apple        | 公開鍵の e を秘密とする HS256              |
      | apple-hs256-key-type        | Apple        | RSA という語を秘密とする HS256             |
      | apple-hs256-algorithm-name  | Apple        | RS256 という語を秘密とする HS256           |

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

    @gbizid @GBIZ-25
    例: GビズID
      | 行                         | プロバイダー | 不正                       |
      | gbizid-alg-none            | GビズID      | alg が none                |
      | gbizid-hs256-client-secret | GビズID      | client_secret による HS256 |
    @apple @APL-10
    例: Apple（APL-10）
      | 行                        | プロバイダー | 不正                            |
      | apple-unknown-kid         | Apple        | 未知の kid と未知の鍵           |

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
    @apple @APL-09
    例: Apple（APL-09）
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
