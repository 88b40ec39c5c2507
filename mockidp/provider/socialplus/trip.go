package socialplus

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

// trip is one person on the way to a login provider and back.
type trip struct {
	variant string // of the route it began at
	params  url.Values
	items   []string // of personal data that are wanted
	login   string
	nonce   string
	onto    string // ソーシャルPLUS ID that the account is to be added to; "" for a login
	expires time.Time
}

const (
	tripLife    = 10 * time.Minute
	stateLength = 32
)

// away sends a person of method A on to the login provider of the path.
func away(d profile.Desk, r profile.Request) profile.Reply {
	var items []string
	for _, scope := range r.Words("scope") {
		items = append(items, ofScope[scope]...)
	}
	return setOut(d, trip{variant: r.Variant, params: r.Params, items: items})
}

// setOut puts the request aside and redirects to the login provider, as a Relying
// Party does: with a state and a nonce of its own.
func setOut(d profile.Desk, t trip) profile.Reply {
	s, u, _ := place(t.variant)
	state := d.Rand().String(seed.Alnum, stateLength)
	t.nonce, t.login, t.expires = d.Rand().String(seed.Alnum, stateLength), d.Login(), d.Now().Add(tripLife)
	m := d.Memory().(*memory)
	m.mu.Lock()
	m.trips.Put(state, t)
	m.mu.Unlock()

	c, _ := d.Client(s.ClientID)
	query := url.Values{
		"response_type": {"code"}, "client_id": {u.Setting[s.ID].ClientID}, "redirect_uri": {d.Names().Browser(s.callback(u))},
		"scope": {strings.Join(u.asks(t.items, c.Set), " ")}, "state": {state}, "nonce": {t.nonce},
	}
	for name, value := range u.Extra {
		query.Set(name, value)
	}
	for _, name := range passed(d.Set(), t.variant, u) {
		if t.params.Has(name) {
			query.Set(name, t.params.Get(name))
		}
	}
	return redirect(d.Names().Browser(u.Authorize) + "?" + query.Encode())
}

// passed are the parameters that go on to the login provider as they came.
func passed(set profile.Settings, variant string, u upstream) []string {
	names := set.Words("relay_passthrough")
	if _, _, kind := place(variant); kind != "" && u.ID == "line" {
		names = append(slices.Clone(names), "bot_prompt")
	}
	return names
}

func redirect(to string) profile.Reply {
	return profile.Reply{Status: http.StatusFound, Raw: []byte{}, Header: http.Header{"Location": {to}}}
}

// back answers the login provider's callback, a redirect or a posted form.
func back(d profile.Desk, r *http.Request) profile.Reply {
	form := d.Form(r)
	m := d.Memory().(*memory)
	m.mu.Lock()
	t, ok := m.trips.Values[form.Get("state")]
	m.trips.Drop(form.Get("state"))
	m.mu.Unlock()
	if s, u, _ := place(t.variant); !ok || d.Now().After(t.expires) || d.Route().URL != s.callback(u) {
		return lost(d)
	}
	d.Follow(t.login)
	if code := form.Get("error"); code != "" {
		_, u, _ := place(t.variant)
		return failed(d, t, slices.ContainsFunc(u.Cancels, func(c string) bool { return strings.EqualFold(c, code) }),
			"error="+code)
	}
	if form.Get("code") == "" {
		return failed(d, t, true, "neither code nor error") // Yahoo! JAPAN tells a cancel so
	}
	found, err := fetch(r.Context(), d, t, form)
	if err != nil {
		return failed(d, t, false, err.Error())
	}
	return arrived(d, t, found)
}

// lost answers a return of which Social PLUS knows nothing.
func lost(d profile.Desk) profile.Reply {
	d.Because("unknown_session", text.Both{JA: "ログインプロバイダから戻ったが、始めた記録が無いか期限が切れている",
		EN: "came back from the login provider, but nothing was begun or it has expired"})
	return page(http.StatusBadRequest, "セッションが確認できません")
}

// failed tells the Relying Party that nothing came of it; no state changes.
func failed(d profile.Desk, t trip, cancelled bool, detail string) profile.Reply {
	why := text.Both{JA: "ログインプロバイダでのログインが成立しなかった: " + detail, EN: "no login came of it at the login provider: " + detail}
	if _, _, kind := place(t.variant); kind != "" {
		return refusedOld(d, t, reason(d.Set(), cancelled), why)
	}
	name := d.Set()["upstream_error"]
	if cancelled {
		name = "access_denied"
	}
	e, _ := callback.Find(name)
	return d.Decline(t.params, t.variant, profile.Refusal{Channel: profile.ToCallback, Code: e.Code, Description: e.Description, Why: why})
}

// arrived finds or issues the ソーシャルPLUS ID and sends the person back.
func arrived(d profile.Desk, t trip, found *identity) profile.Reply {
	s, _, kind := place(t.variant)
	m := d.Memory().(*memory)
	m.mu.Lock()
	who, refused := m.worlds[s.ID].receive(d, t, kind, found)
	m.mu.Unlock()
	switch {
	case refused == alreadyAssociated && d.Set().Is("taken_account", "page"):
		d.Because(refused, text.Both{JA: "ほかの人のアカウントである", EN: "the account is somebody else's"})
		return page(http.StatusConflict, "このアカウントは追加できません")
	case refused != "":
		return refusedOld(d, t, refused, text.Both{JA: "この入口では受け付けられない: " + refused, EN: "not by this entrance: " + refused})
	case kind != "":
		return handOver(d, t, who)
	}
	m.mu.Lock()
	as := personOf(who, found.Provider)
	m.mu.Unlock()
	return d.Proceed(t.params, t.variant, as, strings.Fields(t.params.Get("scope")))
}

// Why nothing was added: the account is somebody else's, or the user has another one at
// that login provider; the association token is not good. Their words on the wire are
// not documented.
const (
	alreadyAssociated = "already_associated"
	invalidToken      = "invalid_token"
)

// receive is the transition of a user at a return from a login provider. The second
// result says why there is none.
func (w *world) receive(d profile.Desk, t trip, kind string, found *identity) (*user, string) {
	who := w.owner(found.Provider, found.UID)
	switch {
	case kind == kindLogin && who == nil:
		return nil, "not_registered"
	case kind == kindRegistration && who != nil:
		return nil, "already_registered"
	case kind == kindAssociate:
		onto := w.users.Values[t.onto]
		switch {
		case onto == nil:
			return nil, invalidToken
		case who != nil && who != onto, who == nil && onto.at(found.Provider) != nil:
			return nil, alreadyAssociated
		}
		who = onto
	case who == nil:
		who = w.issue(d.Rand(), d.Now())
	}
	if old := who.at(found.Provider); old != nil {
		found.Data = found.Data.or(stored(d.Set(), old.Data))
		*old = *found
	} else {
		w.attach(who, found)
	}
	who.visited(found.Provider, t.login, d.Now())
	return who, ""
}

// stored is what of earlier data is kept where a login brings none.
func stored(set profile.Settings, before data) data {
	if set.Is("keep_profiles", "off") {
		return data{}
	}
	return before
}
