package op

import (
	"net/http"
	"net/url"

	"torii/fixtures/text"
)

// Panel is what a provider's login page offers to people besides the imitation.
type Panel struct {
	Offers []Offer
	// Plan has faults happen in a login; none takes back what was planned.
	Plan func(login string, faults []string) error
}

// Offer is a fault that can be planned by click.
type Offer struct {
	ID   string
	Name text.Both
}

// panelShown is the panel on one page.
type panelShown struct {
	Offers []Offer
	Note   text.Both // what became of the click
}

// panelShown is nil where nothing is offered: to requests that bring a login id, and where the panel is off.
func (c *call) panelShown() *panelShown {
	if c.Panel == nil || c.key == "" {
		return nil
	}
	return &panelShown{Offers: c.Panel.Offers, Note: c.note}
}

// offered takes a click on the panel, from the page itself alone.
func (c *call) offered(r *http.Request, form url.Values) {
	if c.Panel == nil || c.key == "" || form.Get("torii_panel") == "" || r.Header.Get("Sec-Fetch-Site") != "same-origin" {
		return
	}
	var faults []string
	if id := form.Get("torii_fault"); id != "" {
		faults = []string{id}
	}
	switch err := c.Panel.Plan(c.login, faults); {
	case err != nil:
		c.note = text.Both{JA: "仕込めなかった：" + err.Error(), EN: "not planned: " + err.Error()}
	case faults == nil:
		c.note = text.Both{JA: "このログインでは何も起こさない", EN: "nothing happens in this login"}
	default:
		c.note = text.Both{JA: "このログインに仕込んだ：" + faults[0] + "。上の画面で続ける", EN: "planned for this login: " + faults[0] + "; go on above"}
	}
}
