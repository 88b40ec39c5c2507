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
    @line
    例: LINE
      | 行                         | プロバイダー | 不正                         |
      | line-exp-before-iat        | LINE         | iat は今、exp は一時間前     |
      | line-iss-empty             | LINE         | 空の iss                     |
      | line-iss-array             | LINE         | 配列の iss                   |
      | line-iss-longer            | LINE         | 正しい発行者で始まる iss     |
      | line-iss-shorter           | LINE         | 正しい発行者の途中までの iss |
      | line-iss-upper-case        | LINE         | 大文字の iss                 |
      | line-iss-plain-http        | LINE         | http の iss                  |
      | line-aud-empty-array       | LINE         | 空の配列の aud               |
      | line-aud-number            | LINE         | 数値の aud                   |
      | line-aud-inside            | LINE         | 自分の client_id を含む aud  |
      | line-aud-ours-in-azp       | LINE         | azp だけが自分のIDトークン   |
      | line-exp-just-past         | LINE         | 十分前に過ぎた exp           |
      | line-exp-null              | LINE         | null の exp                  |
      | line-exp-text              | LINE         | 文字の exp                   |
      | line-exp-negative          | LINE         | 負の exp                     |
      | line-exp-overflow          | LINE         | 桁あふれする exp             |
      | line-exp-text-number       | LINE         | 文字列に入れた exp           |
      | line-iat-ten-minutes-ahead | LINE         | 十分先の iat                 |
      | line-iat-missing           | LINE         | iat の欠落                   |
      | line-iat-text              | LINE         | 文字の iat                   |
      | line-nbf-text              | LINE         | 文字の nbf                   |
      | line-sub-null              | LINE         | null の sub                  |
      | line-sub-number            | LINE         | 数値の sub                   |
      | line-sub-array             | LINE         | 配列の sub                   |
      | line-sub-too-long          | LINE         | 長すぎる sub                 |
      | line-sub-not-ascii         | LINE         | ASCII でない sub             |
      | line-nonce-empty           | LINE         | 空の nonce                   |
      | line-nonce-array           | LINE         | 配列の nonce                 |
      | line-nonce-longer          | LINE         | 正しい nonce で始まる nonce  |
      | line-nonce-other-case      | LINE         | 大文字小文字の違う nonce     |

    @google
    例: Google
      | 行                           | プロバイダー | 不正                         |
      | google-exp-before-iat        | Google       | iat は今、exp は一時間前     |
      | google-iss-empty             | Google       | 空の iss                     |
      | google-iss-array             | Google       | 配列の iss                   |
      | google-iss-longer            | Google       | 正しい発行者で始まる iss     |
      | google-iss-shorter           | Google       | 正しい発行者の途中までの iss |
      | google-iss-upper-case        | Google       | 大文字の iss                 |
      | google-iss-plain-http        | Google       | http の iss                  |
      | google-aud-empty-array       | Google       | 空の配列の aud               |
      | google-aud-number            | Google       | 数値の aud                   |
      | google-aud-inside            | Google       | 自分の client_id を含む aud  |
      | google-aud-ours-in-azp       | Google       | azp だけが自分のIDトークン   |
      | google-exp-just-past         | Google       | 十分前に過ぎた exp           |
      | google-exp-null              | Google       | null の exp                  |
      | google-exp-text              | Google       | 文字の exp                   |
      | google-exp-negative          | Google       | 負の exp                     |
      | google-exp-overflow          | Google       | 桁あふれする exp             |
      | google-exp-text-number       | Google       | 文字列に入れた exp           |
      | google-iat-ten-minutes-ahead | Google       | 十分先の iat                 |
      | google-iat-missing           | Google       | iat の欠落                   |
      | google-iat-text              | Google       | 文字の iat                   |
      | google-nbf-text              | Google       | 文字の nbf                   |
      | google-sub-null              | Google       | null の sub                  |
      | google-sub-number            | Google       | 数値の sub                   |
      | google-sub-array             | Google       | 配列の sub                   |
      | google-sub-too-long          | Google       | 長すぎる sub                 |
      | google-sub-not-ascii         | Google       | ASCII でない sub             |
      | google-nonce-empty           | Google       | 空の nonce                   |
      | google-nonce-array           | Google       | 配列の nonce                 |
      | google-nonce-longer          | Google       | 正しい nonce で始まる nonce  |
      | google-nonce-other-case      | Google       | 大文字小文字の違う nonce     |
      | google-at-hash-number        | Google       | 数値の at_hash               |

    @yahoo
    例: Yahoo! JAPAN
      | 行                          | プロバイダー | 不正                         |
      | yahoo-iss-other-scheme      | Yahoo! JAPAN | https でない iss             |
      | yahoo-exp-before-iat        | Yahoo! JAPAN | iat は今、exp は一時間前     |
      | yahoo-iss-empty             | Yahoo! JAPAN | 空の iss                     |
      | yahoo-iss-array             | Yahoo! JAPAN | 配列の iss                   |
      | yahoo-iss-longer            | Yahoo! JAPAN | 正しい発行者で始まる iss     |
      | yahoo-iss-shorter           | Yahoo! JAPAN | 正しい発行者の途中までの iss |
      | yahoo-iss-upper-case        | Yahoo! JAPAN | 大文字の iss                 |
      | yahoo-iss-plain-http        | Yahoo! JAPAN | http の iss                  |
      | yahoo-aud-empty-array       | Yahoo! JAPAN | 空の配列の aud               |
      | yahoo-aud-number            | Yahoo! JAPAN | 数値の aud                   |
      | yahoo-aud-inside            | Yahoo! JAPAN | 自分の client_id を含む aud  |
      | yahoo-aud-ours-in-azp       | Yahoo! JAPAN | azp だけが自分のIDトークン   |
      | yahoo-exp-just-past         | Yahoo! JAPAN | 十分前に過ぎた exp           |
      | yahoo-exp-null              | Yahoo! JAPAN | null の exp                  |
      | yahoo-exp-text              | Yahoo! JAPAN | 文字の exp                   |
      | yahoo-exp-negative          | Yahoo! JAPAN | 負の exp                     |
      | yahoo-exp-overflow          | Yahoo! JAPAN | 桁あふれする exp             |
      | yahoo-exp-text-number       | Yahoo! JAPAN | 文字列に入れた exp           |
      | yahoo-iat-ten-minutes-ahead | Yahoo! JAPAN | 十分先の iat                 |
      | yahoo-iat-missing           | Yahoo! JAPAN | iat の欠落                   |
      | yahoo-iat-text              | Yahoo! JAPAN | 文字の iat                   |
      | yahoo-nbf-text              | Yahoo! JAPAN | 文字の nbf                   |
      | yahoo-sub-null              | Yahoo! JAPAN | null の sub                  |
      | yahoo-sub-number            | Yahoo! JAPAN | 数値の sub                   |
      | yahoo-sub-array             | Yahoo! JAPAN | 配列の sub                   |
      | yahoo-sub-too-long          | Yahoo! JAPAN | 長すぎる sub                 |
      | yahoo-sub-not-ascii         | Yahoo! JAPAN | ASCII でない sub             |
      | yahoo-nonce-empty           | Yahoo! JAPAN | 空の nonce                   |
      | yahoo-nonce-array           | Yahoo! JAPAN | 配列の nonce                 |
      | yahoo-nonce-longer          | Yahoo! JAPAN | 正しい nonce で始まる nonce  |
      | yahoo-nonce-other-case      | Yahoo! JAPAN | 大文字小文字の違う nonce     |
      | yahoo-at-hash-number        | Yahoo! JAPAN | 数値の at_hash               |

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
      | gbizid-exp-before-iat          | GビズID      | iat は今、exp は一時間前      |
      | gbizid-exp-missing             | GビズID      | exp の欠落                    |
      | gbizid-iat-future              | GビズID      | 遠い未来の iat                |
      | gbizid-nbf-future              | GビズID      | 未来の nbf                    |
      | gbizid-sub-missing             | GビズID      | sub の欠落                    |
      | gbizid-sub-empty               | GビズID      | 空の sub                      |
      | gbizid-iss-empty               | GビズID      | 空の iss                      |
      | gbizid-iss-array               | GビズID      | 配列の iss                    |
      | gbizid-iss-longer              | GビズID      | 正しい発行者で始まる iss      |
      | gbizid-iss-shorter             | GビズID      | 正しい発行者の途中までの iss  |
      | gbizid-iss-upper-case          | GビズID      | 大文字の iss                  |
      | gbizid-iss-plain-http          | GビズID      | http の iss                   |
      | gbizid-aud-empty-array         | GビズID      | 空の配列の aud                |
      | gbizid-aud-number              | GビズID      | 数値の aud                    |
      | gbizid-aud-inside              | GビズID      | 自分の client_id を含む aud   |
      | gbizid-aud-ours-in-azp         | GビズID      | azp だけが自分のIDトークン    |
      | gbizid-exp-just-past           | GビズID      | 十分前に過ぎた exp            |
      | gbizid-exp-null                | GビズID      | null の exp                   |
      | gbizid-exp-text                | GビズID      | 文字の exp                    |
      | gbizid-exp-negative            | GビズID      | 負の exp                      |
      | gbizid-exp-overflow            | GビズID      | 桁あふれする exp              |
      | gbizid-exp-text-number         | GビズID      | 文字列に入れた exp            |
      | gbizid-iat-ten-minutes-ahead   | GビズID      | 十分先の iat                  |
      | gbizid-iat-missing             | GビズID      | iat の欠落                    |
      | gbizid-iat-text                | GビズID      | 文字の iat                    |
      | gbizid-nbf-text                | GビズID      | 文字の nbf                    |
      | gbizid-sub-null                | GビズID      | null の sub                   |
      | gbizid-sub-number              | GビズID      | 数値の sub                    |
      | gbizid-sub-array               | GビズID      | 配列の sub                    |
      | gbizid-sub-too-long            | GビズID      | 長すぎる sub                  |
      | gbizid-sub-not-ascii           | GビズID      | ASCII でない sub              |
      | gbizid-nonce-empty             | GビズID      | 空の nonce                    |
      | gbizid-nonce-array             | GビズID      | 配列の nonce                  |
      | gbizid-nonce-longer            | GビズID      | 正しい nonce で始まる nonce   |
      | gbizid-nonce-other-case        | GビズID      | 大文字小文字の違う nonce      |

    @socialplus
    例: ソーシャルPLUS
      | 行                               | プロバイダー   | 不正                         |
      | socialplus-exp-before-iat        | ソーシャルPLUS | iat は今、exp は一時間前     |
      | socialplus-iss-empty             | ソーシャルPLUS | 空の iss                     |
      | socialplus-iss-array             | ソーシャルPLUS | 配列の iss                   |
      | socialplus-iss-longer            | ソーシャルPLUS | 正しい発行者で始まる iss     |
      | socialplus-iss-shorter           | ソーシャルPLUS | 正しい発行者の途中までの iss |
      | socialplus-iss-upper-case        | ソーシャルPLUS | 大文字の iss                 |
      | socialplus-aud-empty-array       | ソーシャルPLUS | 空の配列の aud               |
      | socialplus-aud-number            | ソーシャルPLUS | 数値の aud                   |
      | socialplus-aud-inside            | ソーシャルPLUS | 自分の client_id を含む aud  |
      | socialplus-aud-ours-in-azp       | ソーシャルPLUS | azp だけが自分のIDトークン   |
      | socialplus-exp-just-past         | ソーシャルPLUS | 十分前に過ぎた exp           |
      | socialplus-exp-null              | ソーシャルPLUS | null の exp                  |
      | socialplus-exp-text              | ソーシャルPLUS | 文字の exp                   |
      | socialplus-exp-negative          | ソーシャルPLUS | 負の exp                     |
      | socialplus-exp-overflow          | ソーシャルPLUS | 桁あふれする exp             |
      | socialplus-exp-text-number       | ソーシャルPLUS | 文字列に入れた exp           |
      | socialplus-iat-ten-minutes-ahead | ソーシャルPLUS | 十分先の iat                 |
      | socialplus-iat-missing           | ソーシャルPLUS | iat の欠落                   |
      | socialplus-iat-text              | ソーシャルPLUS | 文字の iat                   |
      | socialplus-nbf-text              | ソーシャルPLUS | 文字の nbf                   |
      | socialplus-sub-null              | ソーシャルPLUS | null の sub                  |
      | socialplus-sub-number            | ソーシャルPLUS | 数値の sub                   |
      | socialplus-sub-array             | ソーシャルPLUS | 配列の sub                   |
      | socialplus-sub-too-long          | ソーシャルPLUS | 長すぎる sub                 |
      | socialplus-sub-not-ascii         | ソーシャルPLUS | ASCII でない sub             |
      | socialplus-nonce-empty           | ソーシャルPLUS | 空の nonce                   |
      | socialplus-nonce-array           | ソーシャルPLUS | 配列の nonce                 |
      | socialplus-nonce-longer          | ソーシャルPLUS | 正しい nonce で始まる nonce  |
      | socialplus-nonce-other-case      | ソーシャルPLUS | 大文字小文字の違う nonce     |

    @apple
    例: Apple
      | 行                          | プロバイダー | 不正                         |
      | apple-iss-other-scheme      | Apple        | https でない iss             |
      | apple-exp-before-iat        | Apple        | iat は今、exp は一時間前     |
      | apple-iss-empty             | Apple        | 空の iss                     |
      | apple-iss-array             | Apple        | 配列の iss                   |
      | apple-iss-longer            | Apple        | 正しい発行者で始まる iss     |
      | apple-iss-shorter           | Apple        | 正しい発行者の途中までの iss |
      | apple-iss-upper-case        | Apple        | 大文字の iss                 |
      | apple-iss-plain-http        | Apple        | http の iss                  |
      | apple-aud-empty-array       | Apple        | 空の配列の aud               |
      | apple-aud-number            | Apple        | 数値の aud                   |
      | apple-aud-inside            | Apple        | 自分の client_id を含む aud  |
      | apple-aud-ours-in-azp       | Apple        | azp だけが自分のIDトークン   |
      | apple-exp-just-past         | Apple        | 十分前に過ぎた exp           |
      | apple-exp-null              | Apple        | null の exp                  |
      | apple-exp-text              | Apple        | 文字の exp                   |
      | apple-exp-negative          | Apple        | 負の exp                     |
      | apple-exp-overflow          | Apple        | 桁あふれする exp             |
      | apple-exp-text-number       | Apple        | 文字列に入れた exp           |
      | apple-iat-ten-minutes-ahead | Apple        | 十分先の iat                 |
      | apple-iat-missing           | Apple        | iat の欠落                   |
      | apple-iat-text              | Apple        | 文字の iat                   |
      | apple-nbf-text              | Apple        | 文字の nbf                   |
      | apple-sub-null              | Apple        | null の sub                  |
      | apple-sub-number            | Apple        | 数値の sub                   |
      | apple-sub-array             | Apple        | 配列の sub                   |
      | apple-sub-too-long          | Apple        | 長すぎる sub                 |
      | apple-sub-not-ascii         | Apple        | ASCII でない sub             |
      | apple-nonce-empty           | Apple        | 空の nonce                   |
      | apple-nonce-array           | Apple        | 配列の nonce                 |
      | apple-nonce-longer          | Apple        | 正しい nonce で始まる nonce  |
      | apple-nonce-other-case      | Apple        | 大文字小文字の違う nonce     |
      | apple-at-hash-number        | Apple        | 数値の at_hash               |

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
      | apple-iss-trailing-slash      | Apple        | 末尾にスラッシュの付いた iss   |
      | apple-iss-missing             | Apple        | iss の欠落                     |
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

    @gbizid @GBIZ-09
    例: GビズID
      | 行                   | プロバイダー | 不正         |
      | gbizid-nonce-wrong   | GビズID      | 違う nonce   |
      | gbizid-nonce-missing | GビズID      | nonce の欠落 |
    @apple @APL-17
    例: Apple（APL-17）
      | 行                      | プロバイダー | 不正                                    |
      | apple-nonce-wrong       | Apple        | 違う nonce                              |
      | apple-nonce-missing     | Apple        | nonce の欠落                            |
      | apple-nonce-unsupported | Apple        | nonce_supported が false で、違う nonce |
    @apple @APL-28
    例: Apple（APL-28）
      | 行                            | プロバイダー | 不正                           |
      | apple-at-hash-wrong           | Apple        | 別のアクセストークンの at_hash |
    @apple @APL-29 @APL-51
    例: Apple（APL-29、APL-51）
      | 行                            | プロバイダー | 不正                           |
      | apple-aud-other-client        | Apple        | 別のクライアント宛ての aud     |
    @apple @APL-30
    例: Apple（APL-30）
      | 行                            | プロバイダー | 不正                           |
      | apple-iss-other-provider      | Apple        | 別のプロバイダーの iss         |

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

    @google @GOO-29
    例: Google（GOO-29）
      | 行                | プロバイダー | 癖                   |
      | google-azp-absent | Google       | azp の無いIDトークン |

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
    @line
    例: LINE
      | 行                              | プロバイダー | 癖                                 |
      | line-name-emoji                 | LINE         | 絵文字だけの名前                   |
      | line-name-kanji                 | LINE         | 髙﨑𠮷の名前                       |
      | line-name-long                  | LINE         | 千文字の名前                       |
      | line-name-empty                 | LINE         | 空の名前                           |
      | line-name-null                  | LINE         | null の名前                        |
      | line-address-verified-as-text   | LINE         | 引用符に入った email_verified      |
      | line-address-verified-as-number | LINE         | 数値の email_verified              |
      | line-address-verified-null      | LINE         | null の email_verified             |
      | line-address-upper-case         | LINE         | 大文字のメールアドレス             |
      | line-claims-long-token          | LINE         | 4 KB を超えるIDトークン            |
      | line-claims-amr-unknown         | LINE         | 知らない amr                       |
      | line-claims-nbf-past            | LINE         | 過ぎた nbf                         |
      | line-claims-deep-extension      | LINE         | 入れ子の知らないクレーム           |
      | line-mini-app                   | LINE         | LINEミニアプリの openid だけの同意 |

    @google
    例: Google
      | 行                                | プロバイダー | 癖                            |
      | google-name-emoji                 | Google       | 絵文字だけの名前              |
      | google-name-kanji                 | Google       | 髙﨑𠮷の名前                  |
      | google-name-long                  | Google       | 千文字の名前                  |
      | google-name-empty                 | Google       | 空の名前                      |
      | google-name-null                  | Google       | null の名前                   |
      | google-address-verified-as-text   | Google       | 引用符に入った email_verified |
      | google-address-verified-as-number | Google       | 数値の email_verified         |
      | google-address-verified-null      | Google       | null の email_verified        |
      | google-address-upper-case         | Google       | 大文字のメールアドレス        |
      | google-claims-long-token          | Google       | 4 KB を超えるIDトークン       |
      | google-claims-amr-unknown         | Google       | 知らない amr                  |
      | google-claims-nbf-past            | Google       | 過ぎた nbf                    |
      | google-claims-deep-extension      | Google       | 入れ子の知らないクレーム      |

    @yahoo
    例: Yahoo! JAPAN
      | 行                               | プロバイダー | 癖                            |
      | yahoo-name-emoji                 | Yahoo! JAPAN | 絵文字だけの名前              |
      | yahoo-name-kanji                 | Yahoo! JAPAN | 髙﨑𠮷の名前                  |
      | yahoo-name-long                  | Yahoo! JAPAN | 千文字の名前                  |
      | yahoo-name-empty                 | Yahoo! JAPAN | 空の名前                      |
      | yahoo-name-null                  | Yahoo! JAPAN | null の名前                   |
      | yahoo-address-verified-as-text   | Yahoo! JAPAN | 引用符に入った email_verified |
      | yahoo-address-verified-as-number | Yahoo! JAPAN | 数値の email_verified         |
      | yahoo-address-verified-null      | Yahoo! JAPAN | null の email_verified        |
      | yahoo-address-upper-case         | Yahoo! JAPAN | 大文字のメールアドレス        |
      | yahoo-claims-long-token          | Yahoo! JAPAN | 4 KB を超えるIDトークン       |
      | yahoo-claims-amr-unknown         | Yahoo! JAPAN | 知らない amr                  |
      | yahoo-claims-nbf-past            | Yahoo! JAPAN | 過ぎた nbf                    |
      | yahoo-claims-deep-extension      | Yahoo! JAPAN | 入れ子の知らないクレーム      |

    @gbizid
    例: GビズID
      | 行                                | プロバイダー | 癖                            |
      | gbizid-id-token-unknown-claim     | GビズID      | IDトークンの知らないクレーム  |
      | gbizid-id-token-other-order       | GビズID      | 逆順に並んだクレーム          |
      | gbizid-id-token-fractional-exp    | GビズID      | 小数の exp                    |
      | gbizid-aud-one-element-array      | GビズID      | 要素一つの配列の aud          |
      | gbizid-name-emoji                 | GビズID      | 絵文字だけの名前              |
      | gbizid-name-kanji                 | GビズID      | 髙﨑𠮷の名前                  |
      | gbizid-name-long                  | GビズID      | 千文字の名前                  |
      | gbizid-name-empty                 | GビズID      | 空の名前                      |
      | gbizid-name-null                  | GビズID      | null の名前                   |
      | gbizid-address-verified-as-text   | GビズID      | 引用符に入った email_verified |
      | gbizid-address-verified-as-number | GビズID      | 数値の email_verified         |
      | gbizid-address-verified-null      | GビズID      | null の email_verified        |
      | gbizid-address-upper-case         | GビズID      | 大文字のメールアドレス        |
      | gbizid-claims-long-token          | GビズID      | 4 KB を超えるIDトークン       |
      | gbizid-claims-amr-unknown         | GビズID      | 知らない amr                  |
      | gbizid-claims-nbf-past            | GビズID      | 過ぎた nbf                    |
      | gbizid-claims-deep-extension      | GビズID      | 入れ子の知らないクレーム      |
      | gbizid-kid-in-payload             | GビズID      | クレームの中の kid            |
      | gbizid-without-auth-time          | GビズID      | auth_time の無いIDトークン    |

    @socialplus
    例: ソーシャルPLUS
      | 行                                    | プロバイダー   | 癖                            |
      | socialplus-name-emoji                 | ソーシャルPLUS | 絵文字だけの名前              |
      | socialplus-name-kanji                 | ソーシャルPLUS | 髙﨑𠮷の名前                  |
      | socialplus-name-long                  | ソーシャルPLUS | 千文字の名前                  |
      | socialplus-name-empty                 | ソーシャルPLUS | 空の名前                      |
      | socialplus-name-null                  | ソーシャルPLUS | null の名前                   |
      | socialplus-address-verified-as-text   | ソーシャルPLUS | 引用符に入った email_verified |
      | socialplus-address-verified-as-number | ソーシャルPLUS | 数値の email_verified         |
      | socialplus-address-verified-null      | ソーシャルPLUS | null の email_verified        |
      | socialplus-address-upper-case         | ソーシャルPLUS | 大文字のメールアドレス        |
      | socialplus-claims-long-token          | ソーシャルPLUS | 4 KB を超えるIDトークン       |
      | socialplus-claims-amr-unknown         | ソーシャルPLUS | 知らない amr                  |
      | socialplus-claims-nbf-past            | ソーシャルPLUS | 過ぎた nbf                    |
      | socialplus-claims-deep-extension      | ソーシャルPLUS | 入れ子の知らないクレーム      |

    @apple
    例: Apple
      | 行                               | プロバイダー | 癖                            |
      | apple-name-emoji                 | Apple        | 絵文字だけの名前              |
      | apple-name-kanji                 | Apple        | 髙﨑𠮷の名前                  |
      | apple-name-long                  | Apple        | 千文字の名前                  |
      | apple-name-empty                 | Apple        | 空の名前                      |
      | apple-name-null                  | Apple        | null の名前                   |
      | apple-address-verified-as-text   | Apple        | 引用符に入った email_verified |
      | apple-address-verified-as-number | Apple        | 数値の email_verified         |
      | apple-address-verified-null      | Apple        | null の email_verified        |
      | apple-address-upper-case         | Apple        | 大文字のメールアドレス        |
      | apple-claims-long-token          | Apple        | 4 KB を超えるIDトークン       |
      | apple-claims-amr-unknown         | Apple        | 知らない amr                  |
      | apple-claims-nbf-past            | Apple        | 過ぎた nbf                    |
      | apple-claims-deep-extension      | Apple        | 入れ子の知らないクレーム      |

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
    @apple @APL-50
    例: Apple（APL-50）
      | 行              | プロバイダー | 癖          |
      | apple-iat-ahead | Apple        | 二秒先の iat |
