# language: ja
@socialplus
機能: 個人情報の5条件（ソーシャルPLUS）
  個人情報は、提供・許可・要求・登録・同意の5条件がそろわなければ黙って省かれる。
  どれが欠けても、RPは利用者をログインさせる。

  @id-sp-personal @SP-PROFILE @own-mock
  シナリオアウトライン: <入口>で「<項目>」の条件「<条件>」が欠けていてもログインできる
    前提 利用者は「SP4」である
    かつ ソーシャルPLUSの設定「S1.<条件>=<項目>」がある
    もし 利用者が<入口>でログインする
    ならば 利用者は本人としてログインしている
    かつ メールアドレスは渡っていない

    @socialplus @P-27
    例: P-27
      | 行                    | 入口                         | 条件           | 項目         |
      | line-not-offered      | ソーシャルPLUS               | not_offered    | line.email   |
      | line-not-allowed      | ソーシャルPLUS               | not_allowed    | line.email   |
      | line-not-requested    | ソーシャルPLUS               | not_requested  | line.email   |
      | line-not-registered   | ソーシャルPLUS               | not_registered | line.email   |
      | line-not-consented    | ソーシャルPLUS               | not_consented  | line.email   |
      | apple-not-offered     | ソーシャルPLUSのApple        | not_offered    | apple.email  |
      | apple-not-allowed     | ソーシャルPLUSのApple        | not_allowed    | apple.email  |
      | apple-not-requested   | ソーシャルPLUSのApple        | not_requested  | apple.email  |
      | apple-not-registered  | ソーシャルPLUSのApple        | not_registered | apple.email  |
      | apple-not-consented   | ソーシャルPLUSのApple        | not_consented  | apple.email  |
      | google-not-offered    | ソーシャルPLUSのGoogle       | not_offered    | google.email |
      | google-not-allowed    | ソーシャルPLUSのGoogle       | not_allowed    | google.email |
      | google-not-requested  | ソーシャルPLUSのGoogle       | not_requested  | google.email |
      | google-not-registered | ソーシャルPLUSのGoogle       | not_registered | google.email |
      | google-not-consented  | ソーシャルPLUSのGoogle       | not_consented  | google.email |
      | yahoo-not-offered     | ソーシャルPLUSのYahoo! JAPAN | not_offered    | yahoo.email  |
      | yahoo-not-allowed     | ソーシャルPLUSのYahoo! JAPAN | not_allowed    | yahoo.email  |
      | yahoo-not-requested   | ソーシャルPLUSのYahoo! JAPAN | not_requested  | yahoo.email  |
      | yahoo-not-registered  | ソーシャルPLUSのYahoo! JAPAN | not_registered | yahoo.email  |
      | yahoo-not-consented   | ソーシャルPLUSのYahoo! JAPAN | not_consented  | yahoo.email  |
