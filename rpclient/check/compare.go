package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"torii/reports/event"
	"torii/rpclient/target"
)

// comparison is the check of two environments beside each other. Before GビズID opens
// production it is the only proof that production will behave as verification did.
var comparison = Check{"compare", Compared, "ENV-SAME", Knocks, says("環境の差", "differences between environments")}

// trait is something that two environments should have in common.
type trait struct{ name, provider, value string }

// field is the trait's name as differs of an environment gives it.
func (t trait) field() string {
	if t.provider == "" {
		return t.name
	}
	return t.provider + "." + t.name
}

// Compare looks at two environments and logs every trait in which they differ or agree.
// Both options share one log.
func Compare(ctx context.Context, a, b Options) error {
	var seen [2]map[string]trait
	var runs [2]*run
	for i, o := range []Options{a, b} {
		r, err := newRun(o)
		if err != nil {
			return err
		}
		runs[i] = r
	}
	first := runs[0]
	first.Log.Add("", "", event.RunStarted{Target: first.describe.Name + " (" + a.Env + ", " + b.Env + ")", Version: a.Version,
		Environment: map[string]string{"command": "torii check --compare", a.Env: a.File.URL, b.Env: b.File.URL}})
	broke := ""
	for i, r := range runs {
		r.row = "check-compare"
		all, err := r.traits(ctx)
		if err != nil {
			broke = r.Env + ": " + r.Masker.Scrub(err.Error())
			break
		}
		seen[i] = all
	}
	if broke != "" {
		first.tell(comparison, "", result{broke: broke})
	} else {
		first.differences(runs[1], seen[0], seen[1])
	}
	first.Log.Add("", "", event.RunEnded{Rows: first.rows})
	return ctx.Err()
}

