# language: ja
@login
機能: よく似た sub
  sub は、大文字と小文字を区別し、何も変えずに比べる（RFC 7519 の StringOrURI）。空白を除いたり、全角を半角にしたり、数として読んだりすると、別の人が同じ会員になる。

  @id-lookalike-sub @ACC-SUB
  シナリオアウトライン: <プロバイダー>の sub に「<違い>」だけの違いがある別人は、前の会員にならない
    もし 利用者が<プロバイダー>でログインする
    かつ sub に「<違い>」だけの違いがある別人が<プロバイダー>でログインする
    ならば 前とは別の会員である

    @line
    例: LINE
      | 行                | プロバイダー | 違い       |
      | line-space        | LINE         | 後ろの空白 |
      | line-space-before | LINE         | 前の空白   |
      | line-wide         | LINE         | 全角の文字 |

    @google
    例: Google
      | 行                  | プロバイダー | 違い       |
      | google-space        | Google       | 後ろの空白 |
      | google-space-before | Google       | 前の空白   |
      | google-wide         | Google       | 全角の文字 |
      | google-zeros        | Google       | 前の 0     |

    @yahoo
    例: Yahoo! JAPAN
      | 行                 | プロバイダー | 違い       |
      | yahoo-space        | Yahoo! JAPAN | 後ろの空白 |
      | yahoo-space-before | Yahoo! JAPAN | 前の空白   |
      | yahoo-wide         | Yahoo! JAPAN | 全角の文字 |

    @gbizid
    例: GビズID
      | 行                  | プロバイダー | 違い       |
      | gbizid-space        | GビズID      | 後ろの空白 |
      | gbizid-space-before | GビズID      | 前の空白   |
      | gbizid-wide         | GビズID      | 全角の文字 |
      | gbizid-zeros        | GビズID      | 前の 0     |

    @socialplus
    例: ソーシャルPLUS
      | 行                      | プロバイダー   | 違い       |
      | socialplus-space        | ソーシャルPLUS | 後ろの空白 |
      | socialplus-space-before | ソーシャルPLUS | 前の空白   |
      | socialplus-wide         | ソーシャルPLUS | 全角の文字 |

    @apple
    例: Apple
      | 行                 | プロバイダー | 違い       |
      | apple-space        | Apple        | 後ろの空白 |
      | apple-space-before | Apple        | 前の空白   |
      | apple-wide         | Apple        | 全角の文字 |
      | apple-zeros        | Apple        | 前の 0     |
