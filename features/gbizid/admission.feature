# language: ja
@gbizid
機能: 利用を認めるかどうか
  GビズIDでログインできたことは、そのサービスを使ってよいことを意味しない。
  RPは、ログインのたびにアカウント種別・許可・審査情報を見て決める。

  @id-gbizid-entry @GBIZ-KIND @needs-prime-only
  シナリオアウトライン: 受け付けない種別のアカウント「<利用者>」は、ログインできてもサービスを使えない
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば ログインは拒まれる
    かつ 人に読める画面が出ている

    @gbizid @GBIZ-04
    例: エントリー
      | 行    | 利用者 |
      | entry | P6     |

  @id-gbizid-mandate @GBIZ-MANDATE
  シナリオアウトライン: 許可の無いメンバー「<利用者>」は、ログインできてもサービスを使えない
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば ログインは拒まれる
    かつ 人に読める画面が出ている

    @gbizid @GBIZ-03
    例: メンバー
      | 行              | 利用者 |
      | another-service | P3     |
      | no-service      | P3b    |
      | similar-names   | P3c    |

  @id-gbizid-colleague @GBIZ-MANDATE
  シナリオアウトライン: 同じ事業者の「<同僚>」が使っていても、許可の無いメンバー「<利用者>」はサービスを使えない
    前提 利用者は「<同僚>」である
    もし 利用者がGビズIDでログインする
    かつ 別の利用者「<利用者>」がGビズIDでログインする
    ならば ログインは拒まれる

    @gbizid @GBIZ-03
    例: プライムの後、許可されたメンバーの後
      | 行     | 同僚 | 利用者 |
      | prime  | P1   | P3b    |
      | member | P2   | P3     |

  @id-gbizid-mandated @GBIZ-MANDATE
  シナリオアウトライン: 許可されたメンバー「<利用者>」はサービスを使える
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば 利用者は本人としてログインしている

    @gbizid @GBIZ-03
    例: メンバー
      | 行            | 利用者 |
      | member        | P2     |
      | administrator | P4     |
      | two-services  | P2b    |

  @id-gbizid-upgrade @GBIZ-KIND @needs-prime-only
  シナリオアウトライン: 「<利用者>」がプライムになったら、次のログインからサービスを使える
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    かつ 利用者がプロバイダーでの登録内容を変える
    かつ 利用者がブラウザーを替える
    かつ 利用者がGビズIDでログインする
    ならば 利用者は本人としてログインしている

    @gbizid @GBIZ-31
    例: エントリーからプライムへ
      | 行       | 利用者 |
      | to-prime | P6     |

  @id-gbizid-withdrawn @GBIZ-MANDATE
  シナリオアウトライン: メンバー「<利用者>」の許可が無くなったら、次のログインからサービスを使えない
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    かつ 利用者がログアウトする
    かつ 利用者がプロバイダーでの登録内容を変える
    かつ 利用者がGビズIDでログインする
    ならば ログインは拒まれる

    @gbizid @GBIZ-31
    例: 許可の取り消し
      | 行             | 利用者 |
      | mandate-passed | P2     |

  @id-examined @needs-verified-claims
  シナリオアウトライン: <プロバイダー>の「<不正>」では審査済みとみなさない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @gbizid @GBIZ-20
    例: GビズID
      | 行               | プロバイダー | 不正                            |
      | gbizid-framework | GビズID      | 別の枠組みの審査情報            |
      | gbizid-level     | GビズID      | ial1 の審査情報                 |
      | gbizid-longer    | GビズID      | ial2 で始まる別の水準の審査情報 |

  @id-gbizid-shapes @GBIZ-EXAMINED
  シナリオアウトライン: 審査情報の形が違う「<利用者>」もログインできる
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば 利用者は本人としてログインしている

    @gbizid @GBIZ-20
    例: 審査情報の三つの形
      | 行              | 利用者 |
      | company         | P1     |
      | member          | P2     |
      | sole-proprietor | P5     |

  @id-gbizid-number @GBIZ-NUMBER
  シナリオアウトライン: 番号の検査用数字が合わない「<利用者>」もログインできる
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば 利用者は本人としてログインしている

    @gbizid @GBIZ-32
    例: 個人事業主と検証用の番号
      | 行              | 利用者 |
      | sole-proprietor | P5     |
      | test-number     | P12    |
