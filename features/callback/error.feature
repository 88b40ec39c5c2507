# language: ja
@callback @error
機能: エラー応答
  プロバイダーがエラーを返したら、誰もログインさせず、人に読める画面でやり直しの道を示す。

  @id-cancel @CB-CANCEL
  シナリオアウトライン: <プロバイダー>で利用者が取り消したら、やり直せる画面を出す
    前提 利用者は同意画面で取り消す
    もし 利用者が<プロバイダー>でログインする
    ならば 誰もログインしていない
    かつ 取り消しは障害として扱われていない

    @line @LINE-08
    例: LINE（LINE-08）
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-06
    例: Google（GOO-06）
      | 行     | プロバイダー |
      | google | Google       |

    @yahoo @YJ-04
    例: Yahoo! JAPAN（YJ-04）
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |
    @gbizid
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
    @socialplus @P-11
    例: ソーシャルPLUS（P-11）
      | 行         | プロバイダー   |
      | socialplus | ソーシャルPLUS |
    @apple @APL-15
    例: Apple（APL-15）
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-cancel-spelling
  シナリオアウトライン: <プロバイダー>の取り消しが「<癖>」で届いても、やり直せる画面を出す
    前提 利用者は同意画面で取り消す
    かつ <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 誰もログインしていない
    かつ 取り消しは障害として扱われていない

    @line @LINE-09
    例: LINE（LINE-09）
      | 行              | プロバイダー | 癖                   |
      | line-lower-case | LINE         | 小文字のエラーコード |

  @id-cancel-retry @CB-CANCEL
  シナリオアウトライン: <プロバイダー>で取り消した後でもログインできる
    前提 利用者は同意画面で取り消す
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者が考え直す
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |

    @google @GOO-06
    例: Google（GOO-06）
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

  @id-error
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @line @LINE-35
    例: LINE（LINE-35）
      | 行                        | プロバイダー | 不正                            |
      | line-login-required       | LINE         | エラー応答 login_required       |
      | line-interaction-required | LINE         | エラー応答 interaction_required |

    @line
    例: LINE
      | 行                             | プロバイダー | 不正                                 |
      | line-server-error              | LINE         | エラー応答 server_error              |
      | line-invalid-scope             | LINE         | エラー応答 invalid_scope             |
      | line-unsupported-response-type | LINE         | エラー応答 unsupported_response_type |
      | line-with-code                 | LINE         | コードの付いたエラー応答             |

    @line @LINE-06
    例: LINE（LINE-06）
      | 行                   | プロバイダー | 不正                       |
      | line-invalid-request | LINE         | エラー応答 invalid_request |

    @google @GOO-38
    例: Google（GOO-38）
      | 行                          | プロバイダー | 不正                            |
      | google-interaction-required | Google       | エラー応答 interaction_required |

    @google
    例: Google
      | 行                             | プロバイダー | 不正                               |
      | google-server-error            | Google       | エラー応答 server_error            |
      | google-temporarily-unavailable | Google       | エラー応答 temporarily_unavailable |
      | google-with-code               | Google       | コードの付いたエラー応答           |

    # generated: faults
    @gbizid
    例: GビズID
      | 行                                     | プロバイダー | 不正                                 |
      | gbizid-error-login-required            | GビズID      | エラー応答 login_required            |
      | gbizid-error-server-error              | GビズID      | エラー応答 server_error              |
      | gbizid-error-invalid-request           | GビズID      | エラー応答 invalid_request           |
      | gbizid-error-unsupported-response-type | GビズID      | エラー応答 unsupported_response_type |
      | gbizid-error-with-code                 | GビズID      | コードの付いたエラー応答             |

    # end of generated
    @yahoo @YJ-23 @YJ-25
    例: Yahoo! JAPAN（YJ-23、YJ-25）
      | 行                         | プロバイダー | 不正                            |
      | yahoo-login-required       | Yahoo! JAPAN | エラー応答 login_required       |
      | yahoo-consent-required     | Yahoo! JAPAN | エラー応答 consent_required     |
      | yahoo-interaction-required | Yahoo! JAPAN | エラー応答 interaction_required |

    @yahoo
    例: Yahoo! JAPAN
      | 行                              | プロバイダー | 不正                                 |
      | yahoo-server-error              | Yahoo! JAPAN | エラー応答 server_error              |
      | yahoo-invalid-request           | Yahoo! JAPAN | エラー応答 invalid_request           |
      | yahoo-invalid-scope             | Yahoo! JAPAN | エラー応答 invalid_scope             |
      | yahoo-unsupported-response-type | Yahoo! JAPAN | エラー応答 unsupported_response_type |
      | yahoo-with-code                 | Yahoo! JAPAN | コードの付いたエラー応答             |

    @gbizid @GBIZ-13
    例: GビズID
      | 行                   | プロバイダー | 不正                     |
      | gbizid-invalid-scope | GビズID      | エラー応答 invalid_scope |
    @socialplus
    例: ソーシャルPLUS
      | 行                                   | プロバイダー   | 不正                                 |
      | socialplus-server-error              | ソーシャルPLUS | エラー応答 server_error              |
      | socialplus-temporarily-unavailable   | ソーシャルPLUS | エラー応答 temporarily_unavailable   |
      | socialplus-with-code                 | ソーシャルPLUS | コードの付いたエラー応答             |
      | socialplus-invalid-request           | ソーシャルPLUS | エラー応答 invalid_request           |
      | socialplus-invalid-scope             | ソーシャルPLUS | エラー応答 invalid_scope             |
      | socialplus-unsupported-response-type | ソーシャルPLUS | エラー応答 unsupported_response_type |
    @apple
    例: Apple
      | 行              | プロバイダー | 不正                     |
      | apple-with-code | Apple        | コードの付いたエラー応答 |
