package rp

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"
)

func line() Provider   { return LINE("1234567890", testSecret) }
func google() Provider { return Google("client.apps.googleusercontent.com", testSecret) }

func TestAnHonestLoginSignsIn(t *testing.T) {
	for _, p := range []Provider{line(), google()} {
		t.Run(p.ID, func(t *testing.T) {
			b := newBench(t, p)
			status, _ := b.me()
			require.Equal(t, 401, status)
			resp := b.login()
			require.Equal(t, 303, resp.StatusCode, text(resp))
			require.Equal(t, "/me", resp.Header.Get("Location"))
			status, me := b.me()
			require.Equal(t, 200, status)
			require.Equal(t, member{SignedIn: true, ID: me.ID, Name: "花子", Email: "hanako@example.com",
				Identities: []identity{{Issuer: p.Issuer, Subject: b.op.subject}}}, me)
			require.NotEmpty(t, me.ID)
		})
	}
}

// claim bends one claim; a nil value takes it away.
func claim(name string, value any) func(*op) {
	return func(o *op) {
		o.claims = func(c map[string]any) {
			c[name] = value
			if value == nil {
				delete(c, name)
			}
		}
	}
}

func token(name string, value any) func(*op) {
	return func(o *op) { o.token = func(a map[string]any) { a[name] = value } }
}

func response(name string, values ...string) func(*op) {
	return func(o *op) { o.respond = func(r url.Values) { r[name] = values } }
}

func signing(sign func(o *op, payload any) string) func(*op) {
	return func(o *op) { o.sign = sign }
}

func wire(path string, status int, body any) func(*op) {
	return func(o *op) {
		o.wire = func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, path) {
				return reply(status, body), nil
			}
			return nil, nil
		}
	}
}

