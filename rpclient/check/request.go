package check

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// begun is what is known of one provider once its logins were begun.
type begun struct {
	provider
	id      string
	client  target.FileClient
	listed  bool // the environment names a client
	kind    string
	back    string // callback of this environment
	hosts   []string
	starts  []start
	control string   // selector of the login control
	script  []string // cookies that scripts read
	forged  start    // begun by requests that name a host of nobody's
}

// first is the login that single requests are judged by.
func (b begun) first() start { return b.starts[0] }

// values are what the logins sent of one parameter.
func (b begun) values(name string) []string {
	var all []string
	for _, s := range b.starts {
		all = append(all, s.params.Get(name))
	}
	return all
}

// requestCheck is a check of what was begun.
type requestCheck struct {
	Check
	look func(begun) result
}

func requestChecks() []requestCheck {
	on := func(family Family) func(id, ruled string, what text.Both, look func(begun) result) requestCheck {
		return func(id, ruled string, what text.Both, look func(begun) result) requestCheck {
			return requestCheck{Check{id, family, rule.ID(ruled), Begins, what}, look}
		}
	}
	request, cookies := on(Request), on(Cookies)
	return []requestCheck{
		request("start", "ENV-START", says("ログインの操作で認証要求が出る", "the login control makes an authentication request"), lookStart),
		request("button", "BTN-NAME", says("ログインボタンの名前", "name of the login button"), lookButton),
		request("endpoint", "ENV-PROVIDER", says("認可エンドポイント", "authorization endpoint"), lookEndpoint),
		request("client", "ENV-CLIENT", says("client_id", "client id"), lookClient),
		request("redirect-uri", "ENV-REDIRECT", says("redirect_uri", "redirect URI"), lookRedirect),
		request("response", "REQ-RESPONSE", says("response_type と response_mode", "response type and mode"), lookResponse),
		request("scope", "REQ-SCOPE", says("scope", "scope"), lookScope),
		request("granted", "REQ-GRANTED", says("申請した scope", "scopes applied for"), lookGranted),
		request("state", "REQ-FRESH", says("state", "state"), lookSecret("state")),
		request("nonce", "REQ-FRESH", says("nonce", "nonce"), lookSecret("nonce")),
		request("pkce", "REQ-PKCE", says("PKCE", "PKCE"), lookPKCE),
		request("single", "REQ-SINGLE", says("重複するパラメーター", "parameters given twice"), lookSingle),
		request("secret", "REQ-SECRET", says("認証要求に client_secret が無い", "no client secret in the request"), lookClientSecret),
		request("host", "REQ-HOST", says("書き換えた X-Forwarded-Host と Forwarded", "X-Forwarded-Host and Forwarded forged"), lookHost),
		request("demands", "REQ-DEMANDS", says("プロバイダーごとの決まり", "the provider's own demands"), lookDemands),
		cookies("secure", "SES-SECURE", says("Cookie の Secure", "Secure"), lookSecure),
		cookies("http-only", "SES-HTTPONLY", says("Cookie の HttpOnly", "HttpOnly"), lookHTTPOnly),
		cookies("same-site", "SES-SAMESITE", says("Cookie の SameSite", "SameSite"), lookSameSite),
		cookies("prefix", "SES-PREFIX", says("Cookie の接頭辞", "prefix of the cookie's name"), lookPrefix),
	}
}

// provider goes through all that can be asked about one provider.
func (r *run) provider(ctx context.Context, id string, front front) {
	b := r.beginAll(ctx, id, front)
	why, broke := text.Both{}, ""
	switch {
	case !front.reached:
		why = unreachable(says("環境に届かない", "the environment was not reached")).skip
	case b.starts[len(b.starts)-1].broke != "":
		broke = b.starts[len(b.starts)-1].broke
	}
	for i, c := range requestChecks() {
		switch {
		case !why.IsZero():
			r.tell(c.Check, id, result{skip: why})
		case broke != "" && i == 0:
			r.tell(c.Check, id, result{broke: broke})
		case broke != "" || c.ID != "start" && c.ID != "button" && !b.first().isRequest():
			r.tell(c.Check, id, unreachable(says("認証要求が出なかった", "no authentication request was made")))
		default:
			r.tell(c.Check, id, c.look(b))
		}
	}
	if !why.IsZero() || broke != "" || !b.first().isRequest() {
		r.untried(id)
		return
	}
	r.knock(ctx, b)
	r.picture(ctx, id)
	r.manual(id)
}

