package op

import (
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// tokenWhys explain to the person running the mock why a token request was refused.
var tokenWhys = map[profile.TokenFailure]text.Both{
	profile.NotPosted:        {JA: "トークン要求が POST ではない", EN: "the token request is no POST"},
	profile.ParamTwice:       {JA: "トークン要求に同じパラメーターが二つある", EN: "the token request gives a parameter twice"},
	profile.AuthMethod:       {JA: "このクライアント認証の方法は受け付けられていない", EN: "this way of authenticating the client is not accepted"},
	profile.BodyType:         {JA: "トークン要求の本文が application/x-www-form-urlencoded ではない", EN: "the token request's body is not application/x-www-form-urlencoded"},
	profile.BodyJSON:         {JA: "トークン要求の本文が application/x-www-form-urlencoded ではない", EN: "the token request's body is not application/x-www-form-urlencoded"},
	profile.ClientMissing:    {JA: "client_id が送られていない", EN: "no client_id was sent"},
	profile.ClientUnknown:    {JA: "その client_id は登録されていない", EN: "no client of that client_id is registered"},
	profile.ClientDeleted:    {JA: "そのクライアントは削除されている", EN: "that client was deleted"},
	profile.ClientDisabled:   {JA: "そのクライアントは無効にされている", EN: "that client was disabled"},
	profile.SecretMissing:    {JA: "client_secret が送られていない", EN: "no client_secret was sent"},
	profile.SecretWrong:      {JA: "client_secret が登録と違う", EN: "the client_secret is not the registered one"},
	profile.AuthTwice:        {JA: "Basic 認証と本文のクライアント認証が食い違う", EN: "HTTP Basic and the body name different clients or secrets"},
	profile.GrantMissing:     {JA: "grant_type が authorization_code でも refresh_token でもない", EN: "grant_type is neither authorization_code nor refresh_token"},
	profile.GrantUnknown:     {JA: "grant_type が authorization_code でも refresh_token でもない", EN: "grant_type is neither authorization_code nor refresh_token"},
	profile.CodeMissing:      {JA: "code が送られていない", EN: "no code was sent"},
	profile.CodeMalformed:    {JA: "code が壊れている（URLデコードの回数を確かめること）", EN: "the code is damaged (check how often it was URL-decoded)"},
	profile.CodeUnknown:      {JA: "そのような code は発行していない", EN: "no such code was issued"},
	profile.CodeUsed:         {JA: "その code は既に使われている", EN: "that code has been used"},
	profile.CodeExpired:      {JA: "code の有効期限が切れている", EN: "the code has expired"},
	profile.CodeForeign:      {JA: "code は別のクライアントに発行された", EN: "the code was issued to another client"},
	profile.RedirectMissing:  {JA: "redirect_uri が認証要求のものと一致しない", EN: "redirect_uri is not the one of the authorization request"},
	profile.RedirectMismatch: {JA: "redirect_uri が認証要求のものと一致しない", EN: "redirect_uri is not the one of the authorization request"},
	profile.VerifierMissing:  {JA: "code_verifier が code_challenge と合わない", EN: "code_verifier does not match code_challenge"},
	profile.VerifierWrong:    {JA: "code_verifier が code_challenge と合わない", EN: "code_verifier does not match code_challenge"},
	profile.VerifierUnneeded: {JA: "code_challenge を送っていないのに code_verifier が送られた", EN: "code_verifier was sent though no code_challenge was"},
	profile.RefreshMissing:   {JA: "refresh_token が無い、または無効になっている", EN: "the refresh_token is missing or no longer good"},
	profile.RefreshInvalid:   {JA: "refresh_token が無い、または無効になっている", EN: "the refresh_token is missing or no longer good"},
	profile.RefreshDead:      {JA: "refresh_token が無い、または無効になっている", EN: "the refresh_token is missing or no longer good"},
	profile.RefreshTooOften:  {JA: "refresh_token を使う間隔が短すぎる", EN: "the refresh_token is used too often"},
	profile.ParamUnexpected:  {JA: "トークン要求に要らないパラメーターがある", EN: "the token request has a parameter that does not belong there"},
	profile.RefreshForeign:   {JA: "refresh_token は別のクライアントに発行された", EN: "the refresh_token was issued to another client"},
	profile.ScopeWider:       {JA: "許可されていない scope が要求された", EN: "a scope was asked for that was never granted"},
}

// tokenWhy explains a refused token request.
func tokenWhy(f profile.TokenFailure) text.Both {
	if why, ok := tokenWhys[f]; ok {
		return why
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
