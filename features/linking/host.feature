# language: ja
@linking
機能: 書き換えられたホスト名とメールのリンク
  再設定は誰でも申し込める。要求に書かれたホストからリンクを作ると、本人に届くメールのリンクが攻撃者のサイトを指す。

  @id-forged-recover @REQ-HOST
  シナリオアウトライン: <プロバイダー>を連携した会員の再設定を「<ヘッダー>」を書き換えて申し込まれても、メールのリンクは自分のサイトのものである
    前提 「さくら」は会員である
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「攻撃者」が「<ヘッダー>」を書き換えた要求で、「さくら」のメールアドレスの再設定を申し込む
    ならば 「さくら」に届いたメールに、書き換えたホストは無い

    @line
    例: LINE
      | 行                    | プロバイダー | ヘッダー         |
      | line-host             | LINE         | Host             |
      | line-x-forwarded-host | LINE         | X-Forwarded-Host |
      | line-forwarded        | LINE         | Forwarded        |

    @google
    例: Google
      | 行                      | プロバイダー | ヘッダー         |
      | google-host             | Google       | Host             |
      | google-x-forwarded-host | Google       | X-Forwarded-Host |
      | google-forwarded        | Google       | Forwarded        |

    @yahoo
    例: Yahoo! JAPAN
      | 行                     | プロバイダー | ヘッダー         |
      | yahoo-host             | Yahoo! JAPAN | Host             |
      | yahoo-x-forwarded-host | Yahoo! JAPAN | X-Forwarded-Host |
      | yahoo-forwarded        | Yahoo! JAPAN | Forwarded        |

    @gbizid
    例: GビズID
      | 行                      | プロバイダー | ヘッダー         |
      | gbizid-host             | GビズID      | Host             |
      | gbizid-x-forwarded-host | GビズID      | X-Forwarded-Host |
      | gbizid-forwarded        | GビズID      | Forwarded        |

    @socialplus
    例: ソーシャルPLUS
      | 行                          | プロバイダー   | ヘッダー         |
      | socialplus-host             | ソーシャルPLUS | Host             |
      | socialplus-x-forwarded-host | ソーシャルPLUS | X-Forwarded-Host |
      | socialplus-forwarded        | ソーシャルPLUS | Forwarded        |

    @apple
    例: Apple
      | 行                     | プロバイダー | ヘッダー         |
      | apple-host             | Apple        | Host             |
      | apple-x-forwarded-host | Apple        | X-Forwarded-Host |
      | apple-forwarded        | Apple        | Forwarded        |

  @id-forged-move @REQ-HOST
  シナリオアウトライン: <プロバイダー>を連携した会員の連絡先の変更が「<ヘッダー>」を書き換えた要求でも、メールのリンクは自分のサイトのものである
    前提 「さくら」は会員である
    かつ 「さくら」の要求は、「<ヘッダー>」を書き換えられる
    もし 「さくら」がパスワードを使ってログインする
    かつ 「さくら」が<プロバイダー>を連携する
    かつ 「さくら」がメールアドレスの変更を申し込む
    ならば 「さくら」の新しい連絡先に届いたメールに、書き換えたホストは無い

    @line
    例: LINE
      | 行                    | プロバイダー | ヘッダー         |
      | line-x-forwarded-host | LINE         | X-Forwarded-Host |
      | line-forwarded        | LINE         | Forwarded        |

    @google
    例: Google
      | 行                      | プロバイダー | ヘッダー         |
      | google-x-forwarded-host | Google       | X-Forwarded-Host |
      | google-forwarded        | Google       | Forwarded        |

    @yahoo
    例: Yahoo! JAPAN
      | 行                     | プロバイダー | ヘッダー         |
      | yahoo-x-forwarded-host | Yahoo! JAPAN | X-Forwarded-Host |
      | yahoo-forwarded        | Yahoo! JAPAN | Forwarded        |

    @gbizid
    例: GビズID
      | 行                      | プロバイダー | ヘッダー         |
      | gbizid-x-forwarded-host | GビズID      | X-Forwarded-Host |
      | gbizid-forwarded        | GビズID      | Forwarded        |

    @socialplus
    例: ソーシャルPLUS
      | 行                          | プロバイダー   | ヘッダー         |
      | socialplus-x-forwarded-host | ソーシャルPLUS | X-Forwarded-Host |
      | socialplus-forwarded        | ソーシャルPLUS | Forwarded        |

    @apple
    例: Apple
      | 行                     | プロバイダー | ヘッダー         |
      | apple-x-forwarded-host | Apple        | X-Forwarded-Host |
      | apple-forwarded        | Apple        | Forwarded        |