// hang is a server that keeps silent until the caller gives up.
func hang(path string) func(*op) {
	return func(o *op) {
		o.wire = func(r *http.Request) (*http.Response, error) {
			if !strings.HasSuffix(r.URL.Path, path) {
				return nil, nil
			}
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
	}
}

func TestEachStepRefuses(t *testing.T) {
	epoch := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC).Unix()
	foreign := func(header map[jose.HeaderKey]any) func(*op, any) string {
		return func(o *op, payload any) string {
			options := &jose.SignerOptions{ExtraHeaders: header}
			signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: rsaKeys()[1]}, options)
			require.NoError(o.t, err)
			data, _ := json.Marshal(payload)
			jws, err := signer.Sign(data)
			require.NoError(o.t, err)
			raw, _ := jws.CompactSerialize()
			return raw
		}
	}
	rows := []struct {
		name     string
		provider Provider
		bend     func(*op)
		step     string
		status   int
	}{
		{"state missing", line(), response("state"), "callback.state", 400},
		{"state of nobody", line(), response("state", "wrong"), "callback.state", 400},
		{"state doubled", line(), func(o *op) { o.respond = func(r url.Values) { r.Add("state", r.Get("state")) } }, "callback.params", 400},
		{"iss missing", google(), response("iss"), "callback.iss", 400},
		{"iss of another", google(), response("iss", "https://evil.example.test"), "callback.iss", 400},
		{"iss in its other spelling", google(), response("iss", "accounts.google.com"), "callback.iss", 400},
		{"iss unasked and wrong", line(), response("iss", "https://evil.example.test"), "callback.iss", 400},
		{"iss doubled", google(), response("iss", "https://accounts.google.com", "https://evil.example.test"), "callback.params", 400},
		{"error with code", line(), response("error", "SERVER_ERROR"), "callback.error", 400},
		{"cancel in capitals", line(), response("error", "ACCESS_DENIED"), "callback.error", 200},
		{"cancel in small letters", google(), response("error", "access_denied"), "callback.error", 200},
		{"code missing", line(), response("code"), "callback.code", 400},
		{"code unknown", line(), response("code", "nobodys"), "token.exchange", 400},
		{"token endpoint down", line(), wire("/token", 503, "down"), "token.exchange", 502},
		{"token endpoint redirects", line(), wire("/token", 307, nil), "token.exchange", 502},
		{"token endpoint answers an error with 200", line(), token("error", "server_error"), "token.exchange", 502},
		{"token endpoint silent", line(), hang("/token"), "token.exchange", 504},
		{"token_type missing", line(), token("token_type", ""), "token.type", 400},
		{"token_type unknown", line(), token("token_type", "mac"), "token.type", 400},
		{"id_token missing", line(), func(o *op) { o.token = func(a map[string]any) { delete(a, "id_token") } }, "token.idtoken", 400},
		{"id_token null", line(), token("id_token", nil), "token.idtoken", 400},
		{"id_token a number", line(), token("id_token", 7), "token.idtoken", 400},
		{"id_token empty", line(), token("id_token", ""), "token.idtoken", 400},
		{"two parts", line(), token("id_token", "e30.e30"), "idtoken.form", 400},
		{"four parts", line(), token("id_token", "e30.e30.e30.e30"), "idtoken.form", 400},
		{"padded", line(), token("id_token", "e30=.e30.e30"), "idtoken.form", 400},
		{"claims an array", line(), token("id_token", "e30."+base64.RawURLEncoding.EncodeToString([]byte("[]"))+".e30"), "idtoken.form", 400},
		{"claim doubled", line(), token("id_token", "e30."+base64.RawURLEncoding.EncodeToString([]byte(`{"a":1,"a":2}`))+".e30"), "idtoken.form", 400},
		{"crit", line(), signing(func(o *op, c any) string {
			return unsigned(o.t, map[string]any{"alg": "HS256", "crit": []string{"b64"}, "b64": false}, c, "e30")
		}), "idtoken.crit", 400},
		{"alg none", line(), signing(func(o *op, c any) string { return unsigned(o.t, map[string]any{"alg": "none"}, c, "") }), "idtoken.alg", 400},
		{"alg nOnE", google(), signing(func(o *op, c any) string { return unsigned(o.t, map[string]any{"alg": "nOnE"}, c, "") }), "idtoken.alg", 400},
		{"alg missing", line(), signing(func(o *op, c any) string { return unsigned(o.t, map[string]any{}, c, "") }), "idtoken.alg", 400},
		{"alg HS256 for RS256", google(), signing(func(o *op, c any) string {
			return compact(o.t, jose.SigningKey{Algorithm: jose.HS256, Key: []byte(testSecret)}, c)
		}), "idtoken.alg", 400},
		{"kid unknown", google(), signing(foreign(map[jose.HeaderKey]any{"kid": "nobodys"})), "idtoken.key", 400},
		{"kid a number", google(), signing(foreign(map[jose.HeaderKey]any{"kid": 7})), "idtoken.key", 400},
		{"keys down", google(), wire("/certs", 500, nil), "idtoken.key", 502},
		{"keys silent", google(), hang("/certs"), "idtoken.key", 504},
		{"keys no key set", google(), wire("/certs", 200, map[string]any{}), "idtoken.key", 502},
		{"keys too many", google(), wire("/certs", 200, strings.Repeat("x", maxBody)), "idtoken.key", 502},
		{"foreign key under a known kid", google(), signing(foreign(map[jose.HeaderKey]any{"kid": "kid-a"})), "idtoken.signature", 400},
		{"foreign key without kid", google(), signing(foreign(nil)), "idtoken.signature", 400},
		{"foreign secret", line(), signing(func(o *op, c any) string {
			return compact(o.t, jose.SigningKey{Algorithm: jose.HS256, Key: []byte(strings.ToUpper(testSecret))}, c)
		}), "idtoken.signature", 400},
		{"signature cut off", line(), signing(func(o *op, c any) string { return unsigned(o.t, map[string]any{"alg": "HS256"}, c, "") }), "idtoken.signature", 400},
		{"iss missing in token", line(), claim("iss", nil), "idtoken.iss", 400},
		{"iss with slash", line(), claim("iss", "https://access.line.me/"), "idtoken.iss", 400},
		{"iss in another letter case", google(), claim("iss", "https://Accounts.google.com"), "idtoken.iss", 400},
		{"aud missing", line(), claim("aud", nil), "idtoken.aud", 400},
		{"aud of another", line(), claim("aud", "12345678901"), "idtoken.aud", 400},
		{"aud a number", line(), claim("aud", 1234567890), "idtoken.aud", 400},
		{"aud empty", line(), claim("aud", []string{}), "idtoken.aud", 400},
		{"aud with another", line(), claim("aud", []string{"1234567890", "other"}), "idtoken.aud", 400},
		{"azp of another", google(), claim("azp", "other"), "idtoken.azp", 400},
		{"exp missing", line(), claim("exp", nil), "idtoken.exp", 400},
		{"exp a string", line(), claim("exp", "4000000000"), "idtoken.exp", 400},
		{"exp without end", line(), claim("exp", json.Number("1e300")), "idtoken.exp", 400},
		{"exp just over", line(), claim("exp", epoch-60), "idtoken.exp", 400},
		{"iat missing", line(), claim("iat", nil), "idtoken.iat", 400},
		{"iat ahead", line(), claim("iat", epoch+61), "idtoken.iat", 400},
		{"nbf ahead", line(), claim("nbf", epoch+61), "idtoken.nbf", 400},
		{"nbf a string", line(), claim("nbf", "now"), "idtoken.nbf", 400},
		{"nonce missing", line(), claim("nonce", nil), "idtoken.nonce", 400},
		{"nonce empty", line(), claim("nonce", ""), "idtoken.nonce", 400},
		{"nonce of another", line(), claim("nonce", "other"), "idtoken.nonce", 400},
		{"sub missing", line(), claim("sub", nil), "idtoken.sub", 400},
		{"sub empty", line(), claim("sub", ""), "idtoken.sub", 400},
		{"sub too long", line(), claim("sub", strings.Repeat("U", 256)), "idtoken.sub", 400},
		{"sub a number", google(), claim("sub", json.Number("107691234567890123456")), "idtoken.sub", 400},
		{"sub not ASCII", line(), claim("sub", "U\u200b"), "idtoken.sub", 400},
		{"at_hash of another", google(), claim("at_hash", "piwt8oCH-K2D9pXlaS1Y-w"), "idtoken.at_hash", 400},
		{"userinfo refuses", line(), wire("/userinfo", 401, nil), "userinfo.fetch", 502},
		{"userinfo no object", line(), wire("/userinfo", 200, []int{}), "userinfo.fetch", 502},
		{"userinfo silent", line(), hang("/userinfo"), "userinfo.fetch", 504},
		{"userinfo of another", line(), func(o *op) { o.userinfo = func(a map[string]any) { a["sub"] = "Uother" } }, "userinfo.sub", 400},
		{"userinfo of nobody", line(), func(o *op) { o.userinfo = func(a map[string]any) { delete(a, "sub") } }, "userinfo.sub", 400},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, row.provider, func(c *Config) {
				if row.status == 504 {
					c.Timeout = 20 * time.Millisecond
				}
			})
			row.bend(b.op)
			resp := b.login()
			body := text(resp)
			require.Equal(t, row.status, resp.StatusCode, body)
			require.Contains(t, body, `<code id="error-code" data-error="`+row.step+`">`+row.step+`</code>`)
			require.Contains(t, body, `<a href="/">`)
			status, _ := b.me()
			require.Equal(t, 401, status)
		})
	}
}

