package op

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
)

// maxAnswer bounds what is read of a Relying Party's answer to a message, in bytes.
const maxAnswer = 64 << 10

// Telling is what a message to a Relying Party says.
type Telling struct {
	Row      string // the scenario row it belongs to
	ClientID string
	Person   persona.Person
	Kind     string
	Variant  string // name of one of the profile's variants, "" for the usual message
	At       time.Time
}

// Message is a message ready to be sent, as often as one likes.
type Message struct {
	ContentType string
	Body        []byte
}

// Notice makes the message; a kind or variant that the provider has not is an error.
func (p *Provider) Notice(t Telling) (Message, error) {
	rules := p.Profile.Notices
	if rules == nil {
		return Message{}, fmt.Errorf("%s sends no messages of itself", p.Profile.ID)
	}
	if !slices.Contains(rules.Kinds, t.Kind) {
		return Message{}, fmt.Errorf("%s tells nothing called %q; allowed: %q", p.Profile.ID, t.Kind, rules.Kinds)
	}
	known, ok := p.clients[t.ClientID]
	if !ok {
		return Message{}, fmt.Errorf("%s: no client %q", p.Profile.ID, t.ClientID)
	}
	planned, err := variantOf(rules, t.Variant)
	if err != nil {
		return Message{}, fmt.Errorf("%s: %w", p.Profile.ID, err)
	}
	c := &call{Provider: p, set: *p.set.Load(), row: t.Row}
	issue := profile.Issue{Client: known.Client, Person: t.Person, Now: p.Now(), Set: c.set, Names: p.Names,
		Issuer: p.Names.Issuer(p.Profile.Issuer), Rand: p.Rand, Subject: t.Person.Subject}
	if of := p.Profile.People.SubjectFor; of != nil {
		issue.Subject = of(issue)
	}
	p.state.mu.Lock()
	issue.RefreshToken, _ = c.living(issue.Client.ClientID+" "+t.Person.Subject, issue.Now)
	p.state.mu.Unlock()
	claims := rules.Claims(profile.Notice{Issue: issue, Kind: t.Kind, At: t.At, Person: t.Person})
	compact, err := c.bent(c.signing(issue), claims, bend.Notice, planned, c.context(issue, planned))
	if err != nil {
		return Message{}, err
	}
	kind, body := rules.Body(compact)
	return Message{kind, body}, nil
}

func variantOf(rules *profile.Notices, name string) (plan.Plan, error) {
	if name == "" {
		return plan.Plan{}, nil
	}
	for _, v := range rules.Variants {
		if v.Name.JA == name || v.Name.EN == name {
			v.Bend.In = bend.Notice
			return plan.Plan{Bends: []plan.Named{{ID: v.Name.EN, Bend: v.Bend}}}, nil
		}
	}
	return plan.Plan{}, fmt.Errorf("no message is called %q", name)
}

// Send carries a message to an address and returns the status of the answer. The
// carrier is the provider's own way out where none is given.
func (p *Provider) Send(ctx context.Context, carrier http.RoundTripper, address string, m Message) (status int, err error) {
	if carrier == nil {
		carrier = p.Outbound
	}
	if carrier == nil {
		return 0, errors.New("this mock has no way to send anything of itself")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(m.Body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", m.ContentType)
	answer, err := carrier.RoundTrip(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }() // what was read is read
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer))
	return answer.StatusCode, err
}