// beginAll begins the logins: the last in the browser of the first, the others each in a new one.
func (r *run) beginAll(ctx context.Context, id string, front front) begun {
	client, listed := r.File.Chosen.Clients[id]
	b := begun{provider: known(id), id: id, client: client, listed: listed, kind: r.File.Chosen.Kind, back: r.describe.Back[id],
		hosts: r.File.Hosts(), control: control(r.describe.Login[id]), script: slices.Concat(scripted, r.File.Chosen.Scripted)}
	r.begins(requestChecks()[0].Check, id)
	for i := range r.Starts {
		if !front.reached {
			b.starts = append(b.starts, start{})
			break
		}
		var in driver.Browser
		if in = r.newBrowser(); i > 0 && i == r.Starts-1 {
			in = b.starts[0].browser
		}
		s := r.begin(ctx, id, in)
		b.starts = append(b.starts, s)
		if s.broke != "" || !s.isRequest() {
			break
		}
	}
	if s := b.starts[len(b.starts)-1]; s.broke == "" && s.isRequest() {
		b.forged = r.begin(ctx, id, r.forgingBrowser())
	}
	return b
}

func lookStart(b begun) result {
	got := "an authentication request"
	for _, s := range b.starts {
		if !s.isRequest() {
			got = cmp.Or(s.ended, "-")
			if s.held != nil {
				got = "a request for " + s.to.String() + " without client_id"
			}
		}
	}
	return compared(equal(says("ログインの操作の行き先", "where the login control leads"), "an authentication request", got,
		says("torii.yaml の login と hosts を確かめ、RPがプロバイダーへ転送するようにする", "look at login and hosts of torii.yaml, and let the RP redirect to the provider")))
}

func lookEndpoint(b begun) result {
	service := b.client.Service
	switch {
	case len(b.at) == 0:
		return lacks("torii はこのプロバイダーの認可エンドポイントを知らない", "torii does not know this provider's authorization endpoint")
	case strings.Contains(b.endpoint(b.kind, "{service}"), "{service}") && service == "":
		return skip("RPの記述に clients."+b.id+".service が無い", "clients."+b.id+".service is missing")
	case b.endpoint(b.kind, service) == "" && b.kind == "":
		return skip("RPの記述に環境の kind が無い", "kind of the environment is missing")
	case b.endpoint(b.kind, service) == "":
		return compared(equal(says("この環境で使わないプロバイダー", "a provider of another kind of environment"), "-", b.first().to.String(),
			says("環境の offers からこのプロバイダーを外す", "take this provider out of the environment's offers")).under(b.rule))
	}
	want := b.endpoint(b.kind, service)
	got := b.first().to.String()
	return compared(holds(b.reaches(b.first().to, want), says("認証要求の送り先", "where the authentication request goes"), want, got,
		says("RPのこの環境の設定で、認可エンドポイント（issuer）を直す", "mend the authorization endpoint (or issuer) in the RP's settings of this environment")).under(b.rule))
}

func lookClient(b begun) result {
	if !b.oauth {
		return notOAuth()
	}
	if !b.listed {
		return skip("RPの記述に clients."+b.id+" が無い", "clients."+b.id+" of the environment is missing")
	}
	return compared(equal(says("認証要求の client_id", "client_id of the request"), b.client.ID, b.first().params.Get("client_id"),
		says("この環境のために発行された client_id を設定する", "set the client id that was issued for this environment")))
}

func lookResponse(b begun) result {
	if !b.oauth {
		return notOAuth()
	}
	params := b.first().params
	types := params.Get("response_type")
	allowed := append([]string{"code"}, b.types...)
	sent := strings.Join(slices.Sorted(strings.FieldsSeq(types)), " ")
	all := []finding{holds(slices.Contains(allowed, sent), says("response_type", "response_type"), strings.Join(allowed, " | "), types,
		says("response_type=code を送る（認可コードフロー）", "send response_type=code"))}
	mode := b.first().mode()
	all = append(all, holds(slices.Contains(b.modes, mode), says("response_mode", "response_mode"), strings.Join(b.modes, " "), mode,
		says("response_mode を外すか、プロバイダーが認める値にする", "leave response_mode out, or send one that the provider takes")))
	return compared(all...)
}

func notOAuth() result {
	return lacks("このプロバイダーの方式は OpenID Connect でない", "this provider's way is not OpenID Connect")
}

