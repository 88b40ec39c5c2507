# language: ja
@apple @response
機能: Apple の認可応答
  Apple の応答は、別のサイトからの POST で届く。SameSite の付いたセッションCookieは届かない。
  応答にはIDトークンが付き、名前は最初の一度だけ、署名の無い user で届く。

  @id-form-post @CB-POST
  シナリオアウトライン: <プロバイダー>の別のサイトからの POST でもログインを見失わない
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @apple @APL-01 @APL-02 @APL-03 @APL-25 @APL-32
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-front-token
  シナリオアウトライン: <プロバイダー>の「<不正>」を拒む （応答のIDトークン）
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @apple @APL-27
    例: Apple
      | 行          | プロバイダー | 不正                                  |
      | c-hash      | Apple        | 別のコードの c_hash                   |
      | no-c-hash   | Apple        | c_hash の欠落                         |
      | other-sub   | Apple        | 認可応答のIDトークンの他人の sub      |

    # generated: faults
    @apple
    例: Apple
      | 行                              | プロバイダー | 不正                                              |
      | apple-front-token-missing       | Apple        | IDトークンの無い認可応答                          |
      | apple-front-nonce-wrong         | Apple        | 認可応答のIDトークンの違う nonce                  |
      | apple-front-aud-other-client    | Apple        | 認可応答のIDトークンの別のクライアント宛ての aud  |
      | apple-front-signature-corrupted | Apple        | 認可応答のIDトークンの署名の破損                  |
      | apple-front-alg-none            | Apple        | 認可応答のIDトークンの alg が none                |
      | apple-front-alg-none-unhashed   | Apple        | c_hash の無い、認可応答のIDトークンの alg が none |

    # end of generated

  @id-user-trust @USR-TRUST @needs-member-details
  シナリオアウトライン: <プロバイダー>の「<不正>」を信じない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 会員のメールアドレスは「本人のアドレス」である
    かつ 利用者は本人としてログインしている

    @apple @APL-19
    例: Apple
      | 行    | プロバイダー | 不正                             |
      | email | Apple        | 偽のメールアドレスの入った user |

  @id-user
  シナリオアウトライン: <プロバイダー>の「<不正>」でもログインできる
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @apple @APL-21
    例: Apple
      | 行              | プロバイダー | 不正                        |
      | empty-object    | Apple        | 空のオブジェクトの user     |
      | broken          | Apple        | JSON でない user            |
      | empty           | Apple        | 空の user                   |
      | no-name         | Apple        | name の無い user            |
      | name-array      | Apple        | name が配列の user          |
      | no-last-name    | Apple        | lastName の無い user        |

  @id-user-overlong @USR-FORM @needs-member-details
  シナリオアウトライン: <プロバイダー>の「<不正>」は切り詰める
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば 会員の名前は 255 文字以下である

    @apple @APL-20
    例: Apple
      | 行    | プロバイダー | 不正                    |
      | name  | Apple        | 一万バイトの名前の user |

  @id-user-html @USR-FORM
  シナリオアウトライン: <プロバイダー>の利用者「<利用者>」の名前をHTMLとして出さない
    前提 利用者は「<利用者>」である
    もし 利用者が<プロバイダー>でログインする
    ならば 会員の画面に生のHTMLは出ていない

    @apple @APL-20
    例: Apple
      | 行   | プロバイダー | 利用者 |
      | html | Apple        | P6     |

  @id-apple-late @TOK-ERROR
  シナリオアウトライン: <プロバイダー>から<分>分後に戻っても、壊れずにやり直しを求める
    もし 「さくら」が<プロバイダー>のログインを始め、戻る手前で止める
    かつ <分> 分が過ぎる
    かつ 「さくら」が止めた続きを行う
    ならば 「さくら」のブラウザーでは誰もログインしていない

    @apple @APL-23
    例: Apple（コードは5分）
      | 行   | プロバイダー | 分 |
      | late | Apple        | 6  |
