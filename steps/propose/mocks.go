package propose

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"torii/fixtures/persona"
	port "torii/mockidp/control"
	"torii/mockidp/plan"
)

// plant tells the mocks who comes in a login, and what they do.
func (p *proposer) plant(ctx context.Context, in *trail, login, provider string, who persona.Person, does plan.Deed) error {
	id := p.run + "/" + login
	body, err := json.Marshal(port.Order{Login: id, Provider: provider, Persona: who.ID, Does: string(does)})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.Control+"/plans", bytes.NewReader(body))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("the control port of the mocks does not answer: start torii serve, or name it with --control: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(res.Body, maxComplaint))
		return fmt.Errorf("the mocks refuse the login of %s: %s", who.ID, said)
	}
	in.Login(id)
	return nil
}

// maxComplaint bounds what is read of a refusal, in bytes.
const maxComplaint = 4096

// people returns two people of a provider who say yes.
func people(provider string) (a, b persona.Person, err error) {
	all, err := persona.Default(provider)
	if err != nil {
		return a, b, err
	}
	var willing []persona.Person
	for _, who := range all {
		if !who.Cancels {
			willing = append(willing, who)
		}
	}
	const two = 2
	if len(willing) < two {
		return a, b, fmt.Errorf("%s has only %d people who log in", provider, len(willing))
	}
	return willing[0], willing[1], nil
}