func TestWhatIsHonestIsAccepted(t *testing.T) {
	epoch := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC).Unix()
	rows := []struct {
		name     string
		provider Provider
		bend     func(*op)
	}{
		{"iss unasked and right", line(), response("iss", "https://access.line.me")},
		{"token_type in capitals", line(), token("token_type", "BEARER")},
		{"bare issuer", google(), claim("iss", "accounts.google.com")},
		{"aud an array", line(), claim("aud", []string{"1234567890"})},
		{"azp ours", line(), claim("azp", "1234567890")},
		{"exp within skew", line(), claim("exp", epoch-59)},
		{"exp with a fraction", line(), claim("exp", float64(epoch)+0.5)},
		{"iat within skew", line(), claim("iat", epoch+60)},
		{"nbf past", line(), claim("nbf", epoch-1)},
		{"no e-mail", line(), claim("email", nil)},
		{"members in another letter case", line(), claim("ISS", "https://evil.example.test")},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, row.provider)
			row.bend(b.op)
			resp := b.login()
			require.Equal(t, 303, resp.StatusCode, text(resp))
		})
	}
}

func TestNoLoginStartsWithoutChance(t *testing.T) {
	b := newBench(t, line(), func(c *Config) { c.Rand = strings.NewReader("too short") })
	resp := b.do("POST", "/login/line")
	require.Equal(t, 500, resp.StatusCode)
	require.Contains(t, text(resp), `data-error="start.state"`)
}

