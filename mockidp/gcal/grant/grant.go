// Package grant is Google's token endpoint for service accounts: the JWT bearer grant
// (RFC 7523) with Google's checks in Google's order and Google's words.
//
// It hands out access tokens and knows what each may do; what is done with them is the
// API's business.
package grant

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"torii/fixtures/key"
	"torii/fixtures/text"
	"torii/fixtures/workspace"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Type is the grant type that the door claims.
const Type = "urn:ietf:params:oauth:grant-type:jwt-bearer"

// Addresses are those of the token endpoint, the current one first.
var Addresses = []string{
	"https://oauth2.googleapis.com/token",
	"https://www.googleapis.com/oauth2/v4/token",
	"https://accounts.google.com/o/oauth2/token",
	"https://oauth2.mtls.googleapis.com/token",
}

// Options are what the door is made of.
type Options struct {
	Directory *directory.Directory
	Now       func() time.Time
	Rand      *seed.Source
	Spell     func(real string) string // how callers see a real address
	Strict    bool                     // the audience is the very address that was called
	Life      time.Duration            // of an access token, as expires_in tells it
	Skew      time.Duration            // how far iat may lie ahead
	Texts     map[string]string        // by refusal: "T4b" in place of "T4", and the like
	Denied    int                      // HTTP status of access_denied
	Forbidden int                      // HTTP status of invalid_account
}

// Door is the token endpoint. It is safe for concurrent use.
type Door struct {
	Options

	mu     sync.Mutex
	tokens map[string]Token
	order  []string
}

// New returns a door that has handed nothing out.
func New(o Options) *Door { return &Door{Options: o, tokens: map[string]Token{}} }

// Token is what an access token stands for.
type Token struct {
	Account string // service account
	Subject string // the user acted as, or the account itself
	Scopes  []string
	Expires time.Time
	Life    time.Duration
}

// Delegated reports whether the token acts as a user.
func (t Token) Delegated() bool { return t.Subject != t.Account }

// maxTokens bounds how many tokens are remembered.
const maxTokens = 10_000

// Find returns what a token stands for, expired or not.
func (d *Door) Find(access string) (Token, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t, ok := d.tokens[access]
	return t, ok
}

// Expire ends every token of a service account at once, "" for all.
func (d *Door) Expire(account string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for access, t := range d.tokens {
		if account == "" || t.Account == account {
			t.Expires = d.Now()
			d.tokens[access] = t
		}
	}
}

func (d *Door) issue(t Token) string {
	access := "ya29.c.b0" + d.Rand.String(seed.Base64URL, 120)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.order) == maxTokens {
		delete(d.tokens, d.order[0])
		d.order = d.order[1:]
	}
	d.tokens[access] = t
	d.order = append(d.order, access)
	return access
}

// Refusal is a documented error of the endpoint.
type Refusal struct {
	ID          string // of the dossier's table, T1 to T25
	Status      int
	Code        string
	Description string
	Why         text.Both
}

// Answer is what the endpoint says, and for whom.
type Answer struct {
	Account, Subject string
	Scopes           []string
	Members          token.Object
	Refusal          *Refusal
}

// Serve answers one token request; address is the real address it came to.
func (d *Door) Serve(address string, form url.Values) Answer {
	a, claims := Answer{}, assertion{}
	for _, check := range []func(*Door, *assertion, *Answer) *Refusal{
		(*Door).structure, (*Door).signature, (*Door).window, (*Door).scope, (*Door).audience, (*Door).downscoping, (*Door).subject,
	} {
		claims.form, claims.address = form, address
		if r := check(d, &claims, &a); r != nil {
			a.Refusal = d.worded(r)
			return a
		}
	}
	d.grant(&claims, &a)
	return a
}

// assertion is the JWT on its way through the checks.
type assertion struct {
	form    url.Values
	address string
	compact string
	header  map[string]any
	claims  map[string]any
	account workspace.Account
}

func (c *assertion) text(name string) string {
	s, _ := c.claims[name].(string)
	return s
}

