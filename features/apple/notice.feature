# language: ja
@apple @notice
機能: Apple からの通知
  Apple は、メールの転送の停止、同意の取り消し、アカウントの削除を、署名した通知でRPに知らせる。
  events は文字列で、時刻はミリ秒で届く。aud は Services ID ではなく App ID である。文書の例はそのどれとも違う。

  @id-notice-ends @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「<出来事>」の通知で、利用者のセッションを終える
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「<出来事>」を知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っていない

    @apple
    例: Apple
      | 行      | プロバイダー | 出来事          |
      | revoked | Apple        | consent-revoked |

    @apple @APL-44
    例: Apple（APL-44）
      | 行      | プロバイダー | 出来事          |
      | delete  | Apple        | account-delete  |
      | deleted | Apple        | account-deleted |

  @id-notice-mail @NTC-APPLY @needs-member-details
  シナリオアウトライン: <プロバイダー>の「<出来事>」の通知で、メールを送れないことを覚える
    前提 利用者は「P2」である
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「<出来事>」を知らせる
    ならば 通知は全て受け取られている
    かつ 会員のメールの停止は「はい」である

    @apple
    例: Apple
      | 行       | プロバイダー | 出来事         |
      | disabled | Apple        | email-disabled |

  @id-notice-mail-again @NTC-APPLY @needs-member-details
  シナリオアウトライン: <プロバイダー>の「email-enabled」の通知で、メールをまた送れることを覚える
    前提 利用者は「P2」である
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「email-disabled」を知らせる
    かつ <プロバイダー>が利用者について「email-enabled」を知らせる
    ならば 通知は全て受け取られている
    かつ 会員のメールの停止は「いいえ」である

    @apple
    例: Apple
      | 行      | プロバイダー |
      | enabled | Apple        |

  @id-notice-returned @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「consent-revoked」の通知の後でログインし直すと、前と同じ会員である
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「consent-revoked」を知らせる
    かつ 利用者がブラウザーを替える
    かつ 利用者が<プロバイダー>でログインする
    ならば 通知は全て受け取られている
    かつ 前と同じ会員である

    @apple @APL-38
    例: Apple
      | 行    | プロバイダー |
      | again | Apple        |

  @id-notice-shape @NTC-EVENTS
  シナリオアウトライン: <プロバイダー>の通知を「<形>」でも受け取る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「email-enabled」を知らせる
    かつ <プロバイダー>が利用者について「email-enabled」を「<形>」の通知で知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っている

    @apple @APL-43
    例: Apple（APL-43）
      | 行       | プロバイダー | 形                       |
      | example  | Apple        | 文書の例の形             |
      | boolean  | Apple        | 真偽値の is_private_email |
      | unknown  | Apple        | 知らない種類             |

  @id-notice-time @NTC-TIME
  シナリオアウトライン: <プロバイダー>の「<形>」の通知の時刻を正しく読む
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「consent-revoked」を「<形>」の通知で知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っていない

    @apple @APL-45
    例: Apple（APL-45）
      | 行      | プロバイダー | 形           |
      | seconds | Apple        | 文書の例の形 |

  @id-notice-audience @NTC-AUD
  シナリオアウトライン: App ID 宛ての<プロバイダー>の通知を受け取る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「email-enabled」を知らせる
    ならば 通知は全て受け取られている

    @apple @APL-45
    例: Apple（APL-45）
      | 行     | プロバイダー |
      | app-id | Apple        |

  @id-notice-forged @NTC-VERIFY
  シナリオアウトライン: <プロバイダー>を騙る「<形>」の通知を断る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「consent-revoked」を「<形>」の通知で知らせる
    ならば 通知は断られている
    かつ 利用者のセッションは残っている

    @apple @APL-46
    例: Apple（APL-46）
      | 行       | プロバイダー | 形                        |
      | stranger | Apple        | 他人の鍵                  |
      | none     | Apple        | 署名の無い alg none       |
      | id-token | Apple        | events の無いIDトークンの形 |

  @id-notice-honest @NTC-VERIFY
  シナリオアウトライン: <プロバイダー>の署名した通知を受け取る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「email-enabled」を知らせる
    ならば 通知は全て受け取られている

    @apple
    例: Apple
      | 行    | プロバイダー |
      | apple | Apple        |

  @id-notice-others @NTC-AUD
  シナリオアウトライン: <プロバイダー>の「<形>」の通知を断る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「consent-revoked」を「<形>」の通知で知らせる
    ならば 通知は断られている
    かつ 利用者のセッションは残っている

    @apple @APL-46
    例: Apple（APL-46）
      | 行       | プロバイダー | 形             |
      | issuer   | Apple        | 別の発行者     |
      | audience | Apple        | 別のアプリ宛て |

  @id-notice-expired @NTC-TIME
  シナリオアウトライン: <プロバイダー>の「<形>」の通知を断る （期限）
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「consent-revoked」を「<形>」の通知で知らせる
    ならば 通知は断られている
    かつ 利用者のセッションは残っている

    @apple @APL-45
    例: Apple（APL-45）
      | 行      | プロバイダー | 形       |
      | expired | Apple        | 期限切れ |

  @id-notice-twice @NTC-ONCE @needs-member-details
  シナリオアウトライン: <プロバイダー>の通知が二度届いても、二度目は何も変えない
    前提 利用者は「P2」である
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「email-disabled」を知らせる
    かつ <プロバイダー>が利用者について「email-enabled」を知らせる
    かつ <プロバイダー>の初めの通知がもう一度届く
    ならば 通知は全て受け取られている
    かつ 会員のメールの停止は「いいえ」である

    @apple @APL-46
    例: Apple（APL-46）
      | 行    | プロバイダー |
      | twice | Apple        |

  @id-notice-late @NTC-LATE
  シナリオアウトライン: <プロバイダー>の古い取り消しの通知が遅れて届いても、今の連携を止めない
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について、昨日の「consent-revoked」を今になって知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っている

    @apple @APL-47
    例: Apple（APL-47）
      | 行   | プロバイダー |
      | late | Apple        |
