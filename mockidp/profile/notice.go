package profile

import (
	"time"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// Notices are the signed messages by which a provider tells Relying Parties, of itself,
// what has become of a person. They are signed as its ID tokens are.
type Notices struct {
	Kinds    []string // what it tells of, as it spells that
	Claims   func(Notice) token.Object
	Body     func(compact string) (contentType string, body []byte)
	Variants []NoticeVariant
}

// Notice is one such message.
type Notice struct {
	Issue  // to whom and about whom; RefreshToken is the latest that lives of theirs, "" for none
	Kind   string
	At     time.Time // when it came to pass
	Person persona.Person
}

// NoticeVariant is a message that differs from the usual one: as the provider has been
// seen to send it too, or as nobody but a forger does.
type NoticeVariant struct {
	Name text.Both
	Bend bend.Bend
}

// ForgedNotices are the variants that every provider's Relying Parties have to refuse.
func ForgedNotices() []NoticeVariant {
	return []NoticeVariant{
		{Name: text.Both{JA: "他人の鍵", EN: "a stranger's key"}, Bend: bend.Bend{Sign: bend.ByStranger}},
		{Name: text.Both{JA: "署名の無い alg none", EN: "alg none without a signature"}, Bend: bend.Bend{Sign: bend.ByNobody("none")}},
		{Name: text.Both{JA: "別の発行者", EN: "another issuer"}, Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("iss", x.ForeignIss) }}},
	}
}
