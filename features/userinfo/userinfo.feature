# language: ja
@userinfo
機能: UserInfo の応答
  UserInfo の値は、IDトークンと同じ sub のものだけを使う。

  @id-userinfo-sub @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<不正>」の値を使わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれるか、本人だけがログインする

    @line
    例: LINE
      | 行             | プロバイダー | 不正                   |
      | line-other-sub | LINE         | 他人の sub の UserInfo |
      | line-no-sub    | LINE         | sub の無い UserInfo    |

    @google
    例: Google
      | 行               | プロバイダー | 不正                   |
      | google-other-sub | Google       | 他人の sub の UserInfo |
      | google-no-sub    | Google       | sub の無い UserInfo    |

    # generated: faults
    # end of generated
    @yahoo @YJ-14
    例: Yahoo! JAPAN（YJ-14）
      | 行              | プロバイダー | 不正                   |
      | yahoo-other-sub | Yahoo! JAPAN | 他人の sub の UserInfo |
      | yahoo-no-sub    | Yahoo! JAPAN | sub の無い UserInfo    |

  @id-userinfo-error @needs-userinfo
  シナリオアウトライン: <プロバイダー>の「<不正>」で壊れない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば どう終わっても壊れない

    @line
    例: LINE
      | 行        | プロバイダー | 不正              |
      | line-401  | LINE         | UserInfo の 401   |
      | line-500  | LINE         | UserInfo の 500   |
      | line-hang | LINE         | UserInfo の無応答 |

    @google
    例: Google
      | 行          | プロバイダー | 不正              |
      | google-401  | Google       | UserInfo の 401   |
      | google-500  | Google       | UserInfo の 500   |
      | google-hang | Google       | UserInfo の無応答 |

    # generated: faults
    # end of generated
    @yahoo
    例: Yahoo! JAPAN
      | 行         | プロバイダー | 不正              |
      | yahoo-401  | Yahoo! JAPAN | UserInfo の 401   |
      | yahoo-500  | Yahoo! JAPAN | UserInfo の 500   |
      | yahoo-hang | Yahoo! JAPAN | UserInfo の無応答 |
