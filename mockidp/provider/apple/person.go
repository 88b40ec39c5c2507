package apple

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

// A subject is six digits, 32 hexadecimal characters and four digits; accounts that an
// organisation manages have something like base64 in the middle.
const (
	subjectHead   = 6
	subjectMiddle = 32
	subjectTail   = 4
	managedMiddle = 28
)

const subjectFormat = `^[0-9]{6}\.([0-9a-f]{32}|[A-Za-z0-9]{28})\.[A-Za-z0-9]{4}$`

func mintSubject(r *seed.Source) string {
	return r.String(seed.Digits, subjectHead) + "." + r.String(seed.LowerHex, subjectMiddle) + "." + r.String(seed.Digits, subjectTail)
}

// subjectFor is pairwise by team: every client of a team sees one subject, another team another.
// Source: https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple
func subjectFor(i profile.Issue) string {
	if i.Client.Team == i.Set["home_team"] || i.Client.Team == "" {
		return i.Person.Subject
	}
	return derived(i.Client.Team, i.Person.Subject)
}

// derived is the subject that another team sees.
func derived(team, subject string) string {
	sum := sha256.Sum256([]byte(team + " " + subject))
	return digits(sum[:subjectHead]) + "." + hex.EncodeToString(sum[8:8+subjectMiddle/2]) + "." + digits(sum[24:24+subjectTail])
}

func digits(b []byte) string {
	d := make([]byte, len(b))
	for i, v := range b {
		d[i] = '0' + v%10
	}
	return string(d)
}

// relayLength is how long the local part of a relay address is in all recordings.
const relayLength = 10

const lowerAlnum = "abcdefghijklmnopqrstuvwxyz0123456789"

// renewRelay gives a minted person a relay address of their own at the same domain.
func renewRelay(who *persona.Person, r *seed.Source) {
	renewed := func(traits map[string]string) map[string]string {
		_, domain, ok := strings.Cut(traits["relay"], "@")
		if !ok {
			return traits
		}
		traits = maps.Clone(traits)
		traits["relay"] = r.String(lowerAlnum, relayLength) + "@" + domain
		return traits
	}
	who.Traits = renewed(who.Traits)
	if who.Later != nil {
		later := *who.Later
		later.Traits = renewed(later.Traits)
		who.Later = &later
	}
}

// The choices a person has about their address.
const (
	share   = "share"
	hide    = "hide"
	nothing = "none" // an account that an organisation manages, without address
)

func choice(who persona.Person) string {
	if c := who.Trait("email_choice"); c != "" {
		return c
	}
	return share
}

// address is what the Relying Party is told, "" for none.
func address(i profile.Issue) string {
	if !i.Granted("email") {
		return ""
	}
	switch choice(i.Person) {
	case hide:
		return i.Person.Trait("relay")
	case nothing:
		return ""
	}
	return i.Person.Email
}

// consentRules: a person consents once, for a group of clients, to scopes that never
// change again until they stop using the service or it revokes.
// Source: https://developer.apple.com/documentation/signinwithapple/configuring-your-environment-for-sign-in-with-apple
var consentRules = profile.ConsentRules{
	Scopes: func(r profile.Request) []string {
		scopes := []string{"openid"}
		for _, s := range []string{"name", "email"} {
			if r.Asks("scope", s) {
				scopes = append(scopes, s)
			}
		}
		return scopes
	},
	Lasts:  func(profile.Request, []string) time.Duration { return 0 },
	Frozen: true,
	Keeps: func(before, now persona.Person, set profile.Settings) persona.Person {
		if set.Is("changed_address", "kept") {
			now.Email = before.Email
		}
		now.Traits = maps.Clone(now.Traits)
		if now.Traits == nil {
			now.Traits = map[string]string{}
		}
		now.Traits["email_choice"], now.Traits["relay"] = before.Trait("email_choice"), before.Trait("relay")
		return now
	},
	Group: func(c client.Client) string {
		if group := c.Set["app_group"]; group != "" {
			return c.Team + " " + group
		}
		return c.ClientID
	},
	Standing: func(who persona.Person) ([]string, bool) {
		granted := who.Trait("granted")
		if granted == "" {
			return nil, false
		}
		scopes := []string{"openid"}
		for s := range strings.FieldsSeq(granted) {
			if s != nothing {
				scopes = append(scopes, s)
			}
		}
		return scopes, true
	},
	Renews: func(profile.Request, time.Duration) bool { return true }, // no session survives a login
	Items: []profile.ConsentItem{
		{Scope: "openid", Label: text.Both{JA: "このサービスへのサインイン", EN: "signing in to this service"}, Required: true},
		{Scope: "name", Label: text.Both{JA: "名前", EN: "name"}, Required: true},
		{Scope: "email", Label: text.Both{JA: "メールアドレス", EN: "e-mail address"}, Required: true},
	},
	Options: func(a profile.Authn) []profile.ConsentOption {
		if !a.Asks("scope", "email") || a.Person.Trait("relay") == "" {
			return nil
		}
		return []profile.ConsentOption{{Trait: "email_choice", Yes: hide, No: share, Selected: choice(a.Person) == hide,
			Label: text.Both{JA: "メールを非公開", EN: "Hide My Email"}, Else: text.Both{JA: "メールを共有", EN: "Share My Email"}}}
	},
	Fields: editableName,
}

// editableName lets a person give any name, as Apple does at the first consent.
// Source: https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple
func editableName(a profile.Authn) []profile.ConsentField {
	if !a.Asks("scope", "name") {
		return nil
	}
	return []profile.ConsentField{
		{Name: "family_name", Label: text.Both{JA: "姓", EN: "Last name"}, Value: a.Person.FamilyName,
			Write: func(who *persona.Person, value string) { who.FamilyName = value }},
		{Name: "given_name", Label: text.Both{JA: "名", EN: "First name"}, Value: a.Person.GivenName,
			Write: func(who *persona.Person, value string) { who.GivenName = value }},
	}
}
