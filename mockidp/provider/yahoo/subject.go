package yahoo

import (
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"slices"

	"torii/mockidp/profile"
)

// Yahoo! JAPAN has two kinds of subject: the older GUID, the same for every Relying
// Party, and the PPID, one for each developer. Their lengths may change.
// Source: https://developer.yahoo.co.jp/yconnect/faq.html
const (
	guidBytes     = 16
	guidLength    = 26
	ppidLength    = 50
	ppidTail      = "00" // as in every example
	subjectFormat = `^([A-Z2-7]{26}|[0-9A-Za-z_-]{50})$`
)

func guid(raw []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw)
}

// subjectFor returns the subject that the client's developer sees. A person who is
// known by the client's kind of subject is seen under it; the other kind is derived.
func subjectFor(i profile.Issue) string {
	set, own := profile.Settings(i.Client.Set), i.Person.Subject
	switch {
	case set.Is("subject", "guid") && len(own) == ppidLength:
		digest := sha512.Sum512([]byte(own))
		return guid(digest[:guidBytes])
	case set.Is("subject", "ppid") && (len(own) != ppidLength || !set.Is("developer", "D1")):
		return PPID(set["developer"], own)
	}
	return own
}

// PPID derives the subject under which a developer sees an account.
func PPID(developer, account string) string {
	digest := sha512.Sum512([]byte(developer + " " + account))
	return base64.RawURLEncoding.EncodeToString(digest[:])[:ppidLength-len(ppidTail)] + ppidTail
}

// traits are what a persona may have beside the common fields.
var traits = slices.Concat([]string{"given_name_kana", "family_name_kana", "nickname", "gender", "birthdate"}, addressMembers,
	[]string{"amr", "suspended", "screen_due", "access_token_length"})

// amr returns how the person authenticated. Only pwd was ever seen.
func amr(a profile.Authn) []string {
	if own := a.Person.Trait("amr"); own != "" {
		return profile.Settings{"amr": own}.Words("amr")
	}
	return a.Set.Words("amr")
}
