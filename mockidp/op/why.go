package op

import (
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// tokenWhy explains a refused token request to the person running the mock.
func tokenWhy(f profile.TokenFailure) text.Both {
	switch f {
	case profile.NotPosted:
		return text.Both{JA: "トークン要求が POST ではない", EN: "the token request is no POST"}
	case profile.ParamTwice:
		return text.Both{JA: "トークン要求に同じパラメーターが二つある", EN: "the token request gives a parameter twice"}
	case profile.AuthMethod:
		return text.Both{JA: "このクライアント認証の方法は受け付けられていない", EN: "this way of authenticating the client is not accepted"}
	case profile.BodyType, profile.BodyJSON:
		return text.Both{JA: "トークン要求の本文が application/x-www-form-urlencoded ではない", EN: "the token request's body is not application/x-www-form-urlencoded"}
	case profile.ClientMissing:
		return text.Both{JA: "client_id が送られていない", EN: "no client_id was sent"}
	case profile.ClientUnknown:
		return text.Both{JA: "その client_id は登録されていない", EN: "no client of that client_id is registered"}
	case profile.ClientDeleted:
		return text.Both{JA: "そのクライアントは削除されている", EN: "that client was deleted"}
	case profile.ClientDisabled:
		return text.Both{JA: "そのクライアントは無効にされている", EN: "that client was disabled"}
	case profile.SecretMissing:
		return text.Both{JA: "client_secret が送られていない", EN: "no client_secret was sent"}
	case profile.SecretWrong:
		return text.Both{JA: "client_secret が登録と違う", EN: "the client_secret is not the registered one"}
	case profile.AuthTwice:
		return text.Both{JA: "Basic 認証と本文のクライアント認証が食い違う", EN: "HTTP Basic and the body name different clients or secrets"}
	case profile.GrantMissing, profile.GrantUnknown:
		return text.Both{JA: "grant_type が authorization_code でも refresh_token でもない", EN: "grant_type is neither authorization_code nor refresh_token"}
	case profile.CodeMissing:
		return text.Both{JA: "code が送られていない", EN: "no code was sent"}
	case profile.CodeMalformed:
		return text.Both{JA: "code が壊れている（URLデコードの回数を確かめること）", EN: "the code is damaged (check how often it was URL-decoded)"}
	case profile.CodeUnknown:
		return text.Both{JA: "そのような code は発行していない", EN: "no such code was issued"}
	case profile.CodeUsed:
		return text.Both{JA: "その code は既に使われている", EN: "that code has been used"}
	case profile.CodeExpired:
		return text.Both{JA: "code の有効期限が切れている", EN: "the code has expired"}
	case profile.CodeForeign:
		return text.Both{JA: "code は別のクライアントに発行された", EN: "the code was issued to another client"}
	case profile.RedirectMissing, profile.RedirectMismatch:
		return text.Both{JA: "redirect_uri が認証要求のものと一致しない", EN: "redirect_uri is not the one of the authorization request"}
	case profile.VerifierMissing, profile.VerifierWrong:
		return text.Both{JA: "code_verifier が code_challenge と合わない", EN: "code_verifier does not match code_challenge"}
	case profile.VerifierUnneeded:
		return text.Both{JA: "code_challenge を送っていないのに code_verifier が送られた", EN: "code_verifier was sent though no code_challenge was"}
	case profile.RefreshMissing, profile.RefreshInvalid, profile.RefreshDead:
		return text.Both{JA: "refresh_token が無い、または無効になっている", EN: "the refresh_token is missing or no longer good"}
	case profile.RefreshTooOften:
		return text.Both{JA: "refresh_token を使う間隔が短すぎる", EN: "the refresh_token is used too often"}
	case profile.ParamUnexpected:
		return text.Both{JA: "トークン要求に要らないパラメーターがある", EN: "the token request has a parameter that does not belong there"}
	case profile.RefreshForeign:
		return text.Both{JA: "refresh_token は別のクライアントに発行された", EN: "the refresh_token was issued to another client"}
	case profile.ScopeWider:
		return text.Both{JA: "許可されていない scope が要求された", EN: "a scope was asked for that was never granted"}
	}
	return text.Both{JA: string(f), EN: string(f)}
}

// userInfoWhy explains a refused UserInfo request.
func userInfoWhy(f profile.UserInfoFailure) text.Both {
	switch f {
	case profile.BearerMissing:
		return text.Both{JA: "アクセストークンが送られていない", EN: "no access token was sent"}
	case profile.BearerExpired:
		return text.Both{JA: "アクセストークンの有効期限が切れている", EN: "the access token has expired"}
	case profile.ScopeLacking:
		return text.Both{JA: "アクセストークンに必要な scope が無い", EN: "the access token lacks the scope"}
	}
	return text.Both{JA: "アクセストークンが無効", EN: "the access token is not good"}
}
