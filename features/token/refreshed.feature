# language: ja
@token
機能: 更新で届くIDトークンと UserInfo
  更新の応答にもIDトークンが付くことがある。使わないなら見なくてよい。使うなら、ログインのときと同じに確かめる。
  更新の後の UserInfo も、本人のものであることを sub で確かめる。

  @id-refreshed
  シナリオアウトライン: <プロバイダー>の「<不正>」の値を使わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者が<プロバイダー>の情報を取り直す
    ならば 更新で届いた他人の名前は使われていない

    # generated: faults
    @line
    例: LINE
      | 行                                | プロバイダー | 不正                               |
      | line-refreshed-userinfo-other-sub | LINE         | 更新の後の、他人の sub の UserInfo |
      | line-refreshed-userinfo-no-sub    | LINE         | 更新の後の、sub の無い UserInfo    |

    @google
    例: Google
      | 行                                  | プロバイダー | 不正                                         |
      | google-refreshed-sub-other          | Google       | 更新で届く、他人の sub のIDトークン          |
      | google-refreshed-iss-other          | Google       | 更新で届く、別の発行者のIDトークン           |
      | google-refreshed-aud-other          | Google       | 更新で届く、別のクライアント宛てのIDトークン |
      | google-refreshed-sub-missing        | Google       | 更新で届く、sub の無いIDトークン             |
      | google-refreshed-nonce-other        | Google       | 更新で届く、違う nonce のIDトークン          |
      | google-refreshed-stale              | Google       | 更新で届く、ずっと前に作られたIDトークン     |
      | google-refreshed-userinfo-other-sub | Google       | 更新の後の、他人の sub の UserInfo           |
      | google-refreshed-userinfo-no-sub    | Google       | 更新の後の、sub の無い UserInfo              |
      | google-refreshed-unsigned           | Google       | 更新で届く、署名の合わないIDトークン         |

    @yahoo
    例: Yahoo! JAPAN
      | 行                                 | プロバイダー | 不正                               |
      | yahoo-refreshed-userinfo-other-sub | Yahoo! JAPAN | 更新の後の、他人の sub の UserInfo |
      | yahoo-refreshed-userinfo-no-sub    | Yahoo! JAPAN | 更新の後の、sub の無い UserInfo    |

    @gbizid
    例: GビズID
      | 行                                  | プロバイダー | 不正                                         |
      | gbizid-refreshed-sub-other          | GビズID      | 更新で届く、他人の sub のIDトークン          |
      | gbizid-refreshed-iss-other          | GビズID      | 更新で届く、別の発行者のIDトークン           |
      | gbizid-refreshed-aud-other          | GビズID      | 更新で届く、別のクライアント宛てのIDトークン |
      | gbizid-refreshed-sub-missing        | GビズID      | 更新で届く、sub の無いIDトークン             |
      | gbizid-refreshed-nonce-other        | GビズID      | 更新で届く、違う nonce のIDトークン          |
      | gbizid-refreshed-stale              | GビズID      | 更新で届く、ずっと前に作られたIDトークン     |
      | gbizid-refreshed-userinfo-other-sub | GビズID      | 更新の後の、他人の sub の UserInfo           |
      | gbizid-refreshed-userinfo-no-sub    | GビズID      | 更新の後の、sub の無い UserInfo              |
      | gbizid-refreshed-unsigned           | GビズID      | 更新で届く、署名の合わないIDトークン         |

    @apple
    例: Apple
      | 行                          | プロバイダー | 不正                                         |
      | apple-refreshed-sub-other   | Apple        | 更新で届く、他人の sub のIDトークン          |
      | apple-refreshed-iss-other   | Apple        | 更新で届く、別の発行者のIDトークン           |
      | apple-refreshed-aud-other   | Apple        | 更新で届く、別のクライアント宛てのIDトークン |
      | apple-refreshed-sub-missing | Apple        | 更新で届く、sub の無いIDトークン             |
      | apple-refreshed-nonce-other | Apple        | 更新で届く、違う nonce のIDトークン          |
      | apple-refreshed-stale       | Apple        | 更新で届く、ずっと前に作られたIDトークン     |
      | apple-refreshed-unsigned    | Apple        | 更新で届く、署名の合わないIDトークン         |

    # end of generated
