# language: ja
@discovery
機能: 公開メタデータ
  プロバイダーは自分のエンドポイントを公開している。それを読むRPは、書かれたことを鵜呑みにせず、読めないときにも壊れない。

  @id-metadata @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」ではログインさせない （公開メタデータ）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    # generated: faults
    @line
    例: LINE
      | 行                                  | プロバイダー | 不正                                             |
      | line-metadata-issuer-other          | LINE         | 別の発行者を名乗る公開メタデータ                 |
      | line-metadata-issuer-slash          | LINE         | 末尾のスラッシュだけが違う発行者の公開メタデータ |
      | line-metadata-issuer-missing        | LINE         | issuer の無い公開メタデータ                      |
      | line-metadata-without-authorization | LINE         | authorization_endpoint の無い公開メタデータ      |
      | line-metadata-without-token         | LINE         | token_endpoint の無い公開メタデータ              |

    @google
    例: Google
      | 行                                    | プロバイダー | 不正                                             |
      | google-metadata-issuer-other          | Google       | 別の発行者を名乗る公開メタデータ                 |
      | google-metadata-issuer-slash          | Google       | 末尾のスラッシュだけが違う発行者の公開メタデータ |
      | google-metadata-issuer-missing        | Google       | issuer の無い公開メタデータ                      |
      | google-metadata-without-authorization | Google       | authorization_endpoint の無い公開メタデータ      |
      | google-metadata-without-token         | Google       | token_endpoint の無い公開メタデータ              |

    @yahoo
    例: Yahoo! JAPAN
      | 行                                   | プロバイダー | 不正                                             |
      | yahoo-metadata-issuer-other          | Yahoo! JAPAN | 別の発行者を名乗る公開メタデータ                 |
      | yahoo-metadata-issuer-slash          | Yahoo! JAPAN | 末尾のスラッシュだけが違う発行者の公開メタデータ |
      | yahoo-metadata-issuer-missing        | Yahoo! JAPAN | issuer の無い公開メタデータ                      |
      | yahoo-metadata-without-authorization | Yahoo! JAPAN | authorization_endpoint の無い公開メタデータ      |
      | yahoo-metadata-without-token         | Yahoo! JAPAN | token_endpoint の無い公開メタデータ              |

    @gbizid
    例: GビズID
      | 行                                    | プロバイダー | 不正                                             |
      | gbizid-metadata-issuer-other          | GビズID      | 別の発行者を名乗る公開メタデータ                 |
      | gbizid-metadata-issuer-slash          | GビズID      | 末尾のスラッシュだけが違う発行者の公開メタデータ |
      | gbizid-metadata-issuer-missing        | GビズID      | issuer の無い公開メタデータ                      |
      | gbizid-metadata-without-authorization | GビズID      | authorization_endpoint の無い公開メタデータ      |
      | gbizid-metadata-without-token         | GビズID      | token_endpoint の無い公開メタデータ              |

    @apple
    例: Apple
      | 行                                   | プロバイダー | 不正                                             |
      | apple-metadata-issuer-slash          | Apple        | 末尾のスラッシュだけが違う発行者の公開メタデータ |
      | apple-metadata-issuer-missing        | Apple        | issuer の無い公開メタデータ                      |
      | apple-metadata-without-authorization | Apple        | authorization_endpoint の無い公開メタデータ      |
      | apple-metadata-without-token         | Apple        | token_endpoint の無い公開メタデータ              |

    # end of generated
    @apple @APL-30
    例: Apple（APL-30）
      | 行                          | プロバイダー | 不正                             |
      | apple-metadata-issuer-other | Apple        | 別の発行者を名乗る公開メタデータ |

  @id-metadata-planted @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」に従わない （公開メタデータ）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ RPは知らない相手と通信していない

    # generated: faults
    @line
    例: LINE
      | 行                      | プロバイダー | 不正                                               |
      | line-metadata-elsewhere | LINE         | 知らないホストのエンドポイントを指す公開メタデータ |
      | line-metadata-redirect  | LINE         | 別のホストへ転送する公開メタデータ                 |

    @google
    例: Google
      | 行                        | プロバイダー | 不正                                               |
      | google-metadata-elsewhere | Google       | 知らないホストのエンドポイントを指す公開メタデータ |
      | google-metadata-redirect  | Google       | 別のホストへ転送する公開メタデータ                 |

    @yahoo
    例: Yahoo! JAPAN
      | 行                       | プロバイダー | 不正                                               |
      | yahoo-metadata-elsewhere | Yahoo! JAPAN | 知らないホストのエンドポイントを指す公開メタデータ |
      | yahoo-metadata-redirect  | Yahoo! JAPAN | 別のホストへ転送する公開メタデータ                 |

    @gbizid
    例: GビズID
      | 行                        | プロバイダー | 不正                                               |
      | gbizid-metadata-elsewhere | GビズID      | 知らないホストのエンドポイントを指す公開メタデータ |
      | gbizid-metadata-redirect  | GビズID      | 別のホストへ転送する公開メタデータ                 |

    @apple
    例: Apple
      | 行                       | プロバイダー | 不正                                               |
      | apple-metadata-elsewhere | Apple        | 知らないホストのエンドポイントを指す公開メタデータ |
      | apple-metadata-redirect  | Apple        | 別のホストへ転送する公開メタデータ                 |

    # end of generated

  @id-metadata-error @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」でも壊れない （公開メタデータ）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない

    # generated: faults
    @line
    例: LINE
      | 行                      | プロバイダー | 不正                                |
      | line-metadata-404       | LINE         | 公開メタデータの 404                |
      | line-metadata-500       | LINE         | 公開メタデータの 500                |
      | line-metadata-html      | LINE         | 公開メタデータが 200 で HTML を返す |
      | line-metadata-empty     | LINE         | 空の公開メタデータ                  |
      | line-metadata-truncated | LINE         | 途中で切れた公開メタデータ          |
      | line-metadata-huge      | LINE         | 5 MB の公開メタデータ               |
      | line-metadata-reset     | LINE         | 切断する公開メタデータ              |
      | line-metadata-hang      | LINE         | 公開メタデータの無応答              |
      | line-metadata-drip      | LINE         | 一文字ずつ届く公開メタデータ        |

    @google
    例: Google
      | 行                        | プロバイダー | 不正                                |
      | google-metadata-404       | Google       | 公開メタデータの 404                |
      | google-metadata-500       | Google       | 公開メタデータの 500                |
      | google-metadata-html      | Google       | 公開メタデータが 200 で HTML を返す |
      | google-metadata-empty     | Google       | 空の公開メタデータ                  |
      | google-metadata-truncated | Google       | 途中で切れた公開メタデータ          |
      | google-metadata-huge      | Google       | 5 MB の公開メタデータ               |
      | google-metadata-reset     | Google       | 切断する公開メタデータ              |
      | google-metadata-hang      | Google       | 公開メタデータの無応答              |
      | google-metadata-drip      | Google       | 一文字ずつ届く公開メタデータ        |

    @yahoo
    例: Yahoo! JAPAN
      | 行                       | プロバイダー | 不正                                |
      | yahoo-metadata-404       | Yahoo! JAPAN | 公開メタデータの 404                |
      | yahoo-metadata-500       | Yahoo! JAPAN | 公開メタデータの 500                |
      | yahoo-metadata-html      | Yahoo! JAPAN | 公開メタデータが 200 で HTML を返す |
      | yahoo-metadata-empty     | Yahoo! JAPAN | 空の公開メタデータ                  |
      | yahoo-metadata-truncated | Yahoo! JAPAN | 途中で切れた公開メタデータ          |
      | yahoo-metadata-huge      | Yahoo! JAPAN | 5 MB の公開メタデータ               |
      | yahoo-metadata-reset     | Yahoo! JAPAN | 切断する公開メタデータ              |
      | yahoo-metadata-hang      | Yahoo! JAPAN | 公開メタデータの無応答              |
      | yahoo-metadata-drip      | Yahoo! JAPAN | 一文字ずつ届く公開メタデータ        |

    @gbizid
    例: GビズID
      | 行                        | プロバイダー | 不正                                |
      | gbizid-metadata-404       | GビズID      | 公開メタデータの 404                |
      | gbizid-metadata-500       | GビズID      | 公開メタデータの 500                |
      | gbizid-metadata-html      | GビズID      | 公開メタデータが 200 で HTML を返す |
      | gbizid-metadata-empty     | GビズID      | 空の公開メタデータ                  |
      | gbizid-metadata-truncated | GビズID      | 途中で切れた公開メタデータ          |
      | gbizid-metadata-huge      | GビズID      | 5 MB の公開メタデータ               |
      | gbizid-metadata-reset     | GビズID      | 切断する公開メタデータ              |
      | gbizid-metadata-hang      | GビズID      | 公開メタデータの無応答              |
      | gbizid-metadata-drip      | GビズID      | 一文字ずつ届く公開メタデータ        |

    @apple
    例: Apple
      | 行                       | プロバイダー | 不正                                |
      | apple-metadata-404       | Apple        | 公開メタデータの 404                |
      | apple-metadata-500       | Apple        | 公開メタデータの 500                |
      | apple-metadata-html      | Apple        | 公開メタデータが 200 で HTML を返す |
      | apple-metadata-empty     | Apple        | 空の公開メタデータ                  |
      | apple-metadata-truncated | Apple        | 途中で切れた公開メタデータ          |
      | apple-metadata-huge      | Apple        | 5 MB の公開メタデータ               |
      | apple-metadata-reset     | Apple        | 切断する公開メタデータ              |
      | apple-metadata-hang      | Apple        | 公開メタデータの無応答              |
      | apple-metadata-drip      | Apple        | 一文字ずつ届く公開メタデータ        |

    # end of generated

  @id-metadata-honest @own-mock
  シナリオアウトライン: <プロバイダー>の「<癖>」でもログインできる （公開メタデータ）
    前提 <プロバイダー>は癖「<癖>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    # generated: quirks
    @line
    例: LINE
      | 行                           | プロバイダー | 癖                               |
      | line-metadata-unknown-member | LINE         | 知らない項目のある公開メタデータ |

    @google
    例: Google
      | 行                             | プロバイダー | 癖                               |
      | google-metadata-unknown-member | Google       | 知らない項目のある公開メタデータ |

    @yahoo
    例: Yahoo! JAPAN
      | 行                            | プロバイダー | 癖                               |
      | yahoo-metadata-unknown-member | Yahoo! JAPAN | 知らない項目のある公開メタデータ |

    @gbizid
    例: GビズID
      | 行                             | プロバイダー | 癖                               |
      | gbizid-metadata-unknown-member | GビズID      | 知らない項目のある公開メタデータ |

    @apple
    例: Apple
      | 行                            | プロバイダー | 癖                               |
      | apple-metadata-unknown-member | Apple        | 知らない項目のある公開メタデータ |

    # end of generated

  @id-metadata-recovered @DSC-RECOVER @own-mock
  シナリオアウトライン: <プロバイダー>の「<不正>」が直れば、次はログインできる （公開メタデータ）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>の公開メタデータが直る
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line
    例: LINE
      | 行       | プロバイダー | 不正                 |
      | line-500 | LINE         | 公開メタデータの 500 |

    @google
    例: Google
      | 行         | プロバイダー | 不正                 |
      | google-500 | Google       | 公開メタデータの 500 |

    @yahoo
    例: Yahoo! JAPAN
      | 行        | プロバイダー | 不正                 |
      | yahoo-500 | Yahoo! JAPAN | 公開メタデータの 500 |

    @gbizid
    例: GビズID
      | 行         | プロバイダー | 不正                 |
      | gbizid-500 | GビズID      | 公開メタデータの 500 |

    @apple
    例: Apple
      | 行        | プロバイダー | 不正                 |
      | apple-500 | Apple        | 公開メタデータの 500 |
