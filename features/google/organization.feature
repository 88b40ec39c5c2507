# language: ja
@google
機能: Google の組織のドメイン
  要求の hd は画面の手がかりでしかなく、応答の hd には署名が無い。
  組織の一員かどうかは、IDトークンの hd だけが告げる。

  @id-google-colleague @ACC-DOMAIN
  シナリオアウトライン: <プロバイダー>の「<利用者>」は hd により組織の一員として扱われる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は組織の一員として扱われている

    @google @GOO-12
    例: Google（GOO-12）
      | 行        | プロバイダー | 利用者 |
      | workspace | Google       | G2     |

  @id-google-outsider @ACC-DOMAIN
  シナリオアウトライン: <プロバイダー>の「<利用者>」は組織の一員として扱われない
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は組織の一員として扱われていない

    @google @GOO-12
    例: Google（GOO-12）
      | 行       | プロバイダー | 利用者 |
      | consumer | Google       | G1     |

    @google @GOO-13
    例: Google（GOO-13）
      | 行        | プロバイダー | 利用者 |
      | lookalike | Google       | G8     |

  @id-google-outsider-claiming @ACC-DOMAIN
  シナリオアウトライン: <プロバイダー>の「<利用者>」は、「<癖>」でも組織の一員として扱われない
    前提 利用者は「<利用者>」である
    かつ <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は組織の一員として扱われていない

    @google @GOO-12
    例: Google（GOO-12）
      | 行       | プロバイダー | 利用者 | 癖                                  |
      | callback | Google       | G1     | 会社のドメインを名乗る認可応答の hd |
