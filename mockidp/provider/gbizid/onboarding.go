package gbizid

import (
	"net/http"
	"slices"

	"torii/fixtures/client"
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// step is one step of connecting a service, in the order of the operating body's guide.
type step struct {
	name string
	says text.Both
}

// steps lead from reading the documents to the service's release. A client that has
// reached one has done all before it. Source: https://gbiz-id.go.jp/top/system_guide/system_guide.html
var steps = []step{
	{"preparation", text.Both{JA: "事前準備", EN: "preparation"}},
	{"application", text.Both{JA: "利用申請", EN: "application for use"}},
	{"approved", text.Both{JA: "審査完了", EN: "examination completed"}},
	{"settings", text.Both{JA: "設定申込", EN: "settings request"}},
	{"verification", text.Both{JA: "検証環境設定", EN: "set up in the verification environment"}},
	{"production", text.Both{JA: "本番環境設定", EN: "set up in production"}},
	{"release", text.Both{JA: "リリース", EN: "release"}},
}

func stepNames() []string {
	var names []string
	for _, s := range steps {
		names = append(names, s.name)
	}
	return names
}

func stepOf(name string) int {
	return slices.IndexFunc(steps, func(s step) bool { return s.name == name })
}

// connects says why an environment does not know a client; the zero value says that it does.
func (e environment) connects(c client.Client) text.Both {
	set := profile.Settings(c.Set)
	if system := set["system"]; system != "" && system != e.system {
		return text.Both{
			JA: "RPの" + systems[system].JA + "は" + e.name.JA + "に接続できない（本番は本番と、検証は検証とだけ接続できる）",
			EN: "the RP's " + systems[system].EN + " may not connect to the " + e.name.EN + ": production goes with production, verification with verification"}
	}
	reached, needed := stepOf(set["onboarding"]), stepOf(e.step)
	if reached >= needed {
		return text.Both{}
	}
	missing := steps[reached+1]
	return text.Both{
		JA: "このクライアントは「" + steps[reached].says.JA + "」までしか進んでいない。次の手続きは「" + missing.says.JA + "」で、" +
			e.name.JA + "は「" + steps[needed].says.JA + "」が済むまで受け付けない",
		EN: "this client has come as far as: " + steps[reached].says.EN + "; its next step is: " + missing.says.EN +
			"; the " + e.name.EN + " refuses it until: " + steps[needed].says.EN}
}

var systems = map[string]text.Both{
	"production":   {JA: "本番システム", EN: "production system"},
	"verification": {JA: "検証システム", EN: "verification system"},
}

func (e environment) clientRefusal(r profile.Request) *profile.Refusal {
	why := text.Both{JA: "その client_id は" + e.name.JA + "に登録されていない", EN: "no client of that client_id is registered at the " + e.name.EN}
	if !r.Has("client_id") {
		why = text.Both{JA: "client_id が送られていない", EN: "client_id was not sent"}
	}
	if r.ClientOK {
		if why = e.connects(r.Client); why.IsZero() {
			return nil
		}
	}
	return atGBizID(http.StatusUnauthorized, "invalid_client", "Client authentication failed", why)
}

// barred refuses at the token endpoint too whom the environment does not know.
func (e environment) barred(c client.Client) profile.TokenFailure {
	if e.connects(c).IsZero() {
		return ""
	}
	return profile.ClientDisabled
}
