package google

import (
	"crypto/sha512"
	"encoding/base64"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// secevent is what the names of security events begin with.
const secevent = "https://schemas.openid.net/secevent/"

// eventURIs are the events of Cross-Account Protection, by the last part of their names.
// Two are OAuth's and not RISC's.
// Source: https://developers.google.com/identity/protocols/risc
var eventURIs = map[string]string{
	"sessions-revoked":                   secevent + "risc/event-type/sessions-revoked",
	"tokens-revoked":                     secevent + "oauth/event-type/tokens-revoked",
	"token-revoked":                      secevent + "oauth/event-type/token-revoked",
	"account-disabled":                   secevent + "risc/event-type/account-disabled",
	"account-enabled":                    secevent + "risc/event-type/account-enabled",
	"account-credential-change-required": secevent + "risc/event-type/account-credential-change-required",
	"verification":                       secevent + "risc/event-type/verification",
}

// securityEvents are in the order of Google's table.
var securityEvents = []string{"sessions-revoked", "tokens-revoked", "token-revoked", "account-disabled", "account-enabled",
	"account-credential-change-required", "verification"}

const (
	jtiLength    = 32
	prefixLength = 16 // of a refresh token that is named by its beginning
)

// notices are Security Event Tokens: no exp, as what has happened stays so, and an iat
// of when it did. They are signed by the keys of ID tokens.
var notices = &profile.Notices{
	Kinds: securityEvents,
	Claims: func(n profile.Notice) token.Object {
		return token.Object{
			{Name: "iss", Value: riscIssuer(n.Names, n.Set)},
			{Name: "aud", Value: n.Client.ClientID},
			{Name: "iat", Value: n.At.Unix()},
			{Name: "jti", Value: n.Rand.String(seed.Alnum, jtiLength)},
			{Name: "events", Value: token.Object{{Name: eventURIs[n.Kind], Value: told(n)}}},
		}
	},
	Body: func(compact string) (string, []byte) { return "application/secevent+jwt", []byte(compact) },
	Variants: append([]profile.NoticeVariant{
		{Name: text.Both{JA: "乗っ取りの疑い", EN: "suspected hijacking"}, Bend: bend.Bend{Claims: inEvent(func(e *token.Object) { e.Set("reason", "hijacking") })}},
		{Name: text.Both{JA: "大量に作られたアカウント", EN: "a bulk account"}, Bend: bend.Bend{Claims: inEvent(func(e *token.Object) { e.Set("reason", "bulk-account") })}},
		{Name: text.Both{JA: "id_token_claims の subject", EN: "a subject by id_token_claims"}, Bend: bend.Bend{Claims: inEvent(byClaims)}},
		{Name: text.Both{JA: "secevent+jwt の typ", EN: "typ secevent+jwt"}, Bend: bend.Bend{Sign: func(s *token.Signing, _ bend.Context) error {
			s.Header.Set("typ", "secevent+jwt")
			return nil
		}}},
		{Name: text.Both{JA: "知らない種類", EN: "an unknown type"}, Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) {
			e, _ := eventOf(c)
			c.Set("events", token.Object{{Name: secevent + "risc/event-type/account-purged", Value: e}})
		}}},
		{Name: text.Both{JA: "別のアプリ宛て", EN: "another application's audience"}, Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("aud", x.OtherClient) }}},
		{Name: text.Both{JA: "別の発行者の subject", EN: "a subject of another issuer"}, Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			e, uri := eventOf(c)
			subject, _ := e.Get("subject")
			other, _ := subject.(token.Object)
			other.Set("iss", x.ForeignIss)
			e.Set("subject", other)
			c.Set("events", token.Object{{Name: uri, Value: e}})
		}}},
		{Name: text.Both{JA: "events の無いIDトークンの形", EN: "the shape of an ID token, without events"}, Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			c.Delete("events")
			c.Delete("jti")
			c.Set("iss", x.Issuer)
			c.Set("sub", x.Subject)
			c.Set("exp", x.Now.Add(time.Hour).Unix())
		}}},
	}, profile.ForgedNotices()...),
}

// told is what an event says: whom it is about, or the state that a test was asked for with.
func told(n profile.Notice) token.Object {
	switch n.Kind {
	case "verification":
		return token.Object{{Name: "state", Value: n.Rand.String(seed.Alnum, jtiLength)}}
	case "token-revoked":
		return token.Object{{Name: "subject", Value: tokenSubject(n)}}
	}
	return token.Object{{Name: "subject", Value: token.Object{
		{Name: "subject_type", Value: "iss-sub"}, {Name: "iss", Value: riscIssuer(n.Names, n.Set)}, {Name: "sub", Value: n.Subject}}}}
}

// tokenSubject names a refresh token without telling it.
func tokenSubject(n profile.Notice) token.Object {
	o := token.Object{{Name: "subject_type", Value: "oauth_token"}, {Name: "token_type", Value: "refresh_token"},
		{Name: "token_identifier_alg", Value: n.Set["risc_token_alg"]}}
	if n.Set.Is("risc_token_alg", "prefix") {
		o.Set("token", n.RefreshToken[:min(len(n.RefreshToken), prefixLength)])
		return o
	}
	once := sha512.Sum512([]byte(n.RefreshToken))
	twice := sha512.Sum512(once[:])
	o.Set("token", base64.StdEncoding.EncodeToString(twice[:]))
	return o
}

// eventOf returns the one event of a token, and its name.
func eventOf(c *token.Object) (event token.Object, uri string) {
	events, _ := c.Get("events")
	all, _ := events.(token.Object)
	if len(all) == 0 {
		return nil, ""
	}
	event, _ = all[0].Value.(token.Object)
	return event.Clone(), all[0].Name
}

func inEvent(change func(*token.Object)) func(*token.Object, bend.Context) {
	return func(c *token.Object, _ bend.Context) {
		e, uri := eventOf(c)
		change(&e)
		c.Set("events", token.Object{{Name: uri, Value: e}})
	}
}

func byClaims(e *token.Object) {
	subject, _ := e.Get("subject")
	of, _ := subject.(token.Object)
	of.Set("subject_type", "id_token_claims")
	e.Set("subject", of)
}
