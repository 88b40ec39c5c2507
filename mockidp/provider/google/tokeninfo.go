package google

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// serveTokenInfo tells what is inside a token, as an aid for looking for mistakes.
// An ID token must be signed, current and Google's own.
// Source: https://developers.google.com/identity/gsi/web/guides/verify-google-id-token,
// https://developers.google.com/identity/openid-connect/openid-connect and
// googleapis/google-api-go-client, oauth2/v2/oauth2-api.json
func serveTokenInfo(d profile.Desk, r *http.Request) profile.Reply {
	form := d.Form(r)
	if compact := form.Get("id_token"); compact != "" {
		return idTokenInfo(d, compact)
	}
	value := form.Get("access_token")
	if value == "" {
		value = d.Bearer(r)
	}
	live, ok := d.Access(value)
	if !ok {
		return invalidValue(d, "アクセストークンが無効", "the access token is not good")
	}
	if d.Route().Variant == older {
		return profile.Reply{Status: http.StatusOK, Members: olderInfo(d, live), Tells: olderInfoNames}
	}
	return profile.Reply{Status: http.StatusOK, Members: accessInfo(d, live), Tells: profile.Telling{}}
}

// accessInfo has text for every value, numbers and truth values included.
func accessInfo(d profile.Desk, live profile.Live) token.Object {
	i, o := granted(live), token.Object{}
	put := func(name, value string) {
		if value != "" {
			o.Set(name, value)
		}
	}
	put("azp", i.Client.ClientID)
	put("aud", i.Client.ClientID)
	if i.Granted("openid") {
		put("sub", i.Subject)
	}
	put("scope", strings.Join(live.Scopes, " "))
	put("exp", strconv.FormatInt(live.Expires.Unix(), 10))
	put("expires_in", strconv.Itoa(secondsLeft(d, live)))
	if address, ok := email(i).(string); ok {
		put("email", address)
		put("email_verified", strconv.FormatBool(i.Person.EmailVerified))
	}
	put("access_type", accessType(i))
	return o
}

// olderInfoNames are the names that tokeninfo of versions 1 and 2 has for claims.
var olderInfoNames = profile.Telling{{Member: "user_id", Claim: "sub"}, {Member: "verified_email", Claim: "email_verified"}}

// olderInfo is the answer of versions 1 and 2: other names, and JSON's own types.
func olderInfo(d profile.Desk, live profile.Live) token.Object {
	i := granted(live)
	o := token.Object{{Name: "issued_to", Value: i.Client.ClientID}, {Name: "audience", Value: i.Client.ClientID}}
	if i.Granted("openid") {
		o.Set("user_id", i.Subject)
	}
	o.Set("scope", strings.Join(live.Scopes, " "))
	o.Set("expires_in", secondsLeft(d, live))
	if address := email(i); address != nil {
		o.Set("email", address)
		o.Set("verified_email", i.Person.EmailVerified)
	}
	o.Set("access_type", accessType(i))
	return o
}

// granted is what a token was issued on, with the scopes of the token itself.
func granted(live profile.Live) profile.Issue {
	i := live.Issue
	i.Scopes = live.Scopes
	return i
}

func secondsLeft(d profile.Desk, live profile.Live) int {
	return int(live.Expires.Sub(d.Now()).Seconds())
}

func accessType(i profile.Issue) string {
	if i.Params.Get("access_type") == "offline" {
		return "offline"
	}
	return "online"
}

// idTokenInfo is the payload with every value as text, then the header.
func idTokenInfo(d profile.Desk, compact string) profile.Reply {
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return invalidValue(d, "IDトークンの形をしていない", "that is no ID token")
	}
	header, headerOK := token.DecodeObject(parts[0])
	claims, claimsOK := token.DecodeObject(parts[1])
	exp, timed := token.Seconds(claims["exp"])
	ours := claims["iss"] == bareIssuer || claims["iss"] == d.Names().Issuer(issuer)
	if !headerOK || !claimsOK || !timed || !ours || d.Now().Unix() >= exp || !signed(d, compact, header["kid"]) {
		return invalidValue(d, "IDトークンの署名か発行者か期限が正しくない", "signature, issuer or time of the ID token are not good")
	}
	if d.Set().Is("tokeninfo_checks", "issued") && !token.Issuable(compact, []string{"alg", "kid", "typ"}, issued, d.Now().Unix()) {
		return invalidValue(d, "Google が発行し得ない形のIDトークン", "an ID token that Google would never have issued")
	}
	o := token.Object{}
	for _, c := range idTokenClaims {
		if value, ok := claims[c.Name]; ok {
			o.Set(c.Name, asText(value))
		}
	}
	for _, name := range []string{"alg", "kid", "typ"} {
		if value, ok := header[name]; ok {
			o.Set(name, asText(value))
		}
	}
	return profile.Reply{Status: http.StatusOK, Members: o}
}

// issued is what Google writes into every ID token.
var issued = []token.Form{
	{Claim: "sub", Required: true, Fits: func(value any, _ int64) bool { s, _ := value.(string); return accountID.MatchString(s) }},
	{Claim: "aud", Required: true},
	{Claim: "iat", Required: true, Fits: token.AtMost(int64(clocksApart.Seconds()))},
	{Claim: "nbf", Fits: token.AtMost(int64(clocksApart.Seconds()))},
	{Claim: "nonce", Fits: token.IsText},
	{Claim: "at_hash", Fits: token.IsText},
}

var accountID = regexp.MustCompile(`^[0-9]{1,255}$`)

// clocksApart is by how much the clocks of Google's machines may differ.
const clocksApart = time.Minute

// signed reports whether one of the published keys, by its kid, signed the token.
func signed(d profile.Desk, compact string, kid any) bool {
	for _, key := range d.Published() {
		if key.ID == kid {
			return token.Verifies(compact, token.RS256, key)
		}
	}
	return false
}

func asText(value any) string {
	if s, ok := value.(string); ok {
		return s
	}
	b, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(b)
}

// invalidValue refuses a token. The older address says so without an error code.
func invalidValue(d profile.Desk, ja, en string) profile.Reply {
	d.Because("invalid_token", text.Both{JA: ja, EN: en})
	e := profile.WireError{Status: http.StatusBadRequest, Code: "invalid_token", Description: "Invalid Value"}
	if d.Route().Variant == legacy {
		return profile.Reply{Status: e.Status, Members: token.Object{{Name: "error_description", Value: e.Description}}}
	}
	return e.Say()
}
