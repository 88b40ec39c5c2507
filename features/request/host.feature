# language: ja
@request
機能: 書き換えられたホスト名
  要求の Host、X-Forwarded-Host、Forwarded は、送る人が何とでも書ける。
  そこから自分のアドレスを作ると、コードを運ぶ戻り先や、メールのリンクが、ほかのサイトのものになる。

  @id-forged-host @REQ-HOST
  シナリオアウトライン: <プロバイダー>のログインを始める要求の「<ヘッダー>」を書き換えられても、戻り先は自分のサイトである
    もし 利用者が<プロバイダー>でログインする
    ならば 「<ヘッダー>」を書き換えた要求で<プロバイダー>のログインを始めても、認証要求にそのホストは無い

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
