package grant

import (
	"net/http"

	"torii/fixtures/text"
)

// Source is where Google documents the endpoint's errors.
const Source = "https://developers.google.com/identity/protocols/oauth2/service-account"

// Refusals lists every documented or captured error, numbered as in the dossier. Each can
// be planted; those that no state of the directory brings about come no other way. Of T22
// and T23 only the codes are documented.
func Refusals() []Refusal {
	return []Refusal{
		{"T1", http.StatusBadRequest, "unsupported_grant_type", "Invalid grant_type: ", text.Both{JA: "grant_type が違う", EN: "the grant type is wrong"}},
		{"T2", http.StatusBadRequest, "invalid_request", "Bad Request", text.Both{JA: "assertion が JWT の形をしていない", EN: "the assertion is no JWT"}},
		{"T3", http.StatusBadRequest, "invalid_grant", "Invalid JWT Signature.", text.Both{
			JA: "署名が違う。鍵が削除・無効化されたか、別のサービスアカウントの鍵", EN: "wrong signature: a deleted or disabled key, or another account's"}},
		{"T4", http.StatusBadRequest, "invalid_grant", "Invalid grant: account not found", text.Both{
			JA: "iss のサービスアカウントが無い、または無効", EN: "the service account in iss is unknown, disabled or deleted"}},
		{"T5", http.StatusBadRequest, "invalid_grant", "Invalid JWT: iat (issued at) is not set.", text.Both{JA: "iat が無い", EN: "iat is missing"}},
		{"T6", http.StatusBadRequest, "invalid_grant", "Invalid JWT: exp (expiration time) is not set.", text.Both{JA: "exp が無い", EN: "exp is missing"}},
		{"T7", http.StatusBadRequest, "invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. " +
			"Check your iat and exp values in the JWT claim.", text.Both{JA: "時刻がずれているか、有効期間が長すぎる", EN: "the clock is off, or the lifetime too long"}},
		{"T8", http.StatusBadRequest, "invalid_scope", "Invalid OAuth scope or ID token audience provided.", text.Both{JA: "scope が空か、存在しない", EN: "the scope is empty or does not exist"}},
		{"T9", http.StatusBadRequest, "invalid_grant", "Invalid JWT: Failed audience check.", text.Both{JA: "aud がトークンエンドポイントでない", EN: "aud is not the token endpoint"}},
		{"T10", http.StatusBadRequest, "invalid_grant", "Invalid JWT: No valid verifier found for issuer.", text.Both{JA: "一時的な鍵の参照失敗。再試行できる", EN: "a passing fault in looking up keys; retry"}},
		{"T11", http.StatusUnauthorized, "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
			text.Both{JA: "ドメイン全体の委任が無いか、まだ行き渡っていない。クライアントIDとスコープを管理コンソールで承認する", EN: "no domain-wide delegation, or not spread yet: authorise client id and scopes in the Admin console"}},
		{"T12", http.StatusUnauthorized, "unauthorized_client", "Unauthorized client or scope in request.", text.Both{JA: "委任が無い(別の文言)", EN: "no delegation, in other words"}},
		{"T13", http.StatusForbidden, "access_denied", "Requested client not authorized.", text.Both{
			JA: "承認されていないスコープがある、またはまだログインしたことのないユーザー", EN: "some scopes are not authorised, or a user who never signed in"}},
		{"T14", http.StatusForbidden, "access_denied", "Account restricted", text.Both{JA: "アカウントが制限されている", EN: "the account is restricted"}},
		{"T15", http.StatusBadRequest, "invalid_grant", "Invalid email or User ID", text.Both{JA: "sub のユーザーが存在しない", EN: "sub names no user"}},
		{"T16", http.StatusBadRequest, "invalid_grant", "Not a valid email", text.Both{JA: "sub がメールアドレスでない", EN: "sub is no e-mail address"}},
		{"T17", http.StatusBadRequest, "invalid_grant", "The account has been deleted", text.Both{JA: "最近削除されたユーザー", EN: "a recently deleted user"}},
		{"T18", http.StatusBadRequest, "invalid_request", "Invalid impersonation &quot;sub&quot; field", text.Both{JA: "以前に削除されたユーザー", EN: "a user deleted long ago"}},
		{"T19", http.StatusBadRequest, "invalid_account", "Forbidden", text.Both{JA: "使えないアカウント", EN: "a forbidden account"}},
		{"T20", http.StatusUnauthorized, "disabled_client", "The OAuth client was disabled.", text.Both{JA: "クライアントが無効", EN: "the client is disabled"}},
		{"T21", http.StatusUnauthorized, "deleted_client", "The OAuth client was deleted.", text.Both{JA: "クライアントが削除された", EN: "the client is deleted"}},
		{"T22", http.StatusUnauthorized, "invalid_client", "The OAuth client was invalid.", text.Both{JA: "クライアントか JWT の設定が違う", EN: "the client or its JWT is misconfigured"}},
		{"T23", http.StatusForbidden, "admin_policy_enforced", "Access to this scope is blocked by an administrator policy.", text.Both{JA: "管理者の方針で禁止されたスコープ", EN: "an administrator's policy blocks the scope"}},
		{"T24", http.StatusForbidden, "org_internal", "This client is restricted to users within its organization.", text.Both{JA: "組織の内側に限られたクライアント", EN: "the client is restricted to its organisation"}},
		{"T25", http.StatusInternalServerError, "internal_failure", "Backend Error", text.Both{JA: "Google側の一時的な障害", EN: "a passing fault at Google"}},
	}
}

// Find returns the refusal of that id.
func Find(id string) (Refusal, bool) {
	for _, r := range Refusals() {
		if r.ID == id {
			return r, true
		}
	}
	return Refusal{}, false
}
