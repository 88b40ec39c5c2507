# language: ja
@userinfo
機能: UserInfo の応答
  UserInfo の値は、IDトークンと同じ sub のものだけを使う。

  @id-userinfo-sub @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<不正>」の値を使わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれるか、本人だけがログインする

    @line
    例: LINE
      | 行             | プロバイダー | 不正                   |
      | line-other-sub | LINE         | 他人の sub の UserInfo |
      | line-no-sub    | LINE         | sub の無い UserInfo    |

    @google @GOO-35
    例: Google（GOO-35）
      | 行               | プロバイダー | 不正                   |
      | google-other-sub | Google       | 他人の sub の UserInfo |

    @google
    例: Google
      | 行            | プロバイダー | 不正                |
      | google-no-sub | Google       | sub の無い UserInfo |

    # generated: faults
    @line
    例: LINE
      | 行                       | プロバイダー | 不正                                |
      | line-userinfo-empty-sub  | LINE         | 空の sub の UserInfo                |
      | line-userinfo-array-sub  | LINE         | 配列の sub の UserInfo              |
      | line-userinfo-longer-sub | LINE         | 正しい sub で始まる sub の UserInfo |

    @google
    例: Google
      | 行                         | プロバイダー | 不正                                |
      | google-userinfo-empty-sub  | Google       | 空の sub の UserInfo                |
      | google-userinfo-array-sub  | Google       | 配列の sub の UserInfo              |
      | google-userinfo-longer-sub | Google       | 正しい sub で始まる sub の UserInfo |

    @yahoo
    例: Yahoo! JAPAN
      | 行                        | プロバイダー | 不正                                |
      | yahoo-userinfo-empty-sub  | Yahoo! JAPAN | 空の sub の UserInfo                |
      | yahoo-userinfo-array-sub  | Yahoo! JAPAN | 配列の sub の UserInfo              |
      | yahoo-userinfo-longer-sub | Yahoo! JAPAN | 正しい sub で始まる sub の UserInfo |

    @gbizid
    例: GビズID
      | 行                         | プロバイダー | 不正                                |
      | gbizid-userinfo-no-sub     | GビズID      | sub の無い UserInfo                 |
      | gbizid-userinfo-empty-sub  | GビズID      | 空の sub の UserInfo                |
      | gbizid-userinfo-array-sub  | GビズID      | 配列の sub の UserInfo              |
      | gbizid-userinfo-longer-sub | GビズID      | 正しい sub で始まる sub の UserInfo |

    @socialplus
    例: ソーシャルPLUS
      | 行                             | プロバイダー   | 不正                                |
      | socialplus-userinfo-empty-sub  | ソーシャルPLUS | 空の sub の UserInfo                |
      | socialplus-userinfo-array-sub  | ソーシャルPLUS | 配列の sub の UserInfo              |
      | socialplus-userinfo-longer-sub | ソーシャルPLUS | 正しい sub で始まる sub の UserInfo |

    # end of generated
    @yahoo @YJ-14
    例: Yahoo! JAPAN（YJ-14）
      | 行              | プロバイダー | 不正                   |
      | yahoo-other-sub | Yahoo! JAPAN | 他人の sub の UserInfo |
      | yahoo-no-sub    | Yahoo! JAPAN | sub の無い UserInfo    |
    @socialplus
    例: ソーシャルPLUS
      | 行                | プロバイダー   | 不正                |
      | socialplus-no-sub | ソーシャルPLUS | sub の無い UserInfo |

    @socialplus @P-23
    例: ソーシャルPLUS（P-23）
      | 行                   | プロバイダー   | 不正                   |
      | socialplus-other-sub | ソーシャルPLUS | 他人の sub の UserInfo |

    @gbizid @GBIZ-29
    例: GビズID
      | 行               | プロバイダー | 不正                   |
      | gbizid-other-sub | GビズID      | 他人の sub の UserInfo |

  @id-userinfo-error @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<不正>」で壊れない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない

    @line
    例: LINE
      | 行       | プロバイダー | 不正            |
      | line-401 | LINE         | UserInfo の 401 |

    @line @LINE-44
    例: LINE（LINE-44）
      | 行        | プロバイダー | 不正              |
      | line-500  | LINE         | UserInfo の 500   |
      | line-hang | LINE         | UserInfo の無応答 |

    @google @GOO-36
    例: Google（GOO-36）
      | 行         | プロバイダー | 不正            |
      | google-401 | Google       | UserInfo の 401 |

    @google
    例: Google
      | 行          | プロバイダー | 不正              |
      | google-500  | Google       | UserInfo の 500   |
      | google-hang | Google       | UserInfo の無応答 |

    # generated: faults
    @line
    例: LINE
      | 行                      | プロバイダー | 不正                           |
      | line-userinfo-403       | LINE         | UserInfo の 403                |
      | line-userinfo-429       | LINE         | UserInfo の 429                |
      | line-userinfo-html      | LINE         | UserInfo が 200 で HTML を返す |
      | line-userinfo-array     | LINE         | 配列の UserInfo                |
      | line-userinfo-truncated | LINE         | 途中で切れた UserInfo          |
      | line-userinfo-reset     | LINE         | 切断する UserInfo              |
      | line-userinfo-drip      | LINE         | 一文字ずつ届く UserInfo        |

    @google
    例: Google
      | 行                        | プロバイダー | 不正                           |
      | google-userinfo-403       | Google       | UserInfo の 403                |
      | google-userinfo-429       | Google       | UserInfo の 429                |
      | google-userinfo-html      | Google       | UserInfo が 200 で HTML を返す |
      | google-userinfo-array     | Google       | 配列の UserInfo                |
      | google-userinfo-truncated | Google       | 途中で切れた UserInfo          |
      | google-userinfo-reset     | Google       | 切断する UserInfo              |
      | google-userinfo-drip      | Google       | 一文字ずつ届く UserInfo        |

    @yahoo
    例: Yahoo! JAPAN
      | 行                       | プロバイダー | 不正                           |
      | yahoo-userinfo-403       | Yahoo! JAPAN | UserInfo の 403                |
      | yahoo-userinfo-429       | Yahoo! JAPAN | UserInfo の 429                |
      | yahoo-userinfo-html      | Yahoo! JAPAN | UserInfo が 200 で HTML を返す |
      | yahoo-userinfo-array     | Yahoo! JAPAN | 配列の UserInfo                |
      | yahoo-userinfo-truncated | Yahoo! JAPAN | 途中で切れた UserInfo          |
      | yahoo-userinfo-reset     | Yahoo! JAPAN | 切断する UserInfo              |
      | yahoo-userinfo-drip      | Yahoo! JAPAN | 一文字ずつ届く UserInfo        |

    @gbizid
    例: GビズID
      | 行                        | プロバイダー | 不正                           |
      | gbizid-userinfo-401       | GビズID      | UserInfo の 401                |
      | gbizid-userinfo-hang      | GビズID      | UserInfo の無応答              |
      | gbizid-userinfo-500       | GビズID      | UserInfo の 500                |
      | gbizid-userinfo-403       | GビズID      | UserInfo の 403                |
      | gbizid-userinfo-429       | GビズID      | UserInfo の 429                |
      | gbizid-userinfo-html      | GビズID      | UserInfo が 200 で HTML を返す |
      | gbizid-userinfo-array     | GビズID      | 配列の UserInfo                |
      | gbizid-userinfo-truncated | GビズID      | 途中で切れた UserInfo          |
      | gbizid-userinfo-reset     | GビズID      | 切断する UserInfo              |
      | gbizid-userinfo-drip      | GビズID      | 一文字ずつ届く UserInfo        |

    @socialplus
    例: ソーシャルPLUS
      | 行                            | プロバイダー   | 不正                           |
      | socialplus-userinfo-401       | ソーシャルPLUS | UserInfo の 401                |
      | socialplus-userinfo-hang      | ソーシャルPLUS | UserInfo の無応答              |
      | socialplus-userinfo-500       | ソーシャルPLUS | UserInfo の 500                |
      | socialplus-userinfo-403       | ソーシャルPLUS | UserInfo の 403                |
      | socialplus-userinfo-429       | ソーシャルPLUS | UserInfo の 429                |
      | socialplus-userinfo-html      | ソーシャルPLUS | UserInfo が 200 で HTML を返す |
      | socialplus-userinfo-array     | ソーシャルPLUS | 配列の UserInfo                |
      | socialplus-userinfo-truncated | ソーシャルPLUS | 途中で切れた UserInfo          |
      | socialplus-userinfo-reset     | ソーシャルPLUS | 切断する UserInfo              |
      | socialplus-userinfo-drip      | ソーシャルPLUS | 一文字ずつ届く UserInfo        |

    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行         | プロバイダー | 不正              |
      | yahoo-401  | Yahoo! JAPAN | UserInfo の 401   |
      | yahoo-500  | Yahoo! JAPAN | UserInfo の 500   |
      | yahoo-hang | Yahoo! JAPAN | UserInfo の無応答 |


  @id-userinfo-honest
  シナリオアウトライン: <プロバイダー>の UserInfo の珍しいが正しい「<癖>」を受け付ける
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @gbizid @GBIZ-18
    例: GビズID
      | 行                      | プロバイダー | 癖                               |
      | gbizid-kinds-as-numbers | GビズID      | 数値の account_type と corp_type |
      | gbizid-empties-as-null  | GビズID      | 値の無い項目が null              |
      | gbizid-empties-absent   | GビズID      | 値の無い項目の欠落               |

    @gbizid @GBIZ-19
    例: GビズID
      | 行                       | プロバイダー | 癖                   |
      | gbizid-time-with-seconds | GビズID      | 秒まである審査の日時 |

    # generated: quirks
    @yahoo
    例: Yahoo! JAPAN
      | 行                        | プロバイダー | 癖                      |
      | yahoo-email-verified-text | Yahoo! JAPAN | 文字列の email_verified |

    # end of generated
