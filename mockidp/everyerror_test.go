package mockidp_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/wiretest"
)

// met says how each failure of a token request is met. It returns the answer, and nil
// where the provider can meet it with none of what it registers.
var met = map[profile.TokenFailure]func(*testing.T, wiretest.Party) *httptest.ResponseRecorder{
	profile.NotPosted: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		return wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Token), nil))
	},
	profile.BodyType:       of("text/plain", func(f url.Values) string { return f.Encode() }),
	profile.BodyJSON:       of("application/json", func(url.Values) string { return "{}" }),
	profile.ParamTwice:     changed(func(f url.Values) { f.Add("redirect_uri", registeredAt) }),
	profile.ClientMissing:  unauthenticated(func(url.Values) {}),
	profile.ClientUnknown:  unauthenticated(func(f url.Values) { f.Set("client_id", "nobody"); f.Set("client_secret", "x") }),
	profile.ClientDeleted:  barred(profile.ClientDeleted),
	profile.ClientDisabled: barred(profile.ClientDisabled),
	profile.SecretMissing: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		return unauthenticated(func(f url.Values) { f.Set("client_id", p.Client.ClientID) })(t, p)
	},
	profile.SecretWrong: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		p.Client.Secret, p.Client.Key = "wrong", ""
		return changed(func(url.Values) {})(t, p)
	},
	profile.AuthTwice: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		form := exchange(fresh(t, p))
		form.Set("client_id", p.Client.ClientID)
		form.Set("client_secret", "another")
		r := httptest.NewRequest(http.MethodPost, p.Provider.Address(profile.Token), strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(p.Client.ClientID, p.Secret(t))
		return wiretest.Do(t, p.Mock, r)
	},
	profile.AuthMethod: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		if p.Provider.Profile.ID == "yahoo" {
			require.NoError(t, p.Provider.Turn("client_auth", "basic_only"))
		}
		return sent(t, p, exchange(fresh(t, p)), byPost)
	},
	profile.GrantMissing:  changed(func(f url.Values) { f.Del("grant_type") }),
	profile.GrantUnknown:  changed(func(f url.Values) { f.Set("grant_type", "password") }),
	profile.CodeMissing:   changed(func(f url.Values) { f.Del("code") }),
	profile.CodeMalformed: changed(func(f url.Values) { f.Set("code", "%") }),
	profile.CodeUnknown: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		return changed(func(f url.Values) { f.Set("code", p.Provider.Profile.Callback.Code(seed.New("nobody's", "code"))) })(t, p)
	},
	profile.CodeUsed: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		code := fresh(t, p)
		sent(t, p, exchange(code), style(p))
		return sent(t, p, exchange(code), style(p))
	},
	profile.CodeExpired: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		code := fresh(t, p)
		p.Mock.Clock.Advance(time.Hour)
		return sent(t, p, exchange(code), style(p))
	},
	profile.CodeForeign: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		return sent(t, another(t, p), exchange(fresh(t, p)), style(p))
	},
	profile.RedirectMissing:  changed(func(f url.Values) { f.Del("redirect_uri") }),
	profile.RedirectMismatch: changed(func(f url.Values) { f.Set("redirect_uri", registeredAt+"/") }),
	profile.VerifierMissing:  changed(func(f url.Values) { f.Del("code_verifier") }),
	profile.VerifierWrong:    changed(func(f url.Values) { f.Set("code_verifier", strings.Repeat("x", 43)) }),
	profile.VerifierUnneeded: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		back := authorized(t, p, "plain", usual[p.Provider.Profile.ID][0], map[string]string{"code_challenge": "", "code_challenge_method": ""})
		return sent(t, p, exchange(back.Get("code")), style(p))
	},
	profile.RefreshMissing: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		return sent(t, p, url.Values{"grant_type": {"refresh_token"}}, style(p))
	},
	profile.RefreshInvalid: refreshing(func(_ *testing.T, _ wiretest.Party, f url.Values) { f.Set("refresh_token", "nobodys") }),
	profile.RefreshForeign: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		kept := issued(t, p, "1", usual[p.Provider.Profile.ID][0], offline[p.Provider.Profile.ID]).RefreshToken
		return sent(t, another(t, p), url.Values{"grant_type": {"refresh_token"}, "refresh_token": {kept}}, style(p))
	},
	profile.RefreshDead: refreshing(func(t *testing.T, p wiretest.Party, _ url.Values) {
		p.Provider.Withdraw(p.Person(t, usual[p.Provider.Profile.ID][0]).Subject)
	}),
	profile.RefreshTooOften: refreshing(func(t *testing.T, p wiretest.Party, f url.Values) {
		require.NoError(t, p.Provider.Turn("refresh_throttle", "daily"))
		require.Equal(t, http.StatusOK, sent(t, p, f, style(p)).Code)
	}),
	profile.ScopeWider: refreshing(func(_ *testing.T, _ wiretest.Party, f url.Values) { f.Set("scope", "openid no-such-scope") }),
	profile.ParamUnexpected: func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		return changed(func(f url.Values) { f.Set(p.Provider.Profile.Reply.Stray[0], "x") })(t, p)
	},
}

