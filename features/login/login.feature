# language: ja
@login
機能: 正しいログイン
  プロバイダーが正しく振る舞うとき、RPは利用者を本人としてログインさせる。
  ここが通らないRPについては、他の行から何も言えない。

  @id-login @FLOW-LOGIN
  シナリオアウトライン: <プロバイダー>で「<利用者>」がログインできる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line @LINE-01 @LINE-42
    例: LINE（LINE-01、LINE-42）
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L1     |

    @google @GOO-07 @GOO-08 @GOO-16 @GOO-17 @GOO-34 @GOO-51
    例: Google（GOO-07、GOO-08、GOO-16、GOO-17、GOO-34、GOO-51）
      | 行     | プロバイダー | 利用者 |
      | google | Google       | G1     |

    @yahoo @YJ-02 @YJ-31 @YJ-40
    例: Yahoo! JAPAN（YJ-02、YJ-31、YJ-40）
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | taro   |
    @gbizid
    例: GビズID
      | 行     | プロバイダー | 利用者 |
      | gbizid | GビズID      | P1     |
    @socialplus @P-01
    例: ソーシャルPLUS（P-01）
      | 行         | プロバイダー   | 利用者 |
      | socialplus | ソーシャルPLUS | SP1    |
    @apple
    例: Apple
      | 行    | プロバイダー | 利用者 |
      | apple | Apple        | P1     |

  @id-optional-claims @IDT-OPTIONAL
  シナリオアウトライン: 情報の少ない<プロバイダー>の利用者「<利用者>」もログインできる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line @LINE-16
    例: LINE（LINE-16）
      | 行                     | プロバイダー | 利用者 |
      | line-no-email-no-photo | LINE         | L2     |

    @line @LINE-10
    例: LINE（LINE-10）
      | 行                  | プロバイダー | 利用者 |
      | line-email-declined | LINE         | L3     |

    @google @GOO-23
    例: Google（GOO-23）
      | 行              | プロバイダー | 利用者 |
      | google-one-name | Google       | G4     |

    @google
    例: Google
      | 行               | プロバイダー | 利用者 |
      | google-workspace | Google       | G2     |

    @google @GOO-04
    例: Google（GOO-04）
      | 行                     | プロバイダー | 利用者 |
      | google-unverified-mail | Google       | G9     |

    @yahoo
    例: Yahoo! JAPAN
      | 行             | プロバイダー | 利用者 |
      | yahoo-no-email | Yahoo! JAPAN | nomail |

    @yahoo @YJ-10
    例: Yahoo! JAPAN（YJ-10）
      | 行                    | プロバイダー | 利用者     |
      | yahoo-unverified-mail | Yahoo! JAPAN | unverified |
    @gbizid @GBIZ-06 @GBIZ-08
    例: GビズID（IDトークンに名前もアドレスも無く、email_verified も無い）
      | 行                       | プロバイダー | 利用者 |
      | gbizid-no-email-verified | GビズID      | P1     |

    @gbizid
    例: GビズID
      | 行                      | プロバイダー | 利用者 |
      | gbizid-sole-proprietor  | GビズID      | P5     |
      | gbizid-administrator    | GビズID      | P4     |
      | gbizid-local-government | GビズID      | P11    |
    @socialplus
    例: ソーシャルPLUS
      | 行                         | プロバイダー   | 利用者 |
      | socialplus-only-a-name     | ソーシャルPLUS | SP1    |
      | socialplus-everything      | ソーシャルPLUS | SP4    |
      | socialplus-unverified-mail | ソーシャルPLUS | SP9    |
    @apple
    例: Apple
      | 行               | プロバイダー | 利用者 |
      | apple-no-address | Apple        | P9     |
      | apple-no-scope   | Apple        | P5     |
      | apple-managed    | Apple        | P8     |

  @id-again @ACC-SUB
  シナリオアウトライン: もう一度<プロバイダー>でログインしても同じ会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 前と同じ会員である

    @line @LINE-24
    例: LINE（LINE-24）
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-37
    例: Yahoo! JAPAN（YJ-37）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
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

  @id-renamed @ACC-SUB
  シナリオアウトライン: <プロバイダー>で「<利用者>」の名前やメールアドレスが変わっても同じ会員になる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者がプロバイダーでの登録内容を変える
    かつ 利用者が<プロバイダー>でログインする
    ならば 前と同じ会員である

    @line @LINE-14
    例: LINE（LINE-14）
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L9     |

    @google @GOO-02
    例: Google（GOO-02）
      | 行     | プロバイダー | 利用者 |
      | google | Google       | G5     |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | hanako |
    @gbizid @GBIZ-01
    例: GビズID
      | 行     | プロバイダー | 利用者 |
      | gbizid | GビズID      | P1     |

    @gbizid @GBIZ-33
    例: GビズID（大文字と小文字が変わるだけ）
      | 行                 | プロバイダー | 利用者 |
      | gbizid-letter-case | GビズID      | P12    |
    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   | 利用者 |
      | socialplus | ソーシャルPLUS | SP4    |
    @apple
    例: Apple
      | 行    | プロバイダー | 利用者 |
      | apple | Apple        | P3     |

  @id-two-people @ACC-SUB
  シナリオアウトライン: <プロバイダー>の二人の利用者は別々の会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 別の利用者が<プロバイダー>でログインする
    ならば 前とは別の会員である

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google
    例: Google
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
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

  @id-same-address @ACC-SUB
  シナリオアウトライン: メールアドレスが同じでも<プロバイダー>の別人は別の会員になる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    かつ 同じメールアドレスの別人が<プロバイダー>でログインする
    ならば 前とは別の会員である

    @line @LINE-13
    例: LINE（LINE-13）
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L1     |

    @google @GOO-03
    例: Google（GOO-03）
      | 行     | プロバイダー | 利用者 |
      | google | Google       | G6     |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | taro   |
    @gbizid @GBIZ-01
    例: GビズID
      | 行     | プロバイダー | 利用者 |
      | gbizid | GビズID      | P1     |
    @socialplus
    例: ソーシャルPLUS
      | 行         | プロバイダー   | 利用者 |
      | socialplus | ソーシャルPLUS | SP9    |
    @apple
    例: Apple
      | 行    | プロバイダー | 利用者 |
      | apple | Apple        | P1     |

  @id-same-sub @ACC-SUB @LNK-08
  シナリオアウトライン: sub が同じでも<プロバイダー>と<別のプロバイダー>では別の会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 同じ sub を持つ別人が<別のプロバイダー>でログインする
    ならば 前とは別の会員である

    @line @google
    例: LINEとGoogle
      | 行          | プロバイダー | 別のプロバイダー |
      | line-google | LINE         | Google           |

    @gbizid @gbizid-stg @GBIZ-27
    例: GビズIDの本番環境と検証環境
      | 行                | プロバイダー | 別のプロバイダー |
      | gbizid-gbizid-stg | GビズID      | GビズID検証環境  |

  @id-issuer-spelling @IDT-QUIRK
  シナリオアウトライン: <プロバイダー>の「<癖>」でも同じ会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>は癖「<癖>」を仕込んでいる
    かつ 利用者が<プロバイダー>でログインする
    ならば 前と同じ会員である

    @google @GOO-10
    例: Google（GOO-10）
      | 行          | プロバイダー | 癖                  |
      | google-bare | Google       | https:// の無い iss |
