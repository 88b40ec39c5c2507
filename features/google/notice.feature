# language: ja
@google @notice
機能: Google からのセキュリティイベント（クロスアカウント保護）
  Google は、トークンやセッションの失効、アカウントの停止を、署名した Security Event Token でRPに知らせる。
  exp は無く、iss の末尾にはスラッシュが付く。aud はログインと同じ client_id である。

  @id-event-sessions @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「<出来事>」の通知で、利用者のセッションを終える
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「<出来事>」を知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っていない

    @google
    例: Google
      | 行       | プロバイダー | 出来事           |
      | sessions | Google       | sessions-revoked |

    @google @GOO-46
    例: Google（GOO-46）
      | 行     | プロバイダー | 出来事         |
      | tokens | Google       | tokens-revoked |

  @id-event-hijacked @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「<形>」によるアカウント停止の通知で、利用者のセッションを終える
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「account-disabled」を「<形>」の通知で知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っていない

    @google @GOO-52
    例: Google（GOO-52）
      | 行       | プロバイダー | 形           |
      | hijacked | Google       | 乗っ取りの疑い |

  @id-event-disabled @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「<出来事>」の通知の後は、そのアカウントでログインさせない
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「<出来事>」を知らせる
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 通知は全て受け取られている
    かつ 誰もログインしていない

    @google @GOO-52
    例: Google（GOO-52）
      | 行       | プロバイダー | 出来事           |
      | disabled | Google       | account-disabled |

  @id-event-enabled @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「account-enabled」の通知の後は、同じ会員としてまたログインできる
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「account-disabled」を知らせる
    かつ <プロバイダー>が利用者について「account-enabled」を知らせる
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 通知は全て受け取られている
    かつ 前と同じ会員である

    @google
    例: Google
      | 行      | プロバイダー |
      | enabled | Google       |

  @id-event-again @NTC-APPLY
  シナリオアウトライン: <プロバイダー>の「tokens-revoked」の通知の後でログインし直すと、前と同じ会員である
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「tokens-revoked」を知らせる
    かつ 利用者がブラウザーを替える
    かつ 利用者が<プロバイダー>でログインする
    ならば 通知は全て受け取られている
    かつ 前と同じ会員である

    @google @GOO-46
    例: Google（GOO-46）
      | 行    | プロバイダー |
      | again | Google       |

  @id-event-token @NTC-APPLY @own-mock
  シナリオアウトライン: <プロバイダー>の「token-revoked」の通知が指す refresh_token を捨てる （<指し方>）
    前提 <プロバイダー>の設定「risc_token_alg=<指し方>」がある
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「token-revoked」を知らせる
    かつ 利用者が<プロバイダー>の情報を取り直す
    ならば 通知は全て受け取られている
    かつ 初めのログインの更新が 0 回成功している

    @google
    例: Google
      | 行     | プロバイダー | 指し方                    |
      | hash   | Google       | hash_base64_sha512_sha512 |
      | prefix | Google       | prefix                    |

  @id-event-shape @NTC-EVENTS
  シナリオアウトライン: <プロバイダー>の通知を「<形>」でも受け取る （セキュリティイベント）
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「sessions-revoked」を「<形>」の通知で知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っていない

    @google
    例: Google
      | 行     | プロバイダー | 形                          |
      | claims | Google       | id_token_claims の subject  |
      | typ    | Google       | secevent+jwt の typ         |

  @id-event-ignored @NTC-EVENTS
  シナリオアウトライン: <プロバイダー>の「<出来事>」の通知を受け取り、何も変えない
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「<出来事>」を知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っている

    @google
    例: Google
      | 行           | プロバイダー | 出来事                             |
      | verification | Google       | verification                       |
      | credential   | Google       | account-credential-change-required |

  @id-event-unknown @NTC-EVENTS
  シナリオアウトライン: <プロバイダー>の「<形>」の通知を受け取り、何も変えない
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「tokens-revoked」を「<形>」の通知で知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っている

    @google
    例: Google
      | 行      | プロバイダー | 形         |
      | unknown | Google       | 知らない種類 |

  @id-event-forged @NTC-VERIFY
  シナリオアウトライン: <プロバイダー>を騙る「<形>」の通知を断る （セキュリティイベント）
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「tokens-revoked」を「<形>」の通知で知らせる
    ならば 通知は断られている
    かつ 利用者のセッションは残っている

    @google @GOO-47
    例: Google（GOO-47）
      | 行       | プロバイダー | 形                          |
      | stranger | Google       | 他人の鍵                    |
      | none     | Google       | 署名の無い alg none         |
      | id-token | Google       | events の無いIDトークンの形 |

  @id-event-audience @NTC-AUD
  シナリオアウトライン: client_id 宛ての、iss の末尾にスラッシュのある<プロバイダー>の通知を受け取る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「account-enabled」を知らせる
    ならば 通知は全て受け取られている

    @google @GOO-47
    例: Google（GOO-47）
      | 行    | プロバイダー |
      | slash | Google       |

  @id-event-honest @NTC-VERIFY
  シナリオアウトライン: <プロバイダー>の署名した通知を受け取る （セキュリティイベント）
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「account-enabled」を知らせる
    ならば 通知は全て受け取られている

    @google
    例: Google
      | 行    | プロバイダー |
      | event | Google       |

  @id-event-others @NTC-AUD
  シナリオアウトライン: <プロバイダー>の「<形>」の通知を断る （セキュリティイベント）
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「tokens-revoked」を「<形>」の通知で知らせる
    ならば 通知は断られている
    かつ 利用者のセッションは残っている

    @google @GOO-47
    例: Google（GOO-47）
      | 行       | プロバイダー | 形                    |
      | issuer   | Google       | 別の発行者            |
      | audience | Google       | 別のアプリ宛て        |
      | subject  | Google       | 別の発行者の subject  |

  @id-event-time @NTC-TIME
  シナリオアウトライン: exp の無い、昨日の<プロバイダー>の通知も受け取る
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について、昨日の「account-disabled」を今になって知らせる
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 通知は全て受け取られている
    かつ 誰もログインしていない

    @google @GOO-47
    例: Google（GOO-47）
      | 行  | プロバイダー |
      | old | Google       |

  @id-event-twice @NTC-ONCE
  シナリオアウトライン: <プロバイダー>の通知が二度届いても、二度目は何も変えない （セキュリティイベント）
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について「account-disabled」を知らせる
    かつ <プロバイダー>が利用者について「account-enabled」を知らせる
    かつ <プロバイダー>の初めの通知がもう一度届く
    かつ 利用者がログアウトする
    かつ 利用者が<プロバイダー>でログインする
    ならば 通知は全て受け取られている
    かつ 前と同じ会員である

    @google @GOO-47
    例: Google（GOO-47）
      | 行    | プロバイダー |
      | twice | Google       |

  @id-event-late @NTC-LATE
  シナリオアウトライン: <プロバイダー>の古い「<出来事>」の通知が遅れて届いても、今のログインを終えない
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>が利用者について、昨日の「<出来事>」を今になって知らせる
    ならば 通知は全て受け取られている
    かつ 利用者のセッションは残っている

    @google
    例: Google
      | 行       | プロバイダー | 出来事           |
      | tokens   | Google       | tokens-revoked   |
      | sessions | Google       | sessions-revoked |
