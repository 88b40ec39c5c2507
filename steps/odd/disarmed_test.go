package odd_test

import (
	"slices"
	"sync"
	"testing"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
	"torii/steps/catalog"
)

// disarmedOnes are one RP with and without a form for newcomers.
var disarmedOnes = []entry{
	{an: "RP without a form for newcomers", rp: rp{keys: remembered()}, also: disarmable},
	{an: "RP with a form for newcomers", rp: joining(remembers), also: disarmable,
		file: registration(`{"#email": "{{.Email}}", "#gender": "答えない", "#pref": "北海道", "#born": "1990/4/1", "#terms": "yes"}`)},
	{an: "RP without a form for newcomers that believes any ID token", rp: believing(rp{}), also: disarmable},
	{an: "RP with a form for newcomers that believes any ID token", rp: joining(believesAll), also: disarmable,
		file: registration(`{"#email": "{{.Email}}", "#gender": "答えない", "#pref": "北海道", "#born": "1990/4/1", "#terms": "yes"}`)},
}

func remembers(r *rp) { r.keys = remembered() }

// remembered fetches keys where none are known, or not the one that a token names.
func remembered() func(provider, string) (jose.JSONWebKeySet, error) {
	var mu sync.Mutex
	known := map[string]jose.JSONWebKeySet{}
	return func(p provider, kid string) (jose.JSONWebKeySet, error) {
		mu.Lock()
		defer mu.Unlock()
		if set, is := known[p.name]; is && len(set.Key(kid)) > 0 {
			return set, nil
		}
		set, err := published(p, kid)
		if err == nil {
			known[p.name] = set
		}
		return set, err
	}
}

func believing(r rp) rp { believesAll(&r); return r }

// disarmable are rows that an honest login before what was planted could take the sting from.
func disarmable(r catalog.Row) bool {
	return r.Provider == "google" && !r.NeedsGuard() && slices.ContainsFunc(r.Tags, func(tag string) bool {
		return slices.Contains([]string{"@keys", "@claims", "@signature", "@token", "@session"}, tag)
	})
}

// No row passes or vanishes by a form for newcomers that is judged without it.
func TestAFormForNewcomersDisarmsNoRow(t *testing.T) {
	for i := 0; i < len(disarmedOnes); i += 2 {
		t.Run(disarmedOnes[i+1].an, func(t *testing.T) {
			t.Parallel()
			without, with := disarmedOnes[i].verdicts(t), disarmedOnes[i+1].verdicts(t)
			require.Greater(t, len(without), 50)
			for id, row := range without {
				got, there := with[id]
				require.True(t, there, id)
				if got.Verdict != row.Verdict && row.Verdict != verdict.Skipped { // a row about the form itself needs one
					t.Errorf("%s: without a form %s (%s), with it %s (%s)", id, row.Verdict, row.Reason.EN, got.Verdict, got.Reason.EN)
				}
			}
		})
	}
}
