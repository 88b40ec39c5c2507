package apple

import (
	"encoding/json"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// The events of server-to-server notifications. Documents until 2024 call the last
// account-delete, later ones account-deleted.
// Source: https://developer.apple.com/documentation/signinwithapple/processing-changes-for-sign-in-with-apple-accounts
var events = []string{"email-disabled", "email-enabled", "consent-revoked", "account-delete", "account-deleted"}

const (
	noticeLife = 24 * time.Hour
	jtiLength  = 22
)

// notices are as recordings have them: the events in a string, times of events in
// milliseconds, and the primary App ID as audience.
// Source: https://developer.apple.com/forums/thread/655485
var notices = &profile.Notices{
	Kinds: events,
	Claims: func(n profile.Notice) token.Object {
		return token.Object{
			{Name: "iss", Value: n.Issuer},
			{Name: "aud", Value: n.Client.Set["app_group"]},
			{Name: "exp", Value: n.Now.Add(noticeLife).Unix()},
			{Name: "iat", Value: n.Now.Unix()},
			{Name: "jti", Value: n.Rand.String(seed.Base64URL, jtiLength)},
			{Name: "events", Value: string(happened(n).JSON())},
		}
	},
	Body: func(compact string) (string, []byte) {
		return "application/json", token.Object{{Name: "payload", Value: compact}}.JSON()
	},
	Variants: append([]profile.NoticeVariant{
		{Name: text.Both{JA: "文書の例の形", EN: "the shape of the documentation's example"}, Bend: bend.Bend{Claims: asDocumented}},
		{Name: text.Both{JA: "真偽値の is_private_email", EN: "is_private_email as a boolean"}, Bend: bend.Bend{Claims: inEvents(func(e *token.Object) { e.Set("is_private_email", true) })}},
		{Name: text.Both{JA: "知らない種類", EN: "an unknown type"}, Bend: bend.Bend{Claims: inEvents(func(e *token.Object) { e.Set("type", "passkey-added") })}},
		{Name: text.Both{JA: "別のアプリ宛て", EN: "another application's audience"}, Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Set("aud", "jp.example.other.app") }}},
		{Name: text.Both{JA: "期限切れ", EN: "an exp in the past"}, Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			c.Set("iat", x.Now.Add(-2*noticeLife).Unix())
			c.Set("exp", x.Now.Add(-noticeLife).Unix())
		}}},
		{Name: text.Both{JA: "events の無いIDトークンの形", EN: "the shape of an ID token, without events"}, Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			c.Delete("events")
			c.Delete("jti")
			c.Set("sub", x.Subject)
		}}},
	}, profile.ForgedNotices()...),
}

// happened is what a notification tells.
func happened(n profile.Notice) token.Object {
	e := token.Object{{Name: "type", Value: n.Kind}, {Name: "sub", Value: n.Subject}, {Name: "event_time", Value: n.At.UnixMilli()}}
	if n.Kind == "email-disabled" || n.Kind == "email-enabled" {
		e.Set("email", n.Person.Trait("relay"))
		e.Set("is_private_email", "true")
	}
	return e
}

// asDocumented makes a notification like the example of the documentation: the events
// an object, seconds for milliseconds, and no exp.
func asDocumented(c *token.Object, _ bend.Context) {
	c.Delete("exp")
	e := eventsOf(c)
	if at, ok := e["event_time"].(float64); ok {
		e["event_time"] = int64(at) / time.Second.Milliseconds()
	}
	c.Set("events", e)
}

// inEvents changes what stands in the string of events.
func inEvents(change func(*token.Object)) func(*token.Object, bend.Context) {
	return func(c *token.Object, _ bend.Context) {
		var e token.Object
		for name, value := range eventsOf(c) {
			if at, ok := value.(float64); ok {
				value = int64(at)
			}
			e.Set(name, value)
		}
		change(&e)
		c.Set("events", string(e.JSON()))
	}
}

func eventsOf(c *token.Object) map[string]any {
	e := map[string]any{}
	_ = json.Unmarshal([]byte(c.Text("events")), &e) // made above
	return e
}