func TestStateNonceAndChallengeAreFresh(t *testing.T) {
	b := newBench(t, line())
	seen := map[string]bool{}
	for range 20 {
		u, err := url.Parse(b.start())
		require.NoError(t, err)
		require.Equal(t, "S256", u.Query().Get("code_challenge_method"))
		for _, name := range []string{"state", "nonce", "code_challenge"} {
			value := u.Query().Get(name)
			require.Regexp(t, `^[0-9A-Za-z_-]{43,64}$`, value)
			require.False(t, seen[value], name)
			seen[value] = true
		}
	}
}

func TestAResponseCountsOnceOnly(t *testing.T) {
	b := newBench(t, line())
	response := b.op.authorize(b.start())
	require.Equal(t, 303, b.back(response).StatusCode)
	require.Contains(t, text(b.back(response)), `"callback.state"`)
	require.Equal(t, 1, b.op.called("/oauth2/v2.1/token"))
	status, _ := b.me()
	require.Equal(t, 200, status, "the session outlives the replay")
}

func TestAResponseCountsInItsBrowserOnly(t *testing.T) {
	b := newBench(t, line())
	response := b.op.authorize(b.start())
	for _, other := range []browser{{app: b.app}, {app: b.app, cookie: "made-up"}} {
		resp := other.do("GET", "/callback/line?"+response.Encode())
		require.Equal(t, 400, resp.StatusCode)
		require.Contains(t, text(resp), `"callback.state"`)
	}
	require.Equal(t, 303, b.back(response).StatusCode, "the attempt spoils nothing")
}

func TestAResponseCountsAtItsProviderOnly(t *testing.T) {
	b := newBench(t, line(), func(c *Config) { c.Providers = append(c.Providers, google()) })
	response := b.op.authorize(b.start())
	resp := b.do("GET", "/callback/google?"+response.Encode())
	require.Contains(t, text(resp), `"callback.state"`)
}

func TestLoginsInTwoTabsStayApart(t *testing.T) {
	b := newBench(t, line())
	first, second := b.op.authorize(b.start()), b.op.authorize(b.start())
	require.Equal(t, 303, b.back(second).StatusCode)
	require.Equal(t, 303, b.back(first).StatusCode)
}

func TestPendingLoginsAreBounded(t *testing.T) {
	rows := []struct {
		name string
		run  func(b *bench, response url.Values)
		want int
	}{
		{"nine more", func(b *bench, _ url.Values) { startMany(b, pendingMax-1) }, 303},
		{"ten more", func(b *bench, _ url.Values) { startMany(b, pendingMax) }, 400},
		{"in time", func(b *bench, _ url.Values) { b.now = b.now.Add(pendingLife - time.Second) }, 303},
		{"too late", func(b *bench, _ url.Values) { b.now = b.now.Add(pendingLife) }, 400},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, line())
			response := b.op.authorize(b.start())
			row.run(b, response)
			require.Equal(t, row.want, b.back(response).StatusCode)
		})
	}
}

func startMany(b *bench, n int) {
	for range n {
		b.start()
	}
}

func TestABrowserThatGoesAwayEndsTheLogin(t *testing.T) {
	b := newBench(t, line())
	response := b.op.authorize(b.start())
	ctx, cancel := context.WithCancel(t.Context())
	b.op.wire = func(r *http.Request) (*http.Response, error) {
		cancel()
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	l, err := b.app.newLogin(request(ctx, b, response))
	require.NoError(t, err)
	_, err = b.app.callback(l)
	require.ErrorIs(t, err, context.Canceled)
	b.op.wire = nil
	require.Equal(t, 303, b.login().StatusCode, "the database is still there")
}

func request(ctx context.Context, b *bench, response url.Values) *http.Request {
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, testOrigin+"/callback/line?"+response.Encode(), nil)
	r.SetPathValue("provider", "line")
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: b.cookie})
	return r
}