// seconds reads a time that may be a number or a string of digits.
func (c *assertion) seconds(name string) (time.Time, bool) {
	var n json.Number
	switch v := c.claims[name].(type) {
	case json.Number:
		n = v
	case string:
		n = json.Number(v)
	}
	f, err := n.Float64()
	if err != nil || f < 0 || f > 1<<40 {
		return time.Time{}, false
	}
	return time.Unix(int64(f), 0), true
}

func (d *Door) structure(c *assertion, _ *Answer) *Refusal {
	if g := c.form.Get("grant_type"); g != Type {
		return refuse("T1", "Invalid grant_type: "+g)
	}
	c.compact = c.form.Get("assertion")
	parts := strings.Split(c.compact, ".")
	if len(parts) != 3 {
		return refuse("T2", "")
	}
	// Padding and line ends make the signature wrong, not the structure.
	for i := range parts {
		parts[i] = strings.TrimRight(strings.NewReplacer("\n", "", "\r", "").Replace(parts[i]), "=")
	}
	header, ok := token.DecodeObject(parts[0])
	claims, good := token.DecodeObject(parts[1])
	if !ok || !good || !token.IsBase64(parts[2]) {
		return refuse("T2", "")
	}
	c.header, c.claims = header, claims
	return nil
}

func (d *Door) signature(c *assertion, a *Answer) *Refusal {
	if alg, _ := c.header["alg"].(string); alg != string(token.RS256) {
		return refuse("T3", "")
	}
	account, ok := d.Directory.Account(c.text("iss"))
	if !ok {
		return refuse("T4", "")
	}
	a.Account, c.account = account.Email, account
	if !d.signed(c) {
		return refuse("T3", "")
	}
	if account.State != workspace.Active {
		return refuse("T4", "")
	}
	return nil
}

// signed tries every active key, or the one the header names: a P12 has no key id to name.
func (d *Door) signed(c *assertion) bool {
	kid, _ := c.header["kid"].(string)
	return slices.ContainsFunc(c.account.Keys, func(k workspace.Key) bool {
		if k.State != workspace.Active || kid != "" && kid != d.Directory.KeyID(k) {
			return false
		}
		public, err := key.ServicePublic(k.File)
		return err == nil && token.VerifiesRSA(c.compact, public)
	})
}

// lifetime is the longest exp−iat that is taken: documented are 60 minutes, refused is what exceeds 65.
const lifetime = 65 * time.Minute

func (d *Door) window(c *assertion, _ *Answer) *Refusal {
	iat, ok := c.seconds("iat")
	if !ok {
		return refuse("T5", "")
	}
	exp, ok := c.seconds("exp")
	if !ok {
		return refuse("T6", "")
	}
	now := d.Now()
	if iat.After(now.Add(d.Skew)) || !exp.After(now) || exp.Before(iat) || exp.Sub(iat) > lifetime {
		return refuse("T7", "")
	}
	return nil
}

func (d *Door) scope(c *assertion, a *Answer) *Refusal {
	a.Scopes = strings.Fields(c.text("scope"))
	if len(a.Scopes) == 0 {
		return refuse("T8", "")
	}
	return nil
}

func (d *Door) audience(c *assertion, _ *Answer) *Refusal {
	aud := c.text("aud")
	if aud == c.address || aud == d.Spell(c.address) {
		return nil
	}
	if !d.Strict {
		for _, real := range Addresses {
			if aud == real || aud == d.Spell(real) {
				return nil
			}
		}
	}
	return refuse("T9", "")
}

func (d *Door) downscoping(c *assertion, _ *Answer) *Refusal {
	if c.form.Has("scope") && c.text("sub") != "" {
		return refuse("T8", "Invalid downscoping, scopes should not be specified as a request parameter.")
	}
	return nil
}

func (d *Door) subject(c *assertion, a *Answer) *Refusal {
	a.Subject = c.text("sub")
	if a.Subject == "" || a.Subject == a.Account {
		a.Subject = a.Account
		return nil
	}
	switch d.Directory.SortOf(a.Subject) {
	case directory.NoEmail:
		return refuse("T16", "")
	case directory.Nobody:
		return refuse("T15", "")
	}
	u, _ := d.Directory.User(a.Subject)
	switch u.State {
	case workspace.Deleted:
		return refuse("T17", "")
	case workspace.LongDeleted:
		return refuse("T18", "")
	}
	if slices.ContainsFunc(a.Scopes, func(s string) bool { return !known(s) }) {
		return refuse("T8", "")
	}
	return d.delegation(c, a, u)
}

