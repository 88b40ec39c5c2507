package bench

import (
	"fmt"
	"net/url"
	"slices"

	"torii/mockidp"
	"torii/mockidp/door"
	"torii/mockidp/op"
	"torii/mockidp/serve"
	"torii/rpclient/target"
)

// named is whom a run's browsers may ask: the Relying Party, the mocks, and the hosts
// that the file names besides. What leads elsewhere is told, and nothing looked up: a
// Relying Party that forgot one address must not send forged logins to a real provider.
type named struct {
	file   target.File
	about  target.Description
	mock   *mockidp.Mock
	mocked func(*url.URL) bool
	path   *door.Path // nil where the mocks have their real names
}

// admit is a *target.ElsewhereError for an address that is nobody's.
func (n named) admit(u *url.URL) error {
	if n.mocked(u) || n.path != nil && n.path.Leads(u) || n.own(u) {
		return nil
	}
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	e := &target.ElsewhereError{Address: plain.String()}
	if p := n.provider(u.Hostname()); p != nil {
		e.Provider, e.Says = true, n.pointsAt(p, e.Address)
		return e
	}
	e.Says = fmt.Sprintf("RPが導いた先 %[1]s は、RPのものでも模擬プロバイダーのものでもなく、何も送っていない"+
		" / the RP leads to %[1]s, a host that is neither its own nor mocked; nothing was asked of it", e.Address)
	switch {
	case n.file.Chosen != nil:
		e.Says += fmt.Sprintf(more, "environments.*.hosts")
	case n.path != nil:
		e.Says += fmt.Sprintf(more, "egress.allow")
	}
	return e
}

// more is what to do about a host that is all right.
const more = "。サービスの一部なら torii.yaml の %[1]s に書く / name it in %[1]s of torii.yaml if it is part of the service"

func (n named) own(u *url.URL) bool {
	if n.file.Chosen != nil && slices.Contains(n.file.Hosts(), u.Host) {
		return true
	}
	for _, origin := range n.file.Origins {
		if further, err := url.Parse(origin); err == nil && further.Hostname() == u.Hostname() {
			return true
		}
	}
	allowed := n.path != nil && slices.Contains(n.file.Egress.Allow, u.Hostname())
	return allowed || slices.Contains(n.about.OwnHosts(), u.Hostname())
}

// provider is the one whose real host this is, nil for none.
func (n named) provider(host string) *op.Provider {
	all := n.mock.Providers()
	i := slices.IndexFunc(all, func(p *op.Provider) bool { return slices.Contains(p.Hosts(), host) })
	if i < 0 {
		return nil
	}
	return all[i]
}

// pointsAt says that the Relying Party uses a real provider, and where to mend it: the
// text of torii.yaml that tells it of the provider, or the line to give it.
func (n named) pointsAt(p *op.Provider, address string) string {
	name := p.Profile.Name
	says := fmt.Sprintf("RPが本物の%s を向いたままである: %s。何も送っていない / the RP still points to the real %s: %s; nothing was asked of it. ", name.JA, address, name.EN, address)
	if n.path == nil {
		return says
	}
	pointer, found := n.file.Points(p.Hosts(), p.Profile.WayIDs())
	switch {
	case found && pointer.Real:
		return says + fmt.Sprintf("torii.yaml の %[1]s に本物のアドレスがある。'{{.Address \"https://…\"}}' で書く / %[1]s of torii.yaml holds a real address: write it as '{{.Address \"https://…\"}}'", pointer)
	case found:
		return says + fmt.Sprintf("torii.yaml の %[1]s が模擬プロバイダーのアドレスを渡している。RPがそれを使うようにする / %[1]s of torii.yaml gives it the mock's address: have the RP use it", pointer)
	}
	return says + fmt.Sprintf("RPに渡す / give it %s", serve.Line(*n.path, p, address))
}
