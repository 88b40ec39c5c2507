# language: ja
@token
機能: トークンエンドポイントの応答
  トークンエンドポイントが失敗したり、おかしな応答を返したりしても、誰もログインさせず、待ち続けもしない。

  @id-token
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line
    例: LINE
      | 行                       | プロバイダー | 不正                                         |
      | line-id-token-absent     | LINE         | IDトークンの無いトークン応答                 |
      | line-id-token-null       | LINE         | IDトークンが null                            |
      | line-id-token-truncated  | LINE         | 途中で切れたIDトークン                       |
      | line-id-token-four-parts | LINE         | 四つに区切られたIDトークン                   |
      | line-400                 | LINE         | トークンエンドポイントの 400                 |
      | line-400-with-tokens     | LINE         | トークンの付いた 400                         |
      | line-error-200           | LINE         | トークンエンドポイントが 200 で error を返す |

    @line @LINE-44
    例: LINE（LINE-44）
      | 行            | プロバイダー | 不正                                        |
      | line-500      | LINE         | トークンエンドポイントの 500                |
      | line-html     | LINE         | トークンエンドポイントが HTML を返す        |
      | line-html-200 | LINE         | トークンエンドポイントが 200 で HTML を返す |
      | line-hang     | LINE         | トークンエンドポイントの無応答              |

    @google
    例: Google
      | 行                         | プロバイダー | 不正                                         |
      | google-id-token-absent     | Google       | IDトークンの無いトークン応答                 |
      | google-id-token-null       | Google       | IDトークンが null                            |
      | google-id-token-truncated  | Google       | 途中で切れたIDトークン                       |
      | google-id-token-four-parts | Google       | 四つに区切られたIDトークン                   |
      | google-400                 | Google       | トークンエンドポイントの 400                 |
      | google-400-with-tokens     | Google       | トークンの付いた 400                         |
      | google-error-200           | Google       | トークンエンドポイントが 200 で error を返す |

    @google @GOO-44
    例: Google（GOO-44）
      | 行              | プロバイダー | 不正                                        |
      | google-500      | Google       | トークンエンドポイントの 500                |
      | google-html     | Google       | トークンエンドポイントが HTML を返す        |
      | google-html-200 | Google       | トークンエンドポイントが 200 で HTML を返す |
      | google-hang     | Google       | トークンエンドポイントの無応答              |

    @gbizid @GBIZ-15
    例: GビズID
      | 行                  | プロバイダー | 不正                                   |
      | gbizid-unauthorized | GビズID      | クライアント認証の失敗（unauthorized） |

    @line @LINE-44
    例: LINE（LINE-44）
      | 行       | プロバイダー | 不正                         |
      | line-429 | LINE         | トークンエンドポイントの 429 |

    @google @GOO-42
    例: Google（GOO-42）
      | 行         | プロバイダー | 不正                                        |
      | google-401 | Google       | トークンエンドポイントの 401 invalid_client |

    # generated: faults
    @line
    例: LINE
      | 行                       | プロバイダー | 不正                                        |
      | line-token-401           | LINE         | トークンエンドポイントの 401 invalid_client |
      | line-id-token-empty      | LINE         | 空文字列のIDトークン                        |
      | line-id-token-number     | LINE         | 数値のIDトークン                            |
      | line-access-token-absent | LINE         | アクセストークンの無いトークン応答          |
      | line-access-token-null   | LINE         | アクセストークンが null                     |
      | line-token-type-absent   | LINE         | token_type の無いトークン応答               |
      | line-token-503           | LINE         | トークンエンドポイントの 503                |
      | line-token-empty         | LINE         | 空のトークン応答                            |
      | line-token-array         | LINE         | 配列のトークン応答                          |
      | line-token-truncated     | LINE         | 途中で切れたトークン応答                    |
      | line-token-cut           | LINE         | 通信の切れたトークン応答                    |
      | line-token-reset         | LINE         | 切断するトークンエンドポイント              |
      | line-token-drip          | LINE         | 一文字ずつ届くトークン応答                  |

    @google
    例: Google
      | 行                         | プロバイダー | 不正                               |
      | google-token-429           | Google       | トークンエンドポイントの 429       |
      | google-id-token-empty      | Google       | 空文字列のIDトークン               |
      | google-id-token-number     | Google       | 数値のIDトークン                   |
      | google-access-token-absent | Google       | アクセストークンの無いトークン応答 |
      | google-access-token-null   | Google       | アクセストークンが null            |
      | google-token-type-absent   | Google       | token_type の無いトークン応答      |
      | google-token-503           | Google       | トークンエンドポイントの 503       |
      | google-token-empty         | Google       | 空のトークン応答                   |
      | google-token-array         | Google       | 配列のトークン応答                 |
      | google-token-truncated     | Google       | 途中で切れたトークン応答           |
      | google-token-cut           | Google       | 通信の切れたトークン応答           |
      | google-token-reset         | Google       | 切断するトークンエンドポイント     |
      | google-token-drip          | Google       | 一文字ずつ届くトークン応答         |

    @yahoo
    例: Yahoo! JAPAN
      | 行                        | プロバイダー | 不正                                        |
      | yahoo-token-401           | Yahoo! JAPAN | トークンエンドポイントの 401 invalid_client |
      | yahoo-token-429           | Yahoo! JAPAN | トークンエンドポイントの 429                |
      | yahoo-id-token-empty      | Yahoo! JAPAN | 空文字列のIDトークン                        |
      | yahoo-id-token-number     | Yahoo! JAPAN | 数値のIDトークン                            |
      | yahoo-access-token-absent | Yahoo! JAPAN | アクセストークンの無いトークン応答          |
      | yahoo-access-token-null   | Yahoo! JAPAN | アクセストークンが null                     |
      | yahoo-token-type-absent   | Yahoo! JAPAN | token_type の無いトークン応答               |
      | yahoo-token-503           | Yahoo! JAPAN | トークンエンドポイントの 503                |
      | yahoo-token-empty         | Yahoo! JAPAN | 空のトークン応答                            |
      | yahoo-token-array         | Yahoo! JAPAN | 配列のトークン応答                          |
      | yahoo-token-truncated     | Yahoo! JAPAN | 途中で切れたトークン応答                    |
      | yahoo-token-cut           | Yahoo! JAPAN | 通信の切れたトークン応答                    |
      | yahoo-token-reset         | Yahoo! JAPAN | 切断するトークンエンドポイント              |
      | yahoo-token-drip          | Yahoo! JAPAN | 一文字ずつ届くトークン応答                  |

    @gbizid
    例: GビズID
      | 行                           | プロバイダー | 不正                                         |
      | gbizid-id-token-absent       | GビズID      | IDトークンの無いトークン応答                 |
      | gbizid-id-token-null         | GビズID      | IDトークンが null                            |
      | gbizid-id-token-truncated    | GビズID      | 途中で切れたIDトークン                       |
      | gbizid-id-token-four-parts   | GビズID      | 四つに区切られたIDトークン                   |
      | gbizid-token-400             | GビズID      | トークンエンドポイントの 400                 |
      | gbizid-token-400-with-tokens | GビズID      | トークンの付いた 400                         |
      | gbizid-token-401             | GビズID      | トークンエンドポイントの 401 invalid_client  |
      | gbizid-token-429             | GビズID      | トークンエンドポイントの 429                 |
      | gbizid-token-500             | GビズID      | トークンエンドポイントの 500                 |
      | gbizid-token-html            | GビズID      | トークンエンドポイントが HTML を返す         |
      | gbizid-token-html-200        | GビズID      | トークンエンドポイントが 200 で HTML を返す  |
      | gbizid-token-error-200       | GビズID      | トークンエンドポイントが 200 で error を返す |
      | gbizid-token-hang            | GビズID      | トークンエンドポイントの無応答               |
      | gbizid-id-token-empty        | GビズID      | 空文字列のIDトークン                         |
      | gbizid-id-token-number       | GビズID      | 数値のIDトークン                             |
      | gbizid-access-token-absent   | GビズID      | アクセストークンの無いトークン応答           |
      | gbizid-access-token-null     | GビズID      | アクセストークンが null                      |
      | gbizid-token-type-absent     | GビズID      | token_type の無いトークン応答                |
      | gbizid-token-503             | GビズID      | トークンエンドポイントの 503                 |
      | gbizid-token-empty           | GビズID      | 空のトークン応答                             |
      | gbizid-token-array           | GビズID      | 配列のトークン応答                           |
      | gbizid-token-truncated       | GビズID      | 途中で切れたトークン応答                     |
      | gbizid-token-cut             | GビズID      | 通信の切れたトークン応答                     |
      | gbizid-token-reset           | GビズID      | 切断するトークンエンドポイント               |
      | gbizid-token-drip            | GビズID      | 一文字ずつ届くトークン応答                   |

    @socialplus
    例: ソーシャルPLUS
      | 行                             | プロバイダー   | 不正                                        |
      | socialplus-token-401           | ソーシャルPLUS | トークンエンドポイントの 401 invalid_client |
      | socialplus-token-429           | ソーシャルPLUS | トークンエンドポイントの 429                |
      | socialplus-id-token-empty      | ソーシャルPLUS | 空文字列のIDトークン                        |
      | socialplus-id-token-number     | ソーシャルPLUS | 数値のIDトークン                            |
      | socialplus-access-token-absent | ソーシャルPLUS | アクセストークンの無いトークン応答          |
      | socialplus-access-token-null   | ソーシャルPLUS | アクセストークンが null                     |
      | socialplus-token-type-absent   | ソーシャルPLUS | token_type の無いトークン応答               |
      | socialplus-token-503           | ソーシャルPLUS | トークンエンドポイントの 503                |
      | socialplus-token-empty         | ソーシャルPLUS | 空のトークン応答                            |
      | socialplus-token-array         | ソーシャルPLUS | 配列のトークン応答                          |
      | socialplus-token-truncated     | ソーシャルPLUS | 途中で切れたトークン応答                    |
      | socialplus-token-cut           | ソーシャルPLUS | 通信の切れたトークン応答                    |
      | socialplus-token-reset         | ソーシャルPLUS | 切断するトークンエンドポイント              |
      | socialplus-token-drip          | ソーシャルPLUS | 一文字ずつ届くトークン応答                  |

    @apple
    例: Apple
      | 行                        | プロバイダー | 不正                                        |
      | apple-token-401           | Apple        | トークンエンドポイントの 401 invalid_client |
      | apple-token-429           | Apple        | トークンエンドポイントの 429                |
      | apple-id-token-empty      | Apple        | 空文字列のIDトークン                        |
      | apple-id-token-number     | Apple        | 数値のIDトークン                            |
      | apple-access-token-absent | Apple        | アクセストークンの無いトークン応答          |
      | apple-access-token-null   | Apple        | アクセストークンが null                     |
      | apple-token-type-absent   | Apple        | token_type の無いトークン応答               |
      | apple-token-empty         | Apple        | 空のトークン応答                            |
      | apple-token-array         | Apple        | 配列のトークン応答                          |
      | apple-token-truncated     | Apple        | 途中で切れたトークン応答                    |
      | apple-token-cut           | Apple        | 通信の切れたトークン応答                    |
      | apple-token-reset         | Apple        | 切断するトークンエンドポイント              |
      | apple-token-drip          | Apple        | 一文字ずつ届くトークン応答                  |

    # end of generated
    @yahoo @YJ-09
    例: Yahoo! JAPAN（YJ-09）
      | 行                        | プロバイダー | 不正                         |
      | yahoo-id-token-absent     | Yahoo! JAPAN | IDトークンの無いトークン応答 |
      | yahoo-id-token-null       | Yahoo! JAPAN | IDトークンが null            |
      | yahoo-id-token-truncated  | Yahoo! JAPAN | 途中で切れたIDトークン       |
      | yahoo-id-token-four-parts | Yahoo! JAPAN | 四つに区切られたIDトークン   |

    @yahoo
    例: Yahoo! JAPAN
      | 行                 | プロバイダー | 不正                           |
      | yahoo-hang         | Yahoo! JAPAN | トークンエンドポイントの無応答 |

    @yahoo @YJ-32
    例: Yahoo! JAPAN（YJ-32）
      | 行                    | プロバイダー | 不正                                         |
      | yahoo-400             | Yahoo! JAPAN | トークンエンドポイントの 400                 |
      | yahoo-400-with-tokens | Yahoo! JAPAN | トークンの付いた 400                         |
      | yahoo-500             | Yahoo! JAPAN | トークンエンドポイントの 500                 |
      | yahoo-html            | Yahoo! JAPAN | トークンエンドポイントが HTML を返す         |
      | yahoo-html-200        | Yahoo! JAPAN | トークンエンドポイントが 200 で HTML を返す  |
      | yahoo-error-200       | Yahoo! JAPAN | トークンエンドポイントが 200 で error を返す |
    @socialplus
    例: ソーシャルPLUS
      | 行                             | プロバイダー   | 不正                                         |
      | socialplus-id-token-absent     | ソーシャルPLUS | IDトークンの無いトークン応答                 |
      | socialplus-id-token-null       | ソーシャルPLUS | IDトークンが null                            |
      | socialplus-id-token-truncated  | ソーシャルPLUS | 途中で切れたIDトークン                       |
      | socialplus-id-token-four-parts | ソーシャルPLUS | 四つに区切られたIDトークン                   |
      | socialplus-400                 | ソーシャルPLUS | トークンエンドポイントの 400                 |
      | socialplus-400-with-tokens     | ソーシャルPLUS | トークンの付いた 400                         |
      | socialplus-500                 | ソーシャルPLUS | トークンエンドポイントの 500                 |
      | socialplus-html                | ソーシャルPLUS | トークンエンドポイントが HTML を返す         |
      | socialplus-html-200            | ソーシャルPLUS | トークンエンドポイントが 200 で HTML を返す  |
      | socialplus-error-200           | ソーシャルPLUS | トークンエンドポイントが 200 で error を返す |
      | socialplus-hang                | ソーシャルPLUS | トークンエンドポイントの無応答               |
    @apple
    例: Apple
      | 行                        | プロバイダー | 不正                                         |
      | apple-id-token-absent     | Apple        | IDトークンの無いトークン応答                 |
      | apple-id-token-null       | Apple        | IDトークンが null                            |
      | apple-id-token-truncated  | Apple        | 途中で切れたIDトークン                       |
      | apple-id-token-four-parts | Apple        | 四つに区切られたIDトークン                   |
      | apple-400                 | Apple        | トークンエンドポイントの 400                 |
      | apple-400-with-tokens     | Apple        | トークンの付いた 400                         |
      | apple-500                 | Apple        | トークンエンドポイントの 500                 |
      | apple-html                | Apple        | トークンエンドポイントが HTML を返す         |
      | apple-error-200           | Apple        | トークンエンドポイントが 200 で error を返す |
      | apple-hang                | Apple        | トークンエンドポイントの無応答               |
    @apple @APL-52
    例: Apple（APL-52）
      | 行                        | プロバイダー | 不正                                         |
      | apple-token-503           | Apple        | トークンエンドポイントの 503                |
      | apple-html-200            | Apple        | トークンエンドポイントが 200 で HTML を返す  |

  @id-code
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない （コード）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line
    例: LINE
      | 行           | プロバイダー | 不正                 |
      | line-unknown | LINE         | 発行していないコード |

    @google
    例: Google
      | 行             | プロバイダー | 不正                 |
      | google-unknown | Google       | 発行していないコード |

    # generated: faults
    @gbizid
    例: GビズID
      | 行                  | プロバイダー | 不正                 |
      | gbizid-code-unknown | GビズID      | 発行していないコード |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行            | プロバイダー | 不正                 |
      | yahoo-unknown | Yahoo! JAPAN | 発行していないコード |
    @socialplus
    例: ソーシャルPLUS
      | 行                 | プロバイダー   | 不正                 |
      | socialplus-unknown | ソーシャルPLUS | 発行していないコード |
    @apple @APL-23
    例: Apple（APL-23）
      | 行            | プロバイダー | 不正                 |
      | apple-unknown | Apple        | 発行していないコード |

  @id-code-replayed
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない （二度目）
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>は不正「<不正>」を仕込んでいる
    かつ 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-27
    例: LINE（LINE-27）
      | 行        | プロバイダー | 不正             |
      | line-code | LINE         | 使用済みのコード |

    @google @GOO-24
    例: Google（GOO-24）
      | 行          | プロバイダー | 不正             |
      | google-code | Google       | 使用済みのコード |

    # generated: faults
    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行         | プロバイダー | 不正             |
      | yahoo-code | Yahoo! JAPAN | 使用済みのコード |
    @gbizid @GBIZ-23
    例: GビズID
      | 行          | プロバイダー | 不正             |
      | gbizid-code | GビズID      | 使用済みのコード |
    @socialplus @P-12
    例: ソーシャルPLUS（P-12）
      | 行              | プロバイダー   | 不正             |
      | socialplus-code | ソーシャルPLUS | 使用済みのコード |
    @apple
    例: Apple
      | 行         | プロバイダー | 不正             |
      | apple-code | Apple        | 使用済みのコード |

  @id-code-once @CB-ONCE
  シナリオアウトライン: <プロバイダー>の「<不正>」の後で同じコードを使い直さない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ コードは一度しか使われていない

    @line
    例: LINE
      | 行       | プロバイダー | 不正                         |
      | line-500 | LINE         | トークンエンドポイントの 500 |

    @google @GOO-44
    例: Google（GOO-44）
      | 行         | プロバイダー | 不正                         |
      | google-500 | Google       | トークンエンドポイントの 500 |

    @yahoo
    例: Yahoo! JAPAN
      | 行        | プロバイダー | 不正                         |
      | yahoo-500 | Yahoo! JAPAN | トークンエンドポイントの 500 |
    @gbizid
    例: GビズID
      | 行         | プロバイダー | 不正                         |
      | gbizid-500 | GビズID      | トークンエンドポイントの 500 |

    @socialplus
    例: ソーシャルPLUS
      | 行             | プロバイダー   | 不正                         |
      | socialplus-500 | ソーシャルPLUS | トークンエンドポイントの 500 |
    @apple
    例: Apple
      | 行        | プロバイダー | 不正                         |
      | apple-500 | Apple        | トークンエンドポイントの 500 |

  @id-token-honest
  シナリオアウトライン: <プロバイダー>の珍しいが正しい「<癖>」を受け付ける
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line @LINE-38
    例: LINE（LINE-38）
      | 行                  | プロバイダー | 癖                         |
      | line-unknown-member | LINE         | トークン応答の知らない項目 |

    @line
    例: LINE
      | 行                    | プロバイダー | 癖                            |
      | line-type-lower-case  | LINE         | 小文字の token_type           |
      | line-without-lifetime | LINE         | expires_in の無いトークン応答 |

    @google
    例: Google
      | 行                      | プロバイダー | 癖                            |
      | google-unknown-member   | Google       | トークン応答の知らない項目    |
      | google-type-lower-case  | Google       | 小文字の token_type           |
      | google-without-lifetime | Google       | expires_in の無いトークン応答 |

    @gbizid @GBIZ-30
    例: GビズID
      | 行                  | プロバイダー | 癖                 |
      | gbizid-expires-3599 | GビズID      | 3599 の expires_in |

    @google @GOO-14
    例: Google（GOO-14）
      | 行                   | プロバイダー | 癖                     |
      | google-scope-smaller | Google       | 求めたより少ない scope |

    @google @GOO-15
    例: Google（GOO-15）
      | 行                  | プロバイダー | 癖                   |
      | google-scope-larger | Google       | 求めたより多い scope |

    @google @GOO-19
    例: Google（GOO-19）
      | 行                   | プロバイダー | 癖                                   |
      | google-testing-clock | Google       | 7日で切れる refresh_token_expires_in |

    # generated: quirks
    @line
    例: LINE
      | 行                         | プロバイダー | 癖                                       |
      | line-token-type-upper-case | LINE         | 大文字の token_type                      |
      | line-lifetime-as-text      | LINE         | 引用符に入った expires_in                |
      | line-lifetime-zero         | LINE         | 0 の expires_in                          |
      | line-lifetime-negative     | LINE         | 負の expires_in                          |
      | line-lifetime-huge         | LINE         | 桁外れの expires_in                      |
      | line-token-other-charset   | LINE         | charset の有無がいつもと逆のトークン応答 |

    @google
    例: Google
      | 行                           | プロバイダー | 癖                                       |
      | google-token-type-upper-case | Google       | 大文字の token_type                      |
      | google-lifetime-as-text      | Google       | 引用符に入った expires_in                |
      | google-lifetime-zero         | Google       | 0 の expires_in                          |
      | google-lifetime-negative     | Google       | 負の expires_in                          |
      | google-lifetime-huge         | Google       | 桁外れの expires_in                      |
      | google-token-other-charset   | Google       | charset の有無がいつもと逆のトークン応答 |

    @yahoo
    例: Yahoo! JAPAN
      | 行                          | プロバイダー | 癖                                       |
      | yahoo-token-type-upper-case | Yahoo! JAPAN | 大文字の token_type                      |
      | yahoo-lifetime-as-text      | Yahoo! JAPAN | 引用符に入った expires_in                |
      | yahoo-lifetime-zero         | Yahoo! JAPAN | 0 の expires_in                          |
      | yahoo-lifetime-negative     | Yahoo! JAPAN | 負の expires_in                          |
      | yahoo-lifetime-huge         | Yahoo! JAPAN | 桁外れの expires_in                      |
      | yahoo-token-other-charset   | Yahoo! JAPAN | charset の有無がいつもと逆のトークン応答 |

    @gbizid
    例: GビズID
      | 行                            | プロバイダー | 癖                                       |
      | gbizid-token-unknown-member   | GビズID      | トークン応答の知らない項目               |
      | gbizid-token-type-lower-case  | GビズID      | 小文字の token_type                      |
      | gbizid-token-type-upper-case  | GビズID      | 大文字の token_type                      |
      | gbizid-lifetime-as-text       | GビズID      | 引用符に入った expires_in                |
      | gbizid-lifetime-zero          | GビズID      | 0 の expires_in                          |
      | gbizid-lifetime-negative      | GビズID      | 負の expires_in                          |
      | gbizid-lifetime-huge          | GビズID      | 桁外れの expires_in                      |
      | gbizid-token-other-charset    | GビズID      | charset の有無がいつもと逆のトークン応答 |
      | gbizid-token-without-lifetime | GビズID      | expires_in の無いトークン応答            |

    @socialplus
    例: ソーシャルPLUS
      | 行                               | プロバイダー   | 癖                                       |
      | socialplus-token-type-upper-case | ソーシャルPLUS | 大文字の token_type                      |
      | socialplus-lifetime-as-text      | ソーシャルPLUS | 引用符に入った expires_in                |
      | socialplus-lifetime-zero         | ソーシャルPLUS | 0 の expires_in                          |
      | socialplus-lifetime-negative     | ソーシャルPLUS | 負の expires_in                          |
      | socialplus-lifetime-huge         | ソーシャルPLUS | 桁外れの expires_in                      |
      | socialplus-token-other-charset   | ソーシャルPLUS | charset の有無がいつもと逆のトークン応答 |

    @apple
    例: Apple
      | 行                          | プロバイダー | 癖                                       |
      | apple-token-type-upper-case | Apple        | 大文字の token_type                      |
      | apple-lifetime-as-text      | Apple        | 引用符に入った expires_in                |
      | apple-lifetime-zero         | Apple        | 0 の expires_in                          |
      | apple-lifetime-negative     | Apple        | 負の expires_in                          |
      | apple-lifetime-huge         | Apple        | 桁外れの expires_in                      |
      | apple-token-other-charset   | Apple        | charset の有無がいつもと逆のトークン応答 |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行                     | プロバイダー | 癖                            |
      | yahoo-unknown-member   | Yahoo! JAPAN | トークン応答の知らない項目    |
      | yahoo-type-lower-case  | Yahoo! JAPAN | 小文字の token_type           |
      | yahoo-without-lifetime | Yahoo! JAPAN | expires_in の無いトークン応答 |
      | yahoo-lifetime-text    | Yahoo! JAPAN | 文字列の expires_in           |
    @socialplus
    例: ソーシャルPLUS
      | 行                          | プロバイダー   | 癖                            |
      | socialplus-unknown-member   | ソーシャルPLUS | トークン応答の知らない項目    |
      | socialplus-type-lower-case  | ソーシャルPLUS | 小文字の token_type           |
      | socialplus-without-lifetime | ソーシャルPLUS | expires_in の無いトークン応答 |
    @apple
    例: Apple
      | 行                     | プロバイダー | 癖                            |
      | apple-unknown-member   | Apple        | トークン応答の知らない項目    |
      | apple-type-lower-case  | Apple        | 小文字の token_type           |
      | apple-without-lifetime | Apple        | expires_in の無いトークン応答 |

  @id-token-unused
  シナリオアウトライン: <プロバイダー>の「<不正>」を使わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれるか、本人だけがログインする

    @line
    例: LINE
      | 行   | プロバイダー | 不正                   |
      | line | LINE         | 知らない種類のトークン |

    @google
    例: Google
      | 行     | プロバイダー | 不正                   |
      | google | Google       | 知らない種類のトークン |

    @gbizid
    例: GビズID
      | 行     | プロバイダー | 不正                   |
      | gbizid | GビズID      | 知らない種類のトークン |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 不正                   |
      | yahoo | Yahoo! JAPAN | 知らない種類のトークン |

    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   | 不正                   |
      | socialplus | ソーシャルPLUS | 知らない種類のトークン |
