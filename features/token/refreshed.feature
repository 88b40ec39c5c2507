# language: ja
@token
機能: 更新で届くIDトークン
  更新の応答にもIDトークンが付くことがある。使わないなら見なくてよい。使うなら、ログインのときと同じに確かめる。

  @id-refreshed
  シナリオアウトライン: <プロバイダー>の「<不正>」の値を使わない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者が<プロバイダー>の情報を取り直す
    ならば 更新で届いた他人の名前は使われていない

    # generated: faults
    @google
    例: Google
      | 行                         | プロバイダー | 不正                                         |
      | google-refreshed-sub-other | Google       | 更新で届く、他人の sub のIDトークン          |
      | google-refreshed-iss-other | Google       | 更新で届く、別の発行者のIDトークン           |
      | google-refreshed-aud-other | Google       | 更新で届く、別のクライアント宛てのIDトークン |
      | google-refreshed-unsigned  | Google       | 更新で届く、署名の合わないIDトークン         |

    @gbizid
    例: GビズID
      | 行                         | プロバイダー | 不正                                         |
      | gbizid-refreshed-sub-other | GビズID      | 更新で届く、他人の sub のIDトークン          |
      | gbizid-refreshed-iss-other | GビズID      | 更新で届く、別の発行者のIDトークン           |
      | gbizid-refreshed-aud-other | GビズID      | 更新で届く、別のクライアント宛てのIDトークン |
      | gbizid-refreshed-unsigned  | GビズID      | 更新で届く、署名の合わないIDトークン         |

    @apple
    例: Apple
      | 行                        | プロバイダー | 不正                                         |
      | apple-refreshed-sub-other | Apple        | 更新で届く、他人の sub のIDトークン          |
      | apple-refreshed-iss-other | Apple        | 更新で届く、別の発行者のIDトークン           |
      | apple-refreshed-aud-other | Apple        | 更新で届く、別のクライアント宛てのIDトークン |
      | apple-refreshed-unsigned  | Apple        | 更新で届く、署名の合わないIDトークン         |

    # end of generated
