# language: ja
@gbizid
機能: 事業者と利用者
  GビズIDの name は事業者の名前である。一つの事業者に何人もの利用者がいて、一人が別の事業者の代理をすることもある。

  @id-gbizid-one-business @ACC-SUB
  シナリオアウトライン: 同じ事業者の「<利用者>」と「<別の人>」は別々の会員になる
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    かつ 別の利用者「<別の人>」がGビズIDでログインする
    ならば 前とは別の会員である

    @gbizid @GBIZ-02
    例: メンバーと二人目のプライム
      | 行           | 利用者 | 別の人 |
      | member       | P1     | P2     |
      | second-prime | P1     | P9     |

    @gbizid @GBIZ-22
    例: 新しい代表者
      | 行                 | 利用者 | 別の人 |
      | new-representative | P1     | P8     |

  @id-gbizid-person @GBIZ-PERSON @needs-business-page
  シナリオアウトライン: 「<利用者>」の名前と事業者の名前を分けて持つ
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば RPの画面に「<名>」が出ている
    かつ RPの画面に「<事業者>」が出ている

    @gbizid @GBIZ-07
    例: メンバー
      | 行     | 利用者 | 名   | 事業者               |
      | member | P2     | 花子 | 株式会社サンプル商事 |

  @id-gbizid-prefecture @UIN-TYPES @needs-business-page
  シナリオアウトライン: 番号で届く都道府県「<都道府県>」を読む
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば RPの画面に「<都道府県>」が出ている

    @gbizid @GBIZ-17
    例: 先頭が零の番号と、そうでない番号
      | 行       | 利用者 | 都道府県 |
      | hokkaido | P11    | 北海道   |
      | osaka    | P5     | 大阪府   |

  @id-gbizid-agent @GBIZ-AGENT @needs-business-page
  シナリオアウトライン: 委任を受けた「<利用者>」の事業者と委任者を分けて持つ
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば RPの画面に「<委任者>」が出ている
    かつ RPの画面に「<事業者>」が出ている

    @gbizid @GBIZ-21
    例: 代理人
      | 行    | 利用者 | 委任者        | 事業者             |
      | agent | P7     | 6999900000003 | 行政書士法人ダイリ |

  @id-gbizid-no-agent @GBIZ-AGENT @needs-business-page
  シナリオアウトライン: 働かない委任の「<利用者>」を委任者として扱わない
    前提 利用者は「<利用者>」である
    もし 利用者がGビズIDでログインする
    ならば RPの画面に「<委任者>」は出ていない

    @gbizid @GBIZ-21
    例: 期間が過ぎた、委任区分が無効、別のシステム
      | 行           | 利用者 | 委任者        |
      | expired      | P7b    | 6999900000003 |
      | inactive     | P7c    | 6999900000003 |
      | other-system | P7d    | 6999900000003 |
