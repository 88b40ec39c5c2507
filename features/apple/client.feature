# language: ja
@apple @client
機能: 自分で署名する client_secret
  Apple の client_secret は、RPが自分の鍵で署名する ES256 の JWT である。
  期限は 15,777,000 秒（およそ182.6日）まで。暦の6か月はそれを超えることがある。

  @id-client-secret @CLI-JWT
  シナリオアウトライン: <プロバイダー>の定めどおりの client_secret を作る
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @apple @APL-12 @APL-13 @APL-14 @APL-25
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-client-secret-renewed @CLI-JWT @own-mock
  シナリオアウトライン: <プロバイダー>の client_secret の期限が切れる前に作り直す
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    かつ 200 日たつ
    かつ 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @apple @APL-11
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-key-last @KEY-REFETCH @own-mock
  シナリオアウトライン: <プロバイダー>の署名鍵が一覧の先頭になくても kid で選ぶ
    前提 <プロバイダー>が署名鍵を一覧の最後に置く
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @apple @APL-08
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

    @yahoo @YJ-22
    例: Yahoo! JAPAN
      | 行    | プロバイダー |
      | yahoo | Yahoo! JAPAN |

    @gbizid @GBIZ-24
    例: GビズID
      | 行     | プロバイダー |
      | gbizid | GビズID      |
