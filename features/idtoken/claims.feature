# language: ja
@idtoken @claims
機能: IDトークンのクレーム
  署名の正しいIDトークンでも、宛先・期限・発行者・nonce の違うものは受け付けない。

  @id-claims
  シナリオアウトライン: <プロバイダー>のIDトークンの「<不正>」を拒む
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-21
    例: LINE（LINE-21）
      | 行                      | プロバイダー | 不正                         |
      | line-iss-other-provider | LINE         | 別のプロバイダーの iss       |
      | line-iss-trailing-slash | LINE         | 末尾にスラッシュの付いた iss |

    @line
    例: LINE
      | 行                           | プロバイダー | 不正                          |
      | line-iss-missing             | LINE         | iss の欠落                    |
      | line-aud-array-without-us    | LINE         | 自分のいない配列の aud        |
      | line-aud-array-with-stranger | LINE         | 見知らぬ宛先の加わった aud    |
      | line-aud-lookalike           | LINE         | 自分の client_id で始まる aud |
      | line-aud-missing             | LINE         | aud の欠落                    |
      | line-azp-wrong               | LINE         | 別のクライアントの azp        |
      | line-nbf-future              | LINE         | 未来の nbf                    |
      | line-sub-missing             | LINE         | sub の欠落                    |
      | line-sub-empty               | LINE         | 空の sub                      |

    @line @LINE-19
    例: LINE（LINE-19）
      | 行                    | プロバイダー | 不正                       |
      | line-aud-other-client | LINE         | 別のクライアント宛ての aud |

    @line @LINE-22
    例: LINE（LINE-22）
      | 行               | プロバイダー | 不正           |
      | line-exp-past    | LINE         | 過ぎた exp     |
      | line-exp-missing | LINE         | exp の欠落     |
      | line-iat-future  | LINE         | 遠い未来の iat |

    @line @LINE-17
    例: LINE（LINE-17）
      | 行                 | プロバイダー | 不正         |
      | line-nonce-wrong   | LINE         | 違う nonce   |
      | line-nonce-missing | LINE         | nonce の欠落 |

    @google @GOO-10
    例: Google（GOO-10）
      | 行                        | プロバイダー | 不正                         |
      | google-iss-other-provider | Google       | 別のプロバイダーの iss       |
      | google-iss-trailing-slash | Google       | 末尾にスラッシュの付いた iss |

    @google
    例: Google
      | 行                             | プロバイダー | 不正                       |
      | google-iss-missing             | Google       | iss の欠落                 |
      | google-aud-array-with-stranger | Google       | 見知らぬ宛先の加わった aud |
      | google-aud-missing             | Google       | aud の欠落                 |
      | google-exp-missing             | Google       | exp の欠落                 |
      | google-nbf-future              | Google       | 未来の nbf                 |
      | google-sub-missing             | Google       | sub の欠落                 |
      | google-sub-empty               | Google       | 空の sub                   |

    @google @GOO-29
    例: Google（GOO-29）
      | 行                          | プロバイダー | 不正                          |
      | google-aud-other-client     | Google       | 別のクライアント宛ての aud    |
      | google-aud-array-without-us | Google       | 自分のいない配列の aud        |
      | google-aud-lookalike        | Google       | 自分の client_id で始まる aud |
      | google-azp-wrong            | Google       | 別のクライアントの azp        |

    @google @GOO-31
    例: Google（GOO-31）
      | 行                | プロバイダー | 不正           |
      | google-exp-past   | Google       | 過ぎた exp     |
      | google-iat-future | Google       | 遠い未来の iat |

    @google @GOO-27
    例: Google（GOO-27）
      | 行                   | プロバイダー | 不正         |
      | google-nonce-wrong   | Google       | 違う nonce   |
      | google-nonce-missing | Google       | nonce の欠落 |

    @google @GOO-50
    例: Google（GOO-50）
      | 行                   | プロバイダー | 不正                           |
      | google-at-hash-wrong | Google       | 別のアクセストークンの at_hash |

    @gbizid @GBIZ-05
    例: GビズID
      | 行                       | プロバイダー | 不正                       |
      | gbizid-iss-without-slash | GビズID      | 末尾のスラッシュの無い iss |

    @line @LINE-21
    例: LINE（LINE-21）
      | 行                    | プロバイダー | 不正             |
      | line-iss-other-scheme | LINE         | https でない iss |

    @google @GOO-10
    例: Google（GOO-10）
      | 行                      | プロバイダー | 不正             |
      | google-iss-other-scheme | Google       | https でない iss |

    @line @LINE-36
    例: LINE（LINE-36）
      | 行                     | プロバイダー | 不正               |
      | line-auth-time-old     | LINE         | 20日前の auth_time |
      | line-auth-time-missing | LINE         | auth_time の欠落   |

    # generated: faults
    @yahoo
    例: Yahoo! JAPAN
      | 行                     | プロバイダー | 不正             |
      | yahoo-iss-other-scheme | Yahoo! JAPAN | https でない iss |

    @gbizid
    例: GビズID
      | 行                             | プロバイダー | 不正                          |
      | gbizid-iss-other-provider      | GビズID      | 別のプロバイダーの iss        |
      | gbizid-iss-trailing-slash      | GビズID      | 末尾にスラッシュの付いた iss  |
      | gbizid-iss-other-scheme        | GビズID      | https でない iss              |
      | gbizid-iss-missing             | GビズID      | iss の欠落                    |
      | gbizid-aud-other-client        | GビズID      | 別のクライアント宛ての aud    |
      | gbizid-aud-array-without-us    | GビズID      | 自分のいない配列の aud        |
      | gbizid-aud-array-with-stranger | GビズID      | 見知らぬ宛先の加わった aud    |
      | gbizid-aud-lookalike           | GビズID      | 自分の client_id で始まる aud |
      | gbizid-aud-missing             | GビズID      | aud の欠落                    |
      | gbizid-azp-wrong               | GビズID      | 別のクライアントの azp        |
      | gbizid-exp-past                | GビズID      | 過ぎた exp                    |
      | gbizid-exp-missing             | GビズID      | exp の欠落                    |
      | gbizid-iat-future              | GビズID      | 遠い未来の iat                |
      | gbizid-nbf-future              | GビズID      | 未来の nbf                    |
      | gbizid-sub-missing             | GビズID      | sub の欠落                    |
      | gbizid-sub-empty               | GビズID      | 空の sub                      |

    @apple
    例: Apple
      | 行                     | プロバイダー | 不正             |
      | apple-iss-other-scheme | Apple        | https でない iss |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行                       | プロバイダー | 不正                          |
      | yahoo-iss-other-provider | Yahoo! JAPAN | 別のプロバイダーの iss        |
      | yahoo-iss-missing        | Yahoo! JAPAN | iss の欠落                    |
      | yahoo-aud-other-client   | Yahoo! JAPAN | 別のクライアント宛ての aud    |
      | yahoo-aud-lookalike      | Yahoo! JAPAN | 自分の client_id で始まる aud |
      | yahoo-aud-missing        | Yahoo! JAPAN | aud の欠落                    |
      | yahoo-azp-wrong          | Yahoo! JAPAN | 別のクライアントの azp        |
      | yahoo-exp-past           | Yahoo! JAPAN | 過ぎた exp                    |
      | yahoo-exp-missing        | Yahoo! JAPAN | exp の欠落                    |
      | yahoo-iat-future         | Yahoo! JAPAN | 遠い未来の iat                |
      | yahoo-nbf-future         | Yahoo! JAPAN | 未来の nbf                    |
      | yahoo-sub-missing        | Yahoo! JAPAN | sub の欠落                    |
      | yahoo-sub-empty          | Yahoo! JAPAN | 空の sub                      |

    @yahoo @YJ-03
    例: Yahoo! JAPAN（YJ-03）
      | 行                            | プロバイダー | 不正                       |
      | yahoo-aud-array-without-us    | Yahoo! JAPAN | 自分のいない配列の aud     |
      | yahoo-aud-array-with-stranger | Yahoo! JAPAN | 見知らぬ宛先の加わった aud |

    @yahoo @YJ-07
    例: Yahoo! JAPAN（YJ-07）
      | 行             | プロバイダー | 不正                         |
      | yahoo-iat-past | Yahoo! JAPAN | 期限内だが20日前のIDトークン |

    @yahoo @YJ-16
    例: Yahoo! JAPAN（YJ-16）
      | 行                       | プロバイダー | 不正                         |
      | yahoo-iss-trailing-slash | Yahoo! JAPAN | 末尾にスラッシュの付いた iss |

    @yahoo @YJ-20
    例: Yahoo! JAPAN（YJ-20）
      | 行                  | プロバイダー | 不正         |
      | yahoo-nonce-wrong   | Yahoo! JAPAN | 違う nonce   |
      | yahoo-nonce-missing | Yahoo! JAPAN | nonce の欠落 |

    @yahoo @YJ-21
    例: Yahoo! JAPAN（YJ-21）
      | 行                  | プロバイダー | 不正                           |
      | yahoo-at-hash-wrong | Yahoo! JAPAN | 別のアクセストークンの at_hash |

    @yahoo @YJ-36
    例: Yahoo! JAPAN（YJ-36）
      | 行                      | プロバイダー | 不正               |
      | yahoo-auth-time-old     | Yahoo! JAPAN | 20日前の auth_time |
      | yahoo-auth-time-missing | Yahoo! JAPAN | auth_time の欠落   |
    @socialplus
    例: ソーシャルPLUS
      | 行                            | プロバイダー   | 不正                          |
      | socialplus-iss-other-provider | ソーシャルPLUS | 別のプロバイダーの iss        |
      | socialplus-iss-trailing-slash | ソーシャルPLUS | 末尾にスラッシュの付いた iss  |
      | socialplus-iss-missing        | ソーシャルPLUS | iss の欠落                    |
      | socialplus-aud-lookalike      | ソーシャルPLUS | 自分の client_id で始まる aud |
      | socialplus-aud-missing        | ソーシャルPLUS | aud の欠落                    |
      | socialplus-azp-wrong          | ソーシャルPLUS | 別のクライアントの azp        |
      | socialplus-exp-missing        | ソーシャルPLUS | exp の欠落                    |
      | socialplus-nbf-future         | ソーシャルPLUS | 未来の nbf                    |
      | socialplus-sub-missing        | ソーシャルPLUS | sub の欠落                    |
      | socialplus-sub-empty          | ソーシャルPLUS | 空の sub                      |

    @socialplus @P-20
    例: ソーシャルPLUS（P-20）
      | 行                                 | プロバイダー   | 不正                       |
      | socialplus-aud-other-client        | ソーシャルPLUS | 別のクライアント宛ての aud |
      | socialplus-aud-array-without-us    | ソーシャルPLUS | 自分のいない配列の aud     |
      | socialplus-aud-array-with-stranger | ソーシャルPLUS | 見知らぬ宛先の加わった aud |

    @socialplus @P-21
    例: ソーシャルPLUS（P-21）
      | 行                    | プロバイダー   | 不正           |
      | socialplus-exp-past   | ソーシャルPLUS | 過ぎた exp     |
      | socialplus-iat-future | ソーシャルPLUS | 遠い未来の iat |

    @socialplus @P-16
    例: ソーシャルPLUS（P-16）
      | 行                       | プロバイダー   | 不正         |
      | socialplus-nonce-wrong   | ソーシャルPLUS | 違う nonce   |
      | socialplus-nonce-missing | ソーシャルPLUS | nonce の欠落 |
    @apple
    例: Apple
      | 行                            | プロバイダー | 不正                           |
      | apple-iss-other-provider      | Apple        | 別のプロバイダーの iss         |
      | apple-iss-trailing-slash      | Apple        | 末尾にスラッシュの付いた iss   |
      | apple-iss-missing             | Apple        | iss の欠落                     |
      | apple-aud-other-client        | Apple        | 別のクライアント宛ての aud     |
      | apple-aud-array-without-us    | Apple        | 自分のいない配列の aud         |
      | apple-aud-array-with-stranger | Apple        | 見知らぬ宛先の加わった aud     |
      | apple-aud-lookalike           | Apple        | 自分の client_id で始まる aud  |
      | apple-aud-missing             | Apple        | aud の欠落                     |
      | apple-azp-wrong               | Apple        | 別のクライアントの azp         |
      | apple-exp-past                | Apple        | 過ぎた exp                     |
      | apple-exp-missing             | Apple        | exp の欠落                     |
      | apple-iat-future              | Apple        | 遠い未来の iat                 |
      | apple-nbf-future              | Apple        | 未来の nbf                     |
      | apple-sub-missing             | Apple        | sub の欠落                     |
      | apple-sub-empty               | Apple        | 空の sub                       |
      | apple-nonce-wrong             | Apple        | 違う nonce                     |
      | apple-nonce-missing           | Apple        | nonce の欠落                   |
      | apple-at-hash-wrong           | Apple        | 別のアクセストークンの at_hash |

    @gbizid @GBIZ-09
    例: GビズID
      | 行                   | プロバイダー | 不正         |
      | gbizid-nonce-wrong   | GビズID      | 違う nonce   |
      | gbizid-nonce-missing | GビズID      | nonce の欠落 |

  @id-replay
  シナリオアウトライン: <プロバイダー>の「<不正>」の使い回しを拒む
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>は不正「<不正>」を仕込んでいる
    かつ 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-17
    例: LINE（LINE-17）
      | 行            | プロバイダー | 不正                     |
      | line-nonce    | LINE         | 前のログインの nonce     |
      | line-id-token | LINE         | 前のログインのIDトークン |

    @google @GOO-27
    例: Google（GOO-27）
      | 行              | プロバイダー | 不正                     |
      | google-nonce    | Google       | 前のログインの nonce     |
      | google-id-token | Google       | 前のログインのIDトークン |

    # generated: faults
    @gbizid
    例: GビズID
      | 行                       | プロバイダー | 不正                     |
      | gbizid-nonce-replayed    | GビズID      | 前のログインの nonce     |
      | gbizid-id-token-replayed | GビズID      | 前のログインのIDトークン |

    # end of generated
    @yahoo @YJ-07
    例: Yahoo! JAPAN（YJ-07）
      | 行             | プロバイダー | 不正                     |
      | yahoo-nonce    | Yahoo! JAPAN | 前のログインの nonce     |
      | yahoo-id-token | Yahoo! JAPAN | 前のログインのIDトークン |
    @socialplus
    例: ソーシャルPLUS
      | 行                  | プロバイダー   | 不正                     |
      | socialplus-nonce    | ソーシャルPLUS | 前のログインの nonce     |
      | socialplus-id-token | ソーシャルPLUS | 前のログインのIDトークン |
    @apple
    例: Apple
      | 行             | プロバイダー | 不正                     |
      | apple-nonce    | Apple        | 前のログインの nonce     |
      | apple-id-token | Apple        | 前のログインのIDトークン |

  @id-claims-honest
  シナリオアウトライン: <プロバイダー>の珍しいが正しい「<癖>」を受け付ける
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line @LINE-38
    例: LINE（LINE-38）
      | 行                 | プロバイダー | 癖                           |
      | line-unknown-claim | LINE         | IDトークンの知らないクレーム |
      | line-other-order   | LINE         | 逆順に並んだクレーム         |

    @line
    例: LINE
      | 行                      | プロバイダー | 癖                   |
      | line-fractional-exp     | LINE         | 小数の exp           |
      | line-aud-array          | LINE         | 要素一つの配列の aud |
      | line-header-without-typ | LINE         | typ の無いヘッダー   |

    @line @LINE-37
    例: LINE（LINE-37）
      | 行              | プロバイダー | 癖         |
      | line-amr-absent | LINE         | amr の省略 |

    @google
    例: Google
      | 行                    | プロバイダー | 癖                           |
      | google-unknown-claim  | Google       | IDトークンの知らないクレーム |
      | google-other-order    | Google       | 逆順に並んだクレーム         |
      | google-fractional-exp | Google       | 小数の exp                   |
      | google-aud-array      | Google       | 要素一つの配列の aud         |

    @google @GOO-10
    例: Google（GOO-10）
      | 行                 | プロバイダー | 癖                  |
      | google-bare-issuer | Google       | https:// の無い iss |

    @google @GOO-23
    例: Google（GOO-23）
      | 行                       | プロバイダー | 癖                         |
      | google-no-profile-claims | Google       | 名前も写真も無いIDトークン |

    @line @LINE-10
    例: LINE（LINE-10）
      | 行                       | プロバイダー | 癖                           |
      | line-email-not-permitted | LINE         | メール取得権限の無いチャネル |

    @line @LINE-37
    例: LINE（LINE-37）
      | 行               | プロバイダー | 癖               |
      | line-amr-unknown | LINE         | 知らない値の amr |

    @google @GOO-31
    例: Google（GOO-31）
      | 行                 | プロバイダー | 癖           |
      | google-clock-ahead | Google       | 20秒先の iat |

    @google @GOO-33
    例: Google（GOO-33）
      | 行                   | プロバイダー | 癖                                |
      | google-verified-text | Google       | 文字列の email_verified（Google） |

    # generated: quirks
    @gbizid
    例: GビズID
      | 行                             | プロバイダー | 癖                           |
      | gbizid-id-token-unknown-claim  | GビズID      | IDトークンの知らないクレーム |
      | gbizid-id-token-other-order    | GビズID      | 逆順に並んだクレーム         |
      | gbizid-id-token-fractional-exp | GビズID      | 小数の exp                   |
      | gbizid-aud-one-element-array   | GビズID      | 要素一つの配列の aud         |
      | gbizid-kid-in-payload          | GビズID      | クレームの中の kid           |
      | gbizid-without-auth-time       | GビズID      | auth_time の無いIDトークン   |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行                   | プロバイダー | 癖                           |
      | yahoo-unknown-claim  | Yahoo! JAPAN | IDトークンの知らないクレーム |
      | yahoo-other-order    | Yahoo! JAPAN | 逆順に並んだクレーム         |
      | yahoo-fractional-exp | Yahoo! JAPAN | 小数の exp                   |

    @yahoo @YJ-21
    例: Yahoo! JAPAN（YJ-21）
      | 行                   | プロバイダー | 癖             |
      | yahoo-at-hash-absent | Yahoo! JAPAN | at_hash の省略 |

    @yahoo @YJ-35
    例: Yahoo! JAPAN（YJ-35）
      | 行                | プロバイダー | 癖                   |
      | yahoo-amr-passkey | Yahoo! JAPAN | パスワードでない amr |
      | yahoo-amr-empty   | Yahoo! JAPAN | 空の amr             |
      | yahoo-amr-absent  | Yahoo! JAPAN | 無い amr             |
    @socialplus
    例: ソーシャルPLUS
      | 行                        | プロバイダー   | 癖                           |
      | socialplus-unknown-claim  | ソーシャルPLUS | IDトークンの知らないクレーム |
      | socialplus-other-order    | ソーシャルPLUS | 逆順に並んだクレーム         |
      | socialplus-fractional-exp | ソーシャルPLUS | 小数の exp                   |

    @socialplus @P-20
    例: ソーシャルPLUS（P-20）
      | 行                   | プロバイダー   | 癖                   |
      | socialplus-aud-array | ソーシャルPLUS | 要素一つの配列の aud |

    @socialplus @P-27
    例: ソーシャルPLUS（P-27）
      | 行                    | プロバイダー   | 癖                                   |
      | socialplus-no-profile | ソーシャルPLUS | 名前もメールアドレスも無いIDトークン |
    @apple
    例: Apple
      | 行                   | プロバイダー | 癖                           |
      | apple-unknown-claim  | Apple        | IDトークンの知らないクレーム |
      | apple-other-order    | Apple        | 逆順に並んだクレーム         |
      | apple-fractional-exp | Apple        | 小数の exp                   |
      | apple-aud-array      | Apple        | 要素一つの配列の aud         |
