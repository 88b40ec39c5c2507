package control

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp/op"
)

// Notice has a provider tell a Relying Party of itself what became of a person.
type Notice struct {
	Provider string `json:"provider" required:"true" doc:"id of a provider that sends notifications: apple, google"`
	Client   string `json:"client,omitempty" doc:"client_id of the Relying Party; default the provider's first"`
	Persona  string `json:"persona" required:"true" doc:"id of one of the provider's people"`
	Subject  string `json:"subject,omitempty" doc:"in place of the persona's own"`
	Kind     string `json:"kind" required:"true" doc:"what happened, as the provider spells it: consent-revoked, tokens-revoked"`
	Variant  string `json:"variant,omitempty" doc:"a message that differs from the usual one, by its name in either language"`
	Ago      string `json:"ago,omitempty" doc:"a duration such as 24h: how long ago it happened"`
	To       string `json:"to" required:"true" doc:"address on the own machine that takes it"`
}

// Told is how a notification was taken.
type Told struct {
	Status int `json:"status" doc:"of the Relying Party's answer"`
}

// sending is how long a Relying Party may take over a notification.
const sending = 10 * time.Second

func (o Options) notify(n Notice) (told Told, err error) {
	p, err := o.Mock.Provider(n.Provider)
	if err != nil {
		return told, err
	}
	who, ok := persona.Find(p.People, n.Persona)
	if !ok {
		return told, fmt.Errorf("persona: %s has no %q", n.Provider, n.Persona)
	}
	who.Subject = cmp.Or(n.Subject, who.Subject)
	ago, err := time.ParseDuration(cmp.Or(n.Ago, "0s"))
	if err != nil {
		return told, fmt.Errorf("ago: got %q; want a duration such as 24h", n.Ago)
	}
	message, err := p.Notice(op.Telling{ClientID: cmp.Or(n.Client, p.Clients[0].ClientID), Person: who, Kind: n.Kind, Variant: n.Variant, At: p.Now().Add(-ago)})
	if err != nil {
		return told, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), sending)
	defer cancel()
	told.Status, err = p.Send(ctx, nil, n.To, message)
	return told, err
}
