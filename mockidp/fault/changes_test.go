package fault_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
	"torii/mockidp/wiretest"
)

// TestAFaultChangesWhatItDeclaresAndNothingElse compares what went into each bend with
// what came out of it, member by member, at every provider.
func TestAFaultChangesWhatItDeclaresAndNothingElse(t *testing.T) {
	m, _ := open(t, nil)
	for _, f := range fault.All() {
		if f.Place() == bend.Browser {
			require.Empty(t, f.Changes, "%s: made with an honest response", f.ID)
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			seen := changesSeen{}
			for _, provider := range m.Providers() {
				if f.Why(provider.Profile).IsZero() {
					seen.play(t, m, provider.Profile.ID, f)
				}
			}
			whole := map[string]bool{} // places that are declared changed as a whole
			for _, declared := range f.Changes {
				if place, ok := strings.CutSuffix(declared, ".*"); ok {
					whole[place] = true
				}
			}
			observed := slices.Sorted(maps.Keys(seen))
			for i, change := range observed {
				if place, _, _ := strings.Cut(change, "."); whole[place] {
					observed[i] = place + ".*"
				}
			}
			require.Equal(t, slices.Sorted(slices.Values(f.Changes)), slices.Compact(observed))
		})
	}
}

// changesSeen are the members in which answers differed, as Fault.Changes names them.
type changesSeen map[string]bool

func (seen changesSeen) play(t *testing.T, m *mockidp.Mock, id string, f fault.Fault) {
	party := wiretest.NewParty(t, m, id)
	earlier, login := "changes-"+id+f.ID+"-earlier", "changes-"+id+f.ID
	people := party.Provider.People
	planned := plan.Plan{Login: login, Provider: id, Person: people[0], Other: people[1].Subject, Does: plan.Approve,
		Bends: []plan.Named{{ID: f.ID, Bend: seen.watched(f.Bend)}}}
	if f.Earlier {
		planned.After = earlier
		require.NoError(t, m.Plant(mockidp.Planting{Plan: plan.Plan{Login: earlier, Provider: id, Person: people[0], Does: plan.Approve}}))
		play(t, party, earlier, map[string]string{"state": "an-earlier-state", "nonce": "an-earlier-nonce"}, false)
	}
	require.NoError(t, m.Plant(mockidp.Planting{Plan: planned}))
	request := sends(f)
	if f.Bend.In == bend.Refreshed {
		request = offline[id]
	}
	if !f.Bend.Wide() || f.Bend.Place() == bend.IDToken {
		play(t, party, login, request, f.Bend.In == bend.Refreshed)
	}
	if f.Bend.Wide() {
		askForKeys(t, m, party.Provider.Address(profile.JWKS))
		askForKeys(t, m, party.Provider.Address(profile.Discovery))
		m.Plans.Mend(id, "")
	}
	if f.Earlier {
		playOneTime(t, party, earlier, nil)
	}
	playOneTime(t, party, login, f.Bend.Own)
}

// watched is a bend of which every function notes what it changes.
func (seen changesSeen) watched(b bend.Bend) bend.Bend {
	if b.Mode != "" {
		seen["response.mode"] = true
	}
	if change := b.Callback; change != nil {
		b.Callback = func(p *bend.Params, x bend.Context) {
			before := slices.Clone(*p)
			change(p, x)
			seen.members("response", ofParams(before), ofParams(*p))
		}
	}
	b.Claims, b.Who = seen.ofObject("claims", b.Claims), seen.ofObject("person", b.Who)
	if change := b.Payload; change != nil {
		b.Payload = func(raw []byte, x bend.Context) []byte {
			changed := change(raw, x)
			seen["claims"] = string(changed) != string(raw)
			return changed
		}
	}
	if change := b.Sign; change != nil {
		b.Sign = func(s *token.Signing, x bend.Context) error {
			before := *s
			before.Header = s.Header.Clone()
			err := change(s, x)
			seen.members("header", before.Header, s.Header)
			if fmt.Sprint(before.Key) != fmt.Sprint(s.Key) || before.Alg != s.Alg {
				seen["key"] = true
			}
			return err
		}
	}
	if change := b.Compact; change != nil {
		b.Compact = func(compact string, x bend.Context) string {
			changed := change(compact, x)
			seen.compact(compact, changed)
			return changed
		}
	}
	b.Token, b.UserInfo = seen.ofAnswer("token", b.Token), seen.ofAnswer("userinfo", b.UserInfo)
	b.Keys, b.Metadata = seen.ofAnswer("keys", b.Keys), seen.ofAnswer("metadata", b.Metadata)
	if b.Own != nil {
		own := *b.Own
		own.Change = seen.ofAnswer("own", own.Change)
		b.Own = &own
	}
	return b
}

func ofParams(params bend.Params) (o token.Object) {
	for _, p := range params {
		o = append(o, token.Member{Name: p.Name, Value: p.Value})
	}
	return o
}

func (seen changesSeen) ofObject(place string, change func(*token.Object, bend.Context)) func(*token.Object, bend.Context) {
	if change == nil {
		return nil
	}
	return func(o *token.Object, x bend.Context) {
		before := o.Clone()
		change(o, x)
		seen.members(place, before, *o)
	}
}

func (seen changesSeen) ofAnswer(place string, change func(*bend.Answer, bend.Context)) func(*bend.Answer, bend.Context) {
	if change == nil {
		return nil
	}
	return func(a *bend.Answer, x bend.Context) {
		before := *a
		before.Members = a.Members.Clone()
		change(a, x)
		seen.members(place, before.Members, a.Members)
		for what, differs := range map[string]bool{"status": before.Status != a.Status, "type": before.ContentType != a.ContentType,
			"header": len(a.Header) > 0, "ending": a.Unusual(), "body": a.Reshape != nil || a.Raw != nil} {
			if differs {
				seen[place+"."+what] = true
			}
		}
	}
}

// members notes the names whose values differ, one that stands twice included.
func (seen changesSeen) members(place string, before, after token.Object) {
	values := func(o token.Object) map[string]string {
		all := map[string]string{}
		for _, m := range o {
			all[m.Name] += string(token.Object{m}.JSON())
		}
		return all
	}
	was, is := values(before), values(after)
	for name := range maps.Keys(was) {
		if was[name] != is[name] {
			seen[place+"."+name] = true
		}
	}
	for name := range maps.Keys(is) {
		if was[name] != is[name] {
			seen[place+"."+name] = true
		}
	}
}

// compact notes which part of a finished token differs; what is no token of three parts any more is another form.
func (seen changesSeen) compact(before, after string) {
	was, is := strings.Split(before, "."), strings.Split(after, ".")
	if len(is) != len(was) {
		seen["form"] = true
		return
	}
	for i, part := range []string{"header", "claims", "signature"} {
		if was[i] == is[i] {
			continue
		}
		old, oldOK := token.DecodeObject(was[i])
		changed, ok := token.DecodeObject(is[i])
		switch {
		case part == "signature":
			seen[part] = true
		case !oldOK || !ok, reflect.DeepEqual(old, changed): // the same in another spelling
			seen["form"] = true
		default:
			seen.members(part, sorted(old), sorted(changed))
		}
	}
}

func sorted(object map[string]any) (o token.Object) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		o = append(o, token.Member{Name: name, Value: object[name]})
	}
	return o
}
