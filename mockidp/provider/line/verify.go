package line

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// serveVerify tells about an access token (GET) or an ID token (POST). Neither call
// authenticates the client.
// Source: https://developers.line.biz/en/reference/line-login/#verify-access-token
func serveVerify(d profile.Desk, r *http.Request) profile.Reply {
	form := d.Form(r)
	if r.Method == http.MethodPost {
		return verifyIDToken(d, r.PostForm)
	}
	return verifyAccessToken(d, form.Get("access_token"))
}

// verifyAccessToken answers a channel access token with the same members as a user's.
func verifyAccessToken(d profile.Desk, value string) profile.Reply {
	live, ok := d.Access(value)
	if value != "" && malformed(value) && d.Set().Is("verify_malformed", "malformed") {
		return deny(d, badAccessToken, "アクセストークンの形をしていない", "that is no access token")
	}
	if !ok {
		return deny(d, profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: "access token expired"},
			"アクセストークンが無効", "the access token is not good")
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{
		{Name: "scope", Value: toldScopes(live.Scopes)},
		{Name: "client_id", Value: live.Issue.Client.ClientID},
		{Name: "expires_in", Value: int(live.Expires.Sub(d.Now()) / time.Second)},
	}}
}

// accessForm is what LINE's access tokens look like: a JWS of no use to anybody else.
var accessForm = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$`)

func malformed(access string) bool { return !accessForm.MatchString(access) }

var badAccessToken = profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: "The access token malformed"}

// What LINE says of a bad ID token: by its documentation, and as seen live where that differs.
const (
	badToken     = "Invalid IdToken."
	badFormat    = "JWS format error"
	badSignature = "JWS verification failed"
	badIssuer    = "Invalid IdToken Issuer."
	tokenExpired = "IdToken expired."
	badAudience  = "Invalid IdToken Audience."
	badNonce     = "Invalid IdToken Nonce."
	badSubject   = "Invalid IdToken Subject Identifier."
)

// verifyIDToken answers the payload of a good ID token. A nonce that is not sent is
// not checked: whoever relies on the call alone has no protection from replay.
// Source: https://developers.line.biz/en/reference/line-login/#verify-id-token
func verifyIDToken(d profile.Desk, form url.Values) profile.Reply {
	compact, clientID := form.Get("id_token"), form.Get("client_id")
	if compact == "" || clientID == "" {
		return deny(d, parameters, "id_token か client_id が送られていない", "id_token or client_id was not sent")
	}
	claims, problem := readIDToken(d, compact)
	if problem == "" {
		problem = disagreement(d, claims, form)
	}
	if problem == "" && d.Set().Is("verify_checks", "issued") && !issuable(d, compact) {
		problem = badToken
	}
	if problem != "" {
		return deny(d, profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: problem},
			"IDトークンの検証に失敗した: "+problem, "the ID token does not verify: "+problem)
	}
	_, payload, _ := strings.Cut(compact, ".")
	payload, _, _ = strings.Cut(payload, ".")
	raw, _ := token.DecodeSegment(payload) // it was read a moment ago
	return profile.Reply{Status: http.StatusOK, Raw: raw}
}

// readIDToken returns the claims of a token that LINE signed, or what is wrong with it.
func readIDToken(d profile.Desk, compact string) (claims map[string]any, problem string) {
	live := d.Set().Is("verify_errors", "live")
	spell := func(seen string) string {
		if live {
			return seen
		}
		return badToken
	}
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return nil, spell(badFormat)
	}
	header, headerOK := token.DecodeObject(parts[0])
	claims, claimsOK := token.DecodeObject(parts[1])
	if !headerOK || !claimsOK {
		return nil, spell(badFormat)
	}
	if !signedByLINE(d, compact, header, claims) {
		return nil, spell(badSignature)
	}
	return claims, ""
}

// signedByLINE checks HS256 with the secret of the channel that the token is for, or
// ES256 with a published key.
func signedByLINE(d profile.Desk, compact string, header, claims map[string]any) bool {
	switch header["alg"] {
	case string(token.HS256):
		channel, ok := d.Client(token.Audience(claims))
		return ok && token.Verifies(compact, token.HS256, token.Key{Secret: []byte(channel.Secret)})
	case string(token.ES256):
		for _, key := range d.Published() {
			if key.ID == header["kid"] {
				return token.Verifies(compact, token.ES256, key)
			}
		}
	}
	return false
}

// issued is what LINE writes into every ID token of a login.
var issued = []token.Form{
	{Claim: "sub", Required: true, Fits: func(value any, _ int64) bool { s, _ := value.(string); return userID.MatchString(s) }},
	{Claim: "iat", Required: true, Fits: token.AtMost(clockAhead)},
	{Claim: "exp", Required: true, Fits: token.IsDate},
	{Claim: "nbf", Fits: token.AtMost(clockAhead)},
	{Claim: "auth_time", Fits: token.IsDate},
	{Claim: "nonce", Fits: token.IsText},
	{Claim: "amr", Fits: func(value any, _ int64) bool { _, ok := value.([]any); return ok }},
}

var userID = regexp.MustCompile(`^U[0-9a-f]{32}$`)

// clockAhead is by how many seconds the clocks of LINE's machines may differ.
const clockAhead = 60

// issuable reports whether LINE could have issued a token as far as its form tells. Whether
// the real call looks at more than it documents is not known.
func issuable(d profile.Desk, compact string) bool {
	return token.Issuable(compact, []string{"alg", "typ", "kid"}, issued, d.Now().Unix())
}

// disagreement holds the claims against what the caller expects.
func disagreement(d profile.Desk, claims map[string]any, form url.Values) string {
	exp, ok := token.Seconds(claims["exp"])
	switch {
	case claims["iss"] != d.Names().Issuer(issuer):
		return badIssuer
	case !ok || d.Now().Unix() >= exp:
		return tokenExpired
	case token.Audience(claims) != form.Get("client_id"):
		return badAudience
	case form.Has("nonce") && claims["nonce"] != form.Get("nonce"):
		return badNonce
	case form.Has("user_id") && claims["sub"] != form.Get("user_id"):
		return badSubject
	}
	return ""
}

// deny notes why a call is refused and spells the refusal.
func deny(d profile.Desk, e profile.WireError, ja, en string) profile.Reply {
	d.Because(e.Code, text.Both{JA: ja, EN: en})
	return e.Say()
}

// webOnly reports whether the channel has no native app: then its secret is needed to revoke.
func webOnly(c client.Client) bool {
	return !profile.Settings(c.Set).Is("app_types", "web+mobile")
}