// differences tells one row for each trait of either.
func (r *run) differences(other *run, mine, others map[string]trait) {
	names := map[string]trait{}
	maps.Copy(names, others)
	maps.Copy(names, mine)
	fields := make([]string, 0, len(names))
	for field := range names {
		fields = append(fields, field)
	}
	slices.Sort(fields)
	for _, field := range fields {
		t := names[field]
		if t.provider != "" && (!slices.Contains(r.kindless(), t.provider) || !slices.Contains(other.kindless(), t.provider)) {
			continue // that one offers it and the other does not is told once
		}
		c := comparison
		c.ID, c.Says = "compare-"+t.name, says(t.field()+" の差", "difference in "+t.field())
		found := compared(equal(says(r.Env+" と "+other.Env+" の "+t.field(), t.field()+" of "+r.Env+" and of "+other.Env), orDash(mine[field].value), others[field].value,
			says("設定をそろえるか、わざと違えるなら環境の differs に "+t.field()+" と書く", "bring the settings into line, or name "+t.field()+" in differs of an environment")))
		if slices.Contains(r.File.Chosen.Differs, field) || slices.Contains(other.File.Chosen.Differs, field) {
			found = result{lacks: says("差は宣言されている (differs)", "the difference is declared (differs)")}
		}
		r.tell(c, t.provider, found)
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// errUnreached is why an environment cannot be compared.
var errUnreached = errors.New("the environment was not reached")

// traits are what an environment shows: of itself, and of one login at each provider.
func (r *run) traits(ctx context.Context) (map[string]trait, error) {
	front := r.front(ctx)
	if !front.reached {
		return nil, fmt.Errorf("%w: %s", errUnreached, front.problem())
	}
	all := map[string]trait{}
	add := func(provider, name, value string) {
		t := trait{name, provider, r.neutral(value)}
		all[t.field()] = t
	}
	for _, header := range []string{"Strict-Transport-Security", "Content-Security-Policy"} {
		add("", strings.ToLower(header), front.x.header.Get(header))
	}
	add("", "tls", tlsVersion(front.x))
	add("", "providers", strings.Join(slices.Sorted(slices.Values(r.kindless())), " "))
	for _, id := range r.offered() {
		if err := r.loginTraits(ctx, id, func(name, value string) { add(kindless(id), name, value) }); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// loginTraits are those of one provider.
func (r *run) loginTraits(ctx context.Context, id string, add func(name, value string)) error {
	s := r.begin(ctx, id, r.newBrowser())
	if s.broke != "" {
		return fmt.Errorf("%w: %s", errUnreached, s.broke)
	}
	if !s.isRequest() {
		add("start", s.ended)
		return nil
	}
	add("start", "an authentication request")
	b := begun{provider: known(id), id: id, kind: r.File.Chosen.Kind, client: r.File.Chosen.Clients[id], starts: []start{s}, back: r.describe.Back[id],
		control: control(r.describe.Login[id]), hosts: r.File.Hosts(), script: scripted}
	add("endpoint", b.declaredEndpoint())
	add("redirect-uri", s.params.Get("redirect_uri"))
	for _, name := range alike {
		add(name, strings.Join(s.params[name], " | "))
	}
	names := make([]string, 0, len(s.params))
	for name := range s.params {
		names = append(names, name)
	}
	slices.Sort(names)
	add("parameters", strings.Join(names, " "))
	add("state", strconv.Itoa(len(s.params.Get("state")))+" characters")
	add("cookies", cookieTraits(s))
	if s.page != nil {
		if doc, err := s.page.Document(); err == nil {
			add("button", accessibleName(doc, doc.Find(b.control).First()))
		}
	}
	return r.callbackTraits(ctx, b, add)
}

// callbackTraits are those of a cancelled login.
func (r *run) callbackTraits(ctx context.Context, b begun, add func(name, value string)) error {
	for _, p := range probes() {
		if !p.cancelled {
			continue
		}
		k := r.send(ctx, p, b)
		if k.broke != "" {
			return fmt.Errorf("%w: %s", errUnreached, k.broke)
		}
		status := k.first.status
		if k.page != nil && k.page.Status != 0 {
			status = k.page.Status
		}
		add("cancelled", fmt.Sprintf("%d, for people: %t", status, target.ForPeople(k.page)))
		add("cache-control", k.first.header.Get("Cache-Control"))
		add("referrer-policy", k.first.header.Get("Referrer-Policy"))
	}
	return nil
}

// alike are the parameters whose values should be the same wherever the Relying Party runs.
var alike = []string{"scope", "response_type", "response_mode", "code_challenge_method", "prompt", "max_age", "acr_values", "access_type", "bail", "bot_prompt", "ui_locales"}

// neutral leaves out what must differ: the environment's own hosts.
func (r *run) neutral(value string) string {
	for i, host := range r.File.Hosts() {
		value = strings.ReplaceAll(value, host, "{host"+number(i)+"}")
		value = strings.ReplaceAll(value, url.QueryEscape(host), "{host"+number(i)+"}")
	}
	return value
}

// declaredEndpoint is the authorization endpoint, where it is the declared one: a word for it.
func (b begun) declaredEndpoint() string {
	if at := b.endpoint(b.kind, b.client.Service); at != "" && b.reaches(b.first().to, at) {
		return "as declared"
	}
	return b.first().to.String()
}

// kindless is a provider's id without its environment: the verification GビズID stands
// in for the production one.
func kindless(id string) string { return cmp.Or(known(id).as, id) }

func (r *run) kindless() []string {
	var all []string
	for _, id := range r.offered() {
		all = append(all, kindless(id))
	}
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

// cookieTraits are the attributes of the cookies, without their values.
func cookieTraits(s start) string {
	var all []string
	for _, c := range s.cookies {
		all = append(all, fmt.Sprintf("%s secure=%t httponly=%t samesite=%s path=%s", c.Name, c.Secure, c.HttpOnly, sameSite(c.Cookie), c.Path))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "; ")
}

func tlsVersion(x exchange) string {
	if x.tls == nil {
		return "none"
	}
	return fmt.Sprintf("%x", x.tls.Version)
}
