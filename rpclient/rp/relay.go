package rp

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Relay is what is agreed with a provider that vouches for other providers' people and
// keeps, for each of them, whose member they are (ソーシャルPLUS).
type Relay struct {
	Target  string   // name of that login provider in the Web API's calls about links
	Via     []string // names of the login provider that this button leads to
	API     string   // base address of the Web API
	Key     string   // of the Web API; never in a browser
	OneTime bool     // signs in by one-time token instead of OpenID Connect
}

// apart are the steps of one protocol that the other has no use for, by the beginning
// of their names.
var apart = map[bool][]string{
	true:  {"start.nonce", "start.pkce", "callback.iss", "callback.error", "callback.code", "token.", "idtoken.", "userinfo.", "refresh.", "business."},
	false: {"onetime."},
}

// meets reports whether a step is one of the protocol spoken with this provider.
func (p Provider) meets(step string) bool {
	if strings.HasPrefix(step, "relay.") {
		return p.Relay != nil
	}
	oneTime := p.Relay != nil && p.Relay.OneTime
	return !slices.ContainsFunc(apart[oneTime], func(prefix string) bool { return strings.HasPrefix(step, prefix) })
}

// callbackAddress is the login address of one-time tokens, whose callback carries the
// state in its own query: the relay knows no state.
func (l *Login) callbackAddress() url.Values {
	back := l.RedirectURI() + "?" + url.Values{"state": {l.Query.Get("state")}}.Encode()
	return url.Values{"callback": {back}}
}

// oneTimeStatus refuses every status but authorized, token or not. What the reason says
// is nobody's business but the operator's: its words are not documented.
func oneTimeStatus(l *Login) error {
	for _, name := range []string{"status", "token"} {
		if n := len(l.Params[name]); n > 1 {
			return fmt.Errorf("want %s at most once, got it %d times", name, n)
		}
	}
	if status := l.Params.Get("status"); status != "authorized" {
		err := fmt.Errorf("want status authorized, got %.32q, reason %.64q", status, l.Params.Get("reason"))
		if l.Mode == ModeLink {
			return errNotAdded(err)
		}
		return &Failure{Status: http.StatusOK, Err: err}
	}
	return nil
}

// oneTimeRedeem asks who came, once, from the server. Only its answer says so: whatever
// else the browser brought is not looked at.
func oneTimeRedeem(l *Login) error {
	token := l.Params.Get("token")
	if token == "" {
		return errors.New("want a token, got none")
	}
	ctx, cancel := l.Deadline()
	defer cancel()
	answer, err := l.AskRelay(ctx, l.HTTPClient(), "authenticated_user", url.Values{"token": {token}, "add_profile": {"true"}})
	if err != nil {
		return err
	}
	return l.TakeRelayUser(answer)
}

// TakeRelayUser reads the answer to a one-time token into what an ID token would have said.
func (l *Login) TakeRelayUser(answer Object) error {
	user := answer.Object("user")
	id := user.Text("identifier")
	if !relayID(id) {
		return errors.New("identifier: want 40 lower-case hexadecimal digits, got something else")
	}
	l.Subject = id
	l.Claims = Object{"sub": id, "primary_key": user["primary_key"], "provider": user["last_logged_in_provider"]}
	l.relayProfile(answer)
	return nil
}

// relayProfile takes what there is of personal data: each of it may be missing.
func (l *Login) relayProfile(from Object) {
	person := from.Object("profile")
	for claim, names := range map[string][]string{"name": {"full_name", "full_name_kanji", "user_name"}, "name#ja-Kana-JP": {"full_name_kana"}} {
		for _, name := range names {
			if text := person.Text(name); text != "" {
				l.Claims[claim] = text
				break
			}
		}
	}
	list, _ := from["email"].([]any)
	for _, entry := range list {
		if mail, ok := entry.(map[string]any); ok && Object(mail).Text("email") != "" {
			l.Claims["email"], l.Claims["email_verified"] = mail["email"], mail["verified"]
			return
		}
	}
}

// oneTimeProfile asks what the login provider of this very login says. A failure, or
// nothing said, is no reason to refuse anybody.
func oneTimeProfile(l *Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	answer, err := l.AskRelay(ctx, l.HTTPClient(), "profile_from_providers",
		url.Values{"identifier": {l.Subject}, "target_provider": {l.Provider.Relay.Via[0]}})
	if err != nil {
		return nil //nolint:nilerr // personal data are optional
	}
	l.relayProfile(answer.Object(l.Provider.Relay.Via[0]))
	return nil
}