func lookScope(b begun) result {
	if !b.oauth {
		return notOAuth()
	}
	fix := says("scope=openid … を空白区切りで送る", "send scope=openid … separated by spaces")
	scope := b.first().params.Get("scope")
	if scope == "" {
		return compared(holds(b.tacit, says("scope", "scope"), "openid …", "", fix))
	}
	all := []finding{holds(!strings.ContainsAny(scope, ",;"), says("scope の区切り", "what separates the scopes"), "space", scope, fix)}
	if !b.tacit {
		all = append(all, holds(slices.Contains(scopes(b.first().params), "openid"), says("scope の openid", "openid among the scopes"), "openid", scope, fix))
	}
	return compared(all...)
}

func lookGranted(b begun) result {
	if !b.oauth {
		return notOAuth()
	}
	if len(b.client.Scopes) == 0 {
		return skip("RPの記述に clients."+b.id+".scopes が無い", "clients."+b.id+".scopes is missing")
	}
	want, got := slices.Sorted(slices.Values(b.client.Scopes)), slices.Sorted(slices.Values(scopes(b.first().params)))
	return compared(equal(says("申請した scope と求めた scope", "scopes applied for, and asked for"), strings.Join(want, " "), strings.Join(slices.Compact(got), " "),
		says("RPの scope を申請に合わせるか、申請を改める", "bring the RP's scopes and the application into line")))
}

// lookSecret holds a value that must be made anew, and unguessable.
func lookSecret(name string) func(begun) result {
	return func(b begun) result {
		if !b.oauth {
			return lacks("この方式に "+name+" は無い", "this way has no "+name)
		}
		fix := says(name+" をログインのたびに暗号論的な乱数 128 ビット以上で作る", "make "+name+" from 128 cryptographically random bits or more for each login")
		values := b.values(name)
		if slices.Contains(values, "") {
			return compared(equal(says("認証要求の "+name, name+" of the request"), "present", "absent", fix))
		}
		all := []finding{holds(distinct(values), says(name+" はログインごとに新しい", name+" is new for each login"), "new each time", "the same value again", fix)}
		if distinct(values) {
			n := bits(values)
			all = append(all, holds(n >= enoughBits, says(name+" の推測しにくさ", "how hard "+name+" is to guess"), "≥ "+number(enoughBits)+" bit", "≈ "+number(n)+" bit", fix))
		}
		return compared(all...)
	}
}

func lookPKCE(b begun) result {
	if !b.oauth {
		return notOAuth()
	}
	fix := says("PKCE を S256 で使い、検証子をログインのたびに作る", "use PKCE by S256, with a new verifier for each login")
	challenges := b.values("code_challenge")
	if slices.Contains(challenges, "") {
		return compared(equal(says("code_challenge", "code_challenge"), "present", "absent", fix))
	}
	sum, err := base64.RawURLEncoding.DecodeString(challenges[0])
	const sha256Size = 32
	return compared(
		equal(says("code_challenge_method", "code_challenge_method"), "S256", b.first().params.Get("code_challenge_method"), fix),
		holds(err == nil && len(sum) == sha256Size, says("code_challenge の形", "form of code_challenge"), "43 base64url characters", number(len(challenges[0]))+" characters", fix),
		holds(distinct(challenges), says("code_challenge はログインごとに新しい", "code_challenge is new for each login"), "new each time", "the same value again", fix))
}

func lookSingle(b begun) result {
	var twice []string
	for name, values := range b.first().params {
		if len(values) > 1 {
			twice = append(twice, name)
		}
	}
	slices.Sort(twice)
	return compared(holds(len(twice) == 0, says("二度あるパラメーター", "parameters given twice"), "-", strings.Join(twice, " "),
		says("設定と実装の両方で付けていないか確かめる", "see whether both settings and code add it")))
}

func lookClientSecret(b begun) result {
	s := b.first()
	leaked := s.params.Has("client_secret") || b.client.Secret != "" && strings.Contains(s.held.URL.String(), b.client.Secret)
	return compared(holds(!leaked, says("認証要求の client_secret", "client secret in the request"), "absent", "present",
		says("client_secret を認証要求から外し、漏れたものとして再発行する", "take it out, and have it issued anew: it has leaked")))
}

func lookDemands(b begun) result {
	var all []finding
	for _, asks := range b.asks {
		all = append(all, asks(b.first().params, b.first().to)...)
	}
	if len(all) == 0 {
		return lacks("このプロバイダーに固有の決まりは無い", "this provider demands nothing in particular of this request")
	}
	return compared(all...)
}
