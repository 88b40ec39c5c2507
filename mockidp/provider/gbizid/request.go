package gbizid

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
)

// requestChecks hold client and redirect_uri to their registration first: with those
// wrong nothing comes back to the Relying Party (guideline 3.4.1.2).
func requestChecks(e environment) []profile.RequestCheck {
	checks := []profile.RequestCheck{
		{Name: "client_id", Refuse: e.clientRefusal},
		{Name: "redirect_uri", Refuse: redirectRefusal},
	}
	for _, told := range toldToRP {
		checks = append(checks, profile.RequestCheck{Name: told.Name, Refuse: func(r profile.Request) *profile.Refusal {
			if r.Set.Is("request_errors", "after-login") {
				return nil // admission comes to it
			}
			return told.Refuse(r)
		}})
	}
	return checks
}

// toldToRP are the checks whose refusals come back to the Relying Party.
var toldToRP = []profile.RequestCheck{
	{Name: "response_type", Refuse: func(r profile.Request) *profile.Refusal {
		switch {
		case !r.Has("response_type"):
			return toRP(r.Set["missing_response_type"], "response_type is missing.", "response_type が送られていない", "response_type was not sent")
		case r.Get("response_type") != "code":
			return toRP("unsupported_response_type", "Unsupported response types: ["+r.Get("response_type")+"]",
				"response_type は code だけ", "response_type has to be code")
		}
		return nil
	}},
	{Name: "scope", Refuse: scopeRefusal},
	{Name: "code_challenge", Refuse: func(r profile.Request) *profile.Refusal {
		if (r.Has("code_challenge") || r.Has("code_challenge_method")) && r.Get("code_challenge_method") != "S256" {
			return toRP("invalid_request", "code_challenge_method must be S256.", "code_challenge_method は S256 だけ", "code_challenge_method has to be S256")
		}
		return nil
	}},
}

func redirectRefusal(r profile.Request) *profile.Refusal {
	sent := r.Get("redirect_uri")
	if r.Registered && (r.Set.Is("loopback_redirect", "allowed") || !isPlain(sent)) {
		return nil
	}
	return atGBizID(http.StatusBadRequest, "invalid_grant", "Invalid redirect: "+sent+" does not match one of the registered values.", text.Both{
		JA: "redirect_uri が登録と一文字でも違う（省けるのは一つだけ登録したとき）: " + sent,
		EN: "redirect_uri is not exactly a registered one (it may be left out where one is registered): " + sent})
}

func isPlain(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.Scheme != "https"
}

func scopeRefusal(r profile.Request) *profile.Refusal {
	asked, may := r.Words("scope"), allowed(r.Client)
	if len(asked) == 0 {
		if r.Set.Is("scope_omitted", "refused") {
			return badScope(may, "scope is missing.", "scope が送られていない（省略の廃止）", "scope was not sent: leaving it out is abolished")
		}
		return nil
	}
	for _, s := range asked {
		if !has(may, s) {
			return badScope(may, "Invalid scope: "+s, "使えない scope（任意のものは申請が要る）: "+s, "a scope that is unknown or was not applied for: "+s)
		}
	}
	if !has(asked, "openid") && r.Set.Is("scope_without_openid", "refused") {
		return badScope(may, "Invalid scope: openid is missing", "scope に openid が無い", "scope lacks openid")
	}
	return nil
}

// badScope tells the scopes that would have been allowed, as Spring does.
func badScope(may []string, description, ja, en string) *profile.Refusal {
	refusal := toRP("invalid_scope", description, ja, en)
	refusal.Extra = []bend.Param{{Name: "scope", Value: strings.Join(may, " ")}}
	return refusal
}

// toRP is a refusal that comes back to the Relying Party.
func toRP(code, description, ja, en string) *profile.Refusal {
	return &profile.Refusal{Channel: profile.ToCallback, Code: code, Description: description, Why: text.Both{JA: ja, EN: en}}
}

// atGBizID is GビズID's own error page: the Relying Party hears nothing.
func atGBizID(status int, code, description string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.Page, Status: status, Code: code, Description: description, Why: why}
}

// silent answers prompt=none without a session, and without a description.
func silent(a profile.Authn) *profile.Refusal {
	if a.SignedIn {
		return nil
	}
	return toRP("login_required", "", "prompt=none だが、ログインが要る", "prompt=none, but login is due")
}

