package target

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"text/template"
)

// Account is what a scenario of ID linking (ID連携) needs to know of a Relying Party
// besides its login. What is left empty the Relying Party has not; rows that need it
// are not run, with the reason.
type Account struct {
	Link       map[string]Control // by provider: begins linking, for whoever is signed in
	Associate  map[string]Control // by provider: adds it by a relay's association token, for whoever is signed in
	Unlink     map[string]Control // by provider: takes the link away
	Notices    map[string]string  // by provider: address that takes its notifications
	Refresh    map[string]Control // by provider: brings up to date what the provider says of the member
	Identities Identities
	Friendship Friendship
	Register   Form               // sign-up with e-mail address and password
	Password   Form               // sign-in with them
	Confirm    Form               // proving once more who one is, before something sensitive
	Prove      map[string]Control // by provider: likewise, with an account that is linked
	Email      Form               // change of the e-mail address
	Recover    Form               // for who has forgotten the password
	Withdraw   Form               // 退会

	Merge         map[string]Control // by provider: leads to it, to prove that another membership is one's own too
	MergePassword Form               // likewise, with that membership's address and password
	MergeConfirm  Form               // the page that asks before the two are made one
	Actions       map[string]Action
}

// Identities is how the Relying Party tells which providers the member signed in has linked.
type Identities struct {
	Page   string            // address
	Linked map[string]string // by provider: CSS selector of what is there only when it is linked
}

// Form is something a person fills in, page by page (入力 → 確認 → 完了).
type Form struct {
	Page  string // address of its first page
	Steps []FormStep
}

// FormStep is one page of a form.
type FormStep struct {
	Mail   bool              // the page is the one that the link in the last mail leads to
	Select string            // CSS selector of the form or its button
	Fields map[string]string // by name in the form: template over [Values], e.g. "{{.Email}}"
	Fill   map[string]string // the same by CSS selector of an input
}

// Exists reports whether the Relying Party has the form.
func (f Form) Exists() bool { return len(f.Steps) > 0 }

// The actions: what a scenario wants done behind the Relying Party's pages.
const (
	ActionMember  = "member"  // make a member with verified address and password
	ActionSuspend = "suspend" // suspend a member
	ActionMails   = "mails"   // answers the mails sent to an address: [{"to","subject","text"}], oldest first
)

// Action is something done behind the pages: an HTTP call, or a command.
type Action interface {
	// Do returns the answer. The transport reaches the Relying Party.
	Do(ctx context.Context, transport http.RoundTripper, v Values) ([]byte, error)
}

// Values are what templates of forms and actions may use.
type Values struct {
	Email, Password, Name string
	GivenName, FamilyName string
	Member                string // as the session probe names the member
	Provider, Subject     string // where and as whom the person logs in
	Unique                string // letters and digits that no other row uses
	Calendar              Appointment
}

// valueTemplates says what templates of forms and actions may ask for.
const valueTemplates = "allowed: {{.Name}}, {{.GivenName}}, {{.FamilyName}}, {{.Email}}, {{.Password}}, {{.Unique}}, {{.Member}}, {{.Provider}}, {{.Subject}}, in calendar actions {{.Calendar.…}} (File, Account, Sender, Key, Title, Applicant, Guests, Room, Start, End, Meet; all at once by {{json .Calendar}}); " +
	"with json or urlquery before, as in {{urlquery .Email}}"

// Call is an action by HTTP. Address, header and body are templates over [Values].
type Call struct {
	Method  string // default POST
	Address string
	Header  map[string]string
	Body    string
}

// maxAnswer bounds the answer of an action, in bytes.
const maxAnswer = 1 << 20

// Do implements [Action]. Any status but 2xx is an error.
func (c Call) Do(ctx context.Context, transport http.RoundTripper, v Values) ([]byte, error) {
	method, texts := c.Method, []string{c.Address, c.Body}
	if method == "" {
		method = http.MethodPost
	}
	for i := range texts {
		var err error
		if texts[i], err = v.Fill(texts[i]); err != nil {
			return nil, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, texts[0], strings.NewReader(texts[1]))
	if err != nil {
		return nil, err
	}
	for name, value := range c.Header {
		if value, err = v.Fill(value); err != nil {
			return nil, err
		}
		req.Header.Set(name, value)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%s %s: want a status of 2xx, got %d", method, c.Address, resp.StatusCode)
	}
	return body, nil
}

// Fill executes a template over the values. An unknown field is an error.
func (v Values) Fill(text string) (string, error) {
	t, err := template.New("").Funcs(template.FuncMap{"json": inJSON}).Parse(text)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, v); err != nil {
		return "", err
	}
	return b.String(), nil
}

// inJSON writes a text as JSON does, quotes included, and {{json .Calendar}} as an object.
func inJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// Mail is one message that the Relying Party sent.
type Mail struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}