// relayID reports whether a text looks like a ソーシャルPLUS ID.
func relayID(id string) bool {
	return len(id) == 40 && strings.Trim(id, "0123456789abcdef") == ""
}

// relayProvider refuses what another login provider said than the one that the person
// was sent to (RFC 9700, 4.4).
func relayProvider(l *Login) error {
	if used := l.Claims.Text("provider"); !slices.Contains(l.Provider.Relay.Via, used) {
		return mismatch("provider", l.Provider.Relay.Via[0], used)
	}
	return nil
}

// RelayError is a refusal of the relay's Web API. Its code tells which; the text is for
// people, and the HTTP status of one code differs from version to version.
type RelayError struct {
	Status, Code int
}

func (e *RelayError) Error() string {
	return fmt.Sprintf("want success, got error code %d with HTTP status %d", e.Code, e.Status)
}

// The codes of the Web API that this Relying Party tells apart.
const badToken = 4

// AskRelay calls the relay's Web API with the key, which never leaves the server. A
// one-time token that is no good is an ordinary refusal; every other trouble is a
// *Failure with status 502 or 504, around a *RelayError where the API said why.
func (l *Login) AskRelay(ctx context.Context, client *http.Client, resource string, params url.Values) (Object, error) {
	params.Set("key", l.Provider.Relay.Key)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.Provider.Relay.API+resource+"?"+params.Encode(), nil)
	if err != nil {
		return nil, fail(http.StatusInternalServerError, resource, errors.New("want an address, got a broken one"))
	}
	resp, err := client.Do(req)
	if err != nil {
		// The error of net/http quotes the address, and with it the key.
		if quoted, ok := errors.AsType[*url.Error](err); ok {
			err = quoted.Err
		}
		return nil, upstream(ctx, resource, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return nil, upstream(ctx, resource, err)
	}
	answer, err := ParseObject(body)
	if resp.StatusCode == http.StatusOK && err == nil && answer.Text("status") == "ok" {
		return answer, nil
	}
	refused := &RelayError{Status: resp.StatusCode}
	if code, ok := answer.Object("error")["code"].(json.Number); ok {
		n, _ := code.Int64()
		refused.Code = int(n)
	}
	if refused.Code == badToken {
		return nil, refused
	}
	return nil, upstream(ctx, resource, refused)
}

// RelayKey is the member that the relay says the person is, "" where there is none:
// absent, null and empty are all one (docs.socialplus.jp, overview/registration).
func (l *Login) RelayKey() string { return l.Claims.Text("primary_key") }

// EnterAs signs the person in as the member of that id, who is made if there is none.
func (l *Login) EnterAs(member string) error {
	l.Member = member
	return l.exec("make the member", `INSERT INTO member (id, name, created_at) VALUES (?, '', ?) ON CONFLICT (id) DO NOTHING`, member, l.Now.Unix())
}

// relayMember finds the member that a linked person is. An unlinked one becomes a new
// member: what this service remembers of an old link does not count.
func (l *Login) relayMember(newcomer string) (member string, err error) {
	key := l.RelayKey()
	if key == "" {
		if err := l.exec("forget the old link", `DELETE FROM identity WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject); err != nil {
			return "", err
		}
		member, err = l.claimIdentity(newcomer)
		return member, database("find the identity", err)
	}
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT id FROM member WHERE id = ?`, key).Scan(&member)
	if errors.Is(err, sql.ErrNoRows) {
		// Who was that member is gone: the link is worth nothing, and whoever came is new.
		if err := l.unmapGone(); err != nil {
			return "", err
		}
		return l.relayMember(newcomer)
	}
	if err != nil {
		return "", database("find the member", err)
	}
	// The relay says whose the identity is; ours follows.
	if err := l.exec("follow the link", `DELETE FROM identity WHERE issuer = ? AND (subject = ? AND member <> ? OR member = ? AND subject <> ?)`,
		l.Provider.Issuer, l.Subject, member, member, l.Subject); err != nil {
		return "", err
	}
	_, err = l.claimIdentity(member)
	return member, database("save the identity", err)
}

// relayLink links a new member at the relay; until that is done there is no session
// (docs.socialplus.jp, social-login/overview). The new member stands and falls with it:
// both are one transaction.
func relayLink(l *Login) error {
	if l.RelayKey() != "" {
		return nil
	}
	return l.MapMember()
}
