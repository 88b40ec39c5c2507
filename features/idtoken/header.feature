# language: ja
@idtoken
機能: ヘッダーに写されたクレーム
  JWT のヘッダーには、暗号化されたトークンのためにクレームを写してよい。人を決めるのは、いつも中身のほうである。

  @id-header-claims
  シナリオアウトライン: <プロバイダー>の「<不正>」で他人としてログインさせない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれるか、本人だけがログインする

    # generated: faults
    @line
    例: LINE
      | 行                 | プロバイダー | 不正                                       |
      | line-header-claims | LINE         | ヘッダーに他人のクレームを写したIDトークン |

    @google
    例: Google
      | 行                   | プロバイダー | 不正                                       |
      | google-header-claims | Google       | ヘッダーに他人のクレームを写したIDトークン |

    @yahoo
    例: Yahoo! JAPAN
      | 行                  | プロバイダー | 不正                                       |
      | yahoo-header-claims | Yahoo! JAPAN | ヘッダーに他人のクレームを写したIDトークン |

    @gbizid
    例: GビズID
      | 行                   | プロバイダー | 不正                                       |
      | gbizid-header-claims | GビズID      | ヘッダーに他人のクレームを写したIDトークン |

    @socialplus
    例: ソーシャルPLUS
      | 行                       | プロバイダー   | 不正                                       |
      | socialplus-header-claims | ソーシャルPLUS | ヘッダーに他人のクレームを写したIDトークン |

    @apple
    例: Apple
      | 行                  | プロバイダー | 不正                                       |
      | apple-header-claims | Apple        | ヘッダーに他人のクレームを写したIDトークン |

    # end of generated
