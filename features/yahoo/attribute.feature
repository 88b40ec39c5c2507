# language: ja
@yahoo
機能: 属性取得API
  Yahoo! JAPAN の UserInfo は別のドメインにあり、審査を通った法人のアプリケーションにだけ答える。
  断られてもログインは成り立つ。IDトークンの sub が本人を表し、メールアドレスは自分で尋ねる。

  @id-yahoo-attributes-refused @UIN-REFUSED @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<癖>」でもIDトークンでログインできる
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @yahoo @YJ-01
    例: 審査を通っていない
      | 行           | プロバイダー | 癖                                  |
      | forbidden    | Yahoo! JAPAN | 属性取得APIの審査を通っていない 403 |
      | unauthorized | Yahoo! JAPAN | 属性取得APIの審査を通っていない 401 |

    @yahoo @YJ-15
    例: OAuth の形でないエラー
      | 行      | プロバイダー | 癖                                 |
      | expired | Yahoo! JAPAN | Bearer の語の無い属性取得APIの 401 |

  @id-yahoo-attributes-given @UIN-ADDRESS @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<利用者>」の属性を、公表されたアドレスから省かないトークンで得る
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ UserInfo を得ている

    @yahoo @YJ-17
    例: 別のドメイン
      | 行          | プロバイダー | 利用者 |
      | second-host | Yahoo! JAPAN | taro   |

    @yahoo @YJ-18
    例: 3,072バイトのアクセストークン
      | 行         | プロバイダー | 利用者    |
      | long-token | Yahoo! JAPAN | longtoken |

  @id-yahoo-attribute-forms @UIN-CLAIMS @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<利用者>」の属性が「<癖>」でも壊れない
    前提 利用者は「<利用者>」である
    かつ <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @yahoo @YJ-10
    例: email_verified の型
      | 行              | プロバイダー | 利用者     | 癖                      |
      | verified-text   | Yahoo! JAPAN | taro       | 文字列の email_verified |
      | unverified-text | Yahoo! JAPAN | unverified | 文字列の email_verified |
      | absent          | Yahoo! JAPAN | taro       | email_verified の省略   |

    @yahoo @YJ-29
    例: 読みがな
      | 行         | プロバイダー | 利用者 | 癖           |
      | kana-empty | Yahoo! JAPAN | kenji  | 空の読みがな |

  @id-yahoo-attribute-people @UIN-CLAIMS @needs-userinfo
  シナリオアウトライン: 属性の形が珍しい<プロバイダー>の「<利用者>」もログインできる
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている
    かつ UserInfo を得ている

    @yahoo @YJ-28
    例: 生年だけの birthdate と、ハイフンの無い郵便番号
      | 行        | プロバイダー | 利用者 |
      | year-only | Yahoo! JAPAN | hanako |

    @yahoo @YJ-29
    例: 読みがなの登録が無い
      | 行          | プロバイダー | 利用者 |
      | kana-absent | Yahoo! JAPAN | kenji  |