// fresh is a new code.
func fresh(t *testing.T, p wiretest.Party) string {
	t.Helper()
	return authorized(t, p, "fresh", usual[p.Provider.Profile.ID][0], nil).Get("code")
}

// changed redeems a code with a form that is wrong.
func changed(how func(url.Values)) func(*testing.T, wiretest.Party) *httptest.ResponseRecorder {
	return func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		form := exchange(fresh(t, p))
		how(form)
		return sent(t, p, form, style(p))
	}
}

// unauthenticated does so as nobody who has proved themselves.
func unauthenticated(how func(url.Values)) func(*testing.T, wiretest.Party) *httptest.ResponseRecorder {
	return func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		form := exchange(fresh(t, p))
		how(form)
		return sent(t, p, form, byNone)
	}
}

// barred does so as a client that is registered and gets nothing.
func barred(f profile.TokenFailure) func(*testing.T, wiretest.Party) *httptest.ResponseRecorder {
	return func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		of := p.Provider.Profile.Reply.Barred
		form := exchange(fresh(t, p))
		for _, c := range p.Provider.Clients {
			set, err := p.Provider.Profile.Resolve(profile.OfClient, c.Set)
			require.NoError(t, err)
			if c.Set = set; of(c) == f {
				p.Client = c
				return sent(t, p, form, style(p))
			}
		}
		for _, s := range p.Provider.Profile.Switches {
			for _, value := range s.Values {
				c := p.Client
				set, err := p.Provider.Profile.Resolve(profile.OfClient, c.Set)
				require.NoError(t, err)
				c.Set = maps.Clone(set)
				if c.Set[s.Name] = value; s.Scope == profile.OfClient && of(c) == f {
					require.NoError(t, p.Provider.Configure(c.ID+"."+s.Name, value))
					return sent(t, p, form, style(p))
				}
			}
		}
		return nil
	}
}

// refreshing refreshes with a form that is wrong.
func refreshing(how func(*testing.T, wiretest.Party, url.Values)) func(*testing.T, wiretest.Party) *httptest.ResponseRecorder {
	return func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		id := p.Provider.Profile.ID
		form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {issued(t, p, "1", usual[id][0], offline[id]).RefreshToken}}
		how(t, p, form)
		return sent(t, p, form, style(p))
	}
}

// of sends a body of another kind.
func of(kind string, body func(url.Values) string) func(*testing.T, wiretest.Party) *httptest.ResponseRecorder {
	return func(t *testing.T, p wiretest.Party) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, p.Provider.Address(profile.Token), strings.NewReader(body(exchange(fresh(t, p)))))
		r.Header.Set("Content-Type", kind)
		return wiretest.Do(t, p.Mock, r)
	}
}

// unmet are the failures that nothing registered at a provider leads to, each with its reason.
var unmet = map[string]map[profile.TokenFailure]string{
	"gbizid":     {profile.ClientDeleted: "a client waits for its onboarding, and is never deleted"},
	"gbizid-stg": {profile.ClientDeleted: "a client waits for its onboarding, and is never deleted"},
	"yahoo": {
		profile.ScopeWider:    "scope in a refresh changes nothing",
		profile.ClientDeleted: "an application is disabled, not deleted",
	},
}

// byHeader are the failures that are met with HTTP Basic whatever the provider's usual way.
var byHeader = map[profile.TokenFailure]bool{profile.AuthTwice: true}

func everyTokenError(t *testing.T, provider string) {
	p := strict(t, provider)
	set, err := p.Provider.Profile.Resolve(profile.OfProvider, nil)
	require.NoError(t, err)
	reply := p.Provider.Profile.Reply
	for _, f := range slices.Sorted(maps.Keys(reply.Errors)) {
		if reply.Ignores != nil && reply.Ignores(f, set) || unmet[provider][f] != "" {
			continue
		}
		t.Run(string(f), func(t *testing.T) {
			meet, ok := met[f]
			require.True(t, ok, "nothing meets it")
			p := strict(t, provider)
			res := meet(t, p)
			require.NotNil(t, res, "nobody who is registered meets it")
			how := style(p)
			if byHeader[f] {
				how = byBasic
			}
			worded(t, p, f, res, how)
		})
	}
}