func (d *Door) delegation(c *assertion, a *Answer, u workspace.User) *Refusal {
	switch d.Directory.Delegated(c.account.ClientID, a.Subject, a.Scopes) {
	case directory.NotAuthorized:
		return refuse("T11", "")
	case directory.SomeScopes:
		return refuse("T13", "")
	}
	if u.State == workspace.NeverSignedIn {
		return refuse("T13", "")
	}
	return nil
}

// known reports whether Google has such a scope: of those that matter here, all its own.
func known(scope string) bool {
	return strings.HasPrefix(scope, "https://www.googleapis.com/auth/") || slices.Contains([]string{"openid", "email", "profile"}, scope)
}

// grant writes the honest answer: a token, or without a subject and with a scope that
// does not exist an ID token alone.
func (d *Door) grant(c *assertion, a *Answer) {
	if a.Subject == a.Account && slices.ContainsFunc(a.Scopes, func(s string) bool { return !known(s) }) {
		a.Members = token.Object{{Name: "id_token", Value: d.idToken(c, a)}}
		return
	}
	access := d.issue(Token{a.Account, a.Subject, a.Scopes, d.Now().Add(d.Life), d.Life})
	a.Members = token.Object{{Name: "access_token", Value: access}, {Name: "expires_in", Value: int(d.Life / time.Second)},
		{Name: "token_type", Value: "Bearer"}}
}

// idToken is signed with the key that Google's ordinary ID tokens carry.
func (d *Door) idToken(c *assertion, a *Answer) string {
	private, err := key.Private("google-current")
	if err != nil {
		return ""
	}
	signer := token.Key{Private: private}
	if signer.ID, err = token.KeyID(signer, 40); err != nil {
		return ""
	}
	now := d.Now().Unix()
	signed, err := token.Compact(token.Signing{Alg: token.RS256, Key: signer,
		Header: token.Object{{Name: "alg", Value: "RS256"}, {Name: "kid", Value: signer.ID}, {Name: "typ", Value: "JWT"}}},
		token.Object{
			{Name: "aud", Value: c.text("scope")}, {Name: "azp", Value: a.Account}, {Name: "email", Value: a.Account},
			{Name: "email_verified", Value: true}, {Name: "exp", Value: now + 3600}, {Name: "iat", Value: now},
			{Name: "iss", Value: d.Spell("https://accounts.google.com")}, {Name: "sub", Value: c.account.ClientID}})
	if err != nil {
		return ""
	}
	return signed
}

// Refuse is the refusal of that id as it would answer a form.
func (d *Door) Refuse(id string, form url.Values) *Refusal {
	if id == "T1" {
		return refuse(id, "Invalid grant_type: "+form.Get("grant_type"))
	}
	return d.worded(refuse(id, ""))
}

// Body is the JSON of a refusal.
func (r Refusal) Body() token.Object {
	return token.Object{{Name: "error", Value: r.Code}, {Name: "error_description", Value: r.Description}}
}

// worded gives a refusal the text and status that the switches ask for.
func (d *Door) worded(r *Refusal) *Refusal {
	if t := d.Texts[r.ID]; t != "" {
		r.Description = t
	}
	if r.Code == "access_denied" && d.Denied != 0 {
		r.Status = d.Denied
	}
	if r.Code == "invalid_account" && d.Forbidden != 0 {
		r.Status = d.Forbidden
	}
	return r
}

// refuse returns the refusal of that id; a description of the moment replaces the listed one.
func refuse(id, description string) *Refusal {
	r, ok := Find(id)
	if !ok {
		return &Refusal{ID: id, Status: http.StatusInternalServerError, Code: "internal_failure"}
	}
	if description != "" {
		r.Description = description
	}
	return &r
}

// Claimed reads whom an assertion says it is from and for, unchecked.
func Claimed(compact string) (account, subject string) {
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return "", ""
	}
	claims, _ := token.DecodeObject(parts[1])
	account, _ = claims["iss"].(string)
	subject, _ = claims["sub"].(string)
	return account, subject
}