// renews says when a session does not count: for prompt=login, and beyond max_age or the idle timeout.
func renews(r profile.Request, age time.Duration) bool {
	seconds, err := strconv.Atoi(r.Get("max_age"))
	return r.Asks("prompt", "login") || err == nil && age > time.Duration(seconds)*time.Second ||
		age > time.Duration(r.Set.Int("session_minutes"))*time.Minute
}

func forEver(profile.Request, []string) time.Duration { return 0 }

// admission holds what GビズID can still refuse once it knows the person.
var admission = slices.Concat([]profile.AdmissionCheck{
	{Name: "request", Refuse: func(a profile.Authn) *profile.Refusal {
		if !a.Set.Is("request_errors", "after-login") {
			return nil
		}
		for _, told := range toldToRP {
			if refusal := told.Refuse(a.Request); refusal != nil {
				return refusal
			}
		}
		return nil
	}},
	{Name: "expiry", Refuse: func(a profile.Authn) *profile.Refusal {
		if a.Person.Trait("expired") != "yes" || a.Set.Is("account_expiry", "none") {
			return nil
		}
		why := text.Both{JA: "アカウントの有効期限が切れている", EN: "the account has expired"}
		if a.Set.Is("expired_account", "access_denied") {
			return toRP("access_denied", "User denied access", why.JA, why.EN)
		}
		return atGBizID(http.StatusForbidden, "account_expired",
			"アカウントの有効期限が切れています。マイページから更新してください。", why)
	}},
	{Name: "second factor", Refuse: secondFactorRefusal},
	{Name: "account kind", Refuse: func(a profile.Authn) *profile.Refusal {
		if a.Set.Is("account_kinds_checked_by", "rp") || slices.Contains(profile.Settings(a.Client.Set).Words("account_kinds"), a.Person.Trait("account_type")) {
			return nil
		}
		return atGBizID(http.StatusForbidden, "account_kind", "ご利用のアカウント種別では本サービスを利用できません。", text.Both{
			JA: "サービスがその種別のアカウントを受け付けない", EN: "the service does not take accounts of that kind"})
	}},
	{Name: "mandate", Refuse: func(a profile.Authn) *profile.Refusal {
		if a.Set.Is("mandate_checked_by", "rp") || !isMember(a.Person) || has(mandated(a.Person, a.Client.ClientID), a.Client.ClientID) {
			return nil
		}
		return atGBizID(http.StatusForbidden, "mandate",
			"ご利用のアカウントは、gBizIDプライムアカウントにより本サービスの利用が許可されていません。", text.Both{
				JA: "プライムがこのメンバーにサービスの利用を許可していない", EN: "the Prime has not allowed this member to use the service"})
	}},
})

// secondFactorRefusal stops whoever has no second factor that works for services.
// From 2025-12-17 SMS serves マイページ alone, and mail the services that take it.
func secondFactorRefusal(a profile.Authn) *profile.Refusal {
	bySMS := a.Set.Is("otp_by", "sms")
	switch factor := a.Person.Trait("second_factor"); {
	case factor == "sms" && bySMS:
		return nil
	case factor == "mail" && bySMS:
		return atGBizID(http.StatusForbidden, "second_factor", "メールによる認証では行政サービスにログインできません。",
			text.Both{JA: "メールによるワンタイムパスワードは 2025-12-17 から", EN: "one-time passwords by mail come with 2025-12-17"})
	case factor == "sms":
		return atGBizID(http.StatusForbidden, "second_factor", "SMSによる認証では行政サービスにログインできません。GビズIDアプリを登録してください。",
			text.Both{JA: "SMSはマイページだけで使える", EN: "SMS works for the user's own page only"})
	case factor == "mail" && profile.Settings(a.Client.Set).Is("mail_otp", "refused"):
		return atGBizID(http.StatusForbidden, "second_factor", "本サービスはメールによる認証に対応していません。GビズIDアプリを登録してください。",
			text.Both{JA: "サービスがメールOTPを受け付けない", EN: "the service does not take one-time passwords by mail"})
	}
	return nil
}

func isMember(p persona.Person) bool { return p.Trait("account_type") == "3" }

// mandated are the clients that a member may use; "this" in a persona stands for the one that asks.
func mandated(p persona.Person, asking string) []string {
	clients := strings.Fields(p.Trait("mandate"))
	for i := range clients {
		if clients[i] == "this" {
			clients[i] = asking
		}
	}
	return clients
}
