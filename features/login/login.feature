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

    @line
    例: LINE
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L1     |

    @google
    例: Google
      | 行     | プロバイダー | 利用者 |
      | google | Google       | G1     |

    @yahoo @YJ-02 @YJ-31 @YJ-40
    例: Yahoo! JAPAN（YJ-02、YJ-31、YJ-40）
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | taro   |

  @id-optional-claims @IDT-CLAIMS
  シナリオアウトライン: 情報の少ない<プロバイダー>の利用者「<利用者>」もログインできる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line
    例: LINE
      | 行                     | プロバイダー | 利用者 |
      | line-no-email-no-photo | LINE         | L2     |
      | line-email-declined    | LINE         | L3     |

    @google
    例: Google
      | 行                     | プロバイダー | 利用者 |
      | google-one-name        | Google       | G4     |
      | google-workspace       | Google       | G2     |
      | google-unverified-mail | Google       | G9     |

    @yahoo
    例: Yahoo! JAPAN
      | 行             | プロバイダー | 利用者 |
      | yahoo-no-email | Yahoo! JAPAN | nomail |

    @yahoo @YJ-10
    例: Yahoo! JAPAN（YJ-10）
      | 行                    | プロバイダー | 利用者     |
      | yahoo-unverified-mail | Yahoo! JAPAN | unverified |

  @id-again @ACC-SUB
  シナリオアウトライン: もう一度<プロバイダー>でログインしても同じ会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 前と同じ会員である

    @line
    例: LINE
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

  @id-renamed @ACC-SUB
  シナリオアウトライン: <プロバイダー>で名前やメールアドレスが変わっても同じ会員になる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 利用者がプロバイダーでの登録内容を変える
    かつ 利用者が<プロバイダー>でログインする
    ならば 前と同じ会員である

    @line
    例: LINE
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L9     |

    @google
    例: Google
      | 行     | プロバイダー | 利用者 |
      | google | Google       | G5     |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | hanako |

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

  @id-same-address @ACC-SUB
  シナリオアウトライン: メールアドレスが同じでも<プロバイダー>の別人は別の会員になる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    かつ 同じメールアドレスの別人が<プロバイダー>でログインする
    ならば 前とは別の会員である

    @line
    例: LINE
      | 行   | プロバイダー | 利用者 |
      | line | LINE         | L1     |

    @google
    例: Google
      | 行     | プロバイダー | 利用者 |
      | google | Google       | G6     |

    @yahoo
    例: Yahoo! JAPAN
      | 行    | プロバイダー | 利用者 |
      | yahoo | Yahoo! JAPAN | taro   |

  @id-same-sub @ACC-SUB
  シナリオアウトライン: sub が同じでも発行者が違えば別の会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 同じ sub を持つ別人が<別のプロバイダー>でログインする
    ならば 前とは別の会員である

    @line @google
    例: LINEとGoogle
      | 行          | プロバイダー | 別のプロバイダー |
      | line-google | LINE         | Google           |

  @id-issuer-spelling @ACC-SUB
  シナリオアウトライン: <プロバイダー>の「<癖>」でも同じ会員になる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ <プロバイダー>は癖「<癖>」を仕込んでいる
    かつ 利用者が<プロバイダー>でログインする
    ならば 前と同じ会員である

    @google
    例: Google
      | 行          | プロバイダー | 癖                  |
      | google-bare | Google       | https:// の無い iss |
