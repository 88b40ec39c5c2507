package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/rpclient/target"
)

// handedInCheck is a check of papers: it sends nothing.
type handedInCheck struct {
	Check
	provider string
	look     func(target.File, time.Time) result
}

func handedInChecks() []handedInCheck {
	on := func(provider string) func(id string, c Check, look func(target.File, time.Time) result) handedInCheck {
		return func(id string, c Check, look func(target.File, time.Time) result) handedInCheck {
			c.ID, c.Family, c.Sends = id, HandedIn, Nothing
			return handedInCheck{c, provider, look}
		}
	}
	gbiz, calendar := on("gbizid"), on("gcal")
	return []handedInCheck{
		gbiz("onboarding-applicant", Check{Rule: "GBIZ-APPLICANT", Says: says("申請者", "applicant")}, lookApplicant),
		gbiz("onboarding-service", Check{Rule: "GBIZ-SERVICE", Says: says("接続するサービス", "the service to connect")}, lookService),
		gbiz("onboarding-own", Check{Rule: "GBIZ-OWN", Says: says("RPの検証環境", "the RP's own verification environment")}, lookOwn),
		gbiz("onboarding-steps", Check{Rule: "GBIZ-STEPS", Says: says("手続きの進み具合", "steps taken")}, lookSteps),
		gbiz("onboarding-application", Check{Rule: "GBIZ-DATES", Says: says("利用申請の最終日", "last day for 利用申請")}, lookDay("application")),
		gbiz("onboarding-settings", Check{Rule: "GBIZ-DATES", Says: says("設定申込の最終日", "last day for 設定申込")}, lookDay("settings")),
		gbiz("onboarding-production", Check{Rule: "GBIZ-DATES", Says: says("本番環境に接続する日", "day for connecting production")}, lookProduction),
		calendar("handover-key", Check{Rule: "CAL-HANDOVER", Says: says("受け取った鍵", "the key handed over")}, lookKey),
		calendar("handover-account", Check{Rule: "CAL-HANDOVER", Says: says("サービスアカウントのアドレス", "the service account's address")}, lookAccount),
		calendar("handover-number", Check{Rule: "CAL-NUMBER", Says: says("21桁の番号", "the number of 21 digits")}, lookNumber),
		calendar("handover-sender", Check{Rule: "CAL-SENDER", Says: says("予約元ユーザー", "the sender")}, lookSender),
		calendar("handover-scope", Check{Rule: "CAL-SCOPE", Says: says("委任の scope", "the delegated scope")}, lookDelegated),
	}
}

// handedIn tells what the file says of papers.
func (r *run) handedIn() {
	for _, c := range handedInChecks() {
		if c.provider == "gbizid" && r.File.Onboarding == nil || c.provider == "gcal" && r.File.Handover == nil {
			continue
		}
		r.tell(c.Check, c.provider, c.look(r.File, r.Now()))
	}
	if r.File.Handover != nil {
		r.askSender()
	}
}

func lookApplicant(f target.File, _ time.Time) result {
	if f.Onboarding.Applicant == "" {
		return skip("RPの記述に gbizid_onboarding.applicant が無い", "gbizid_onboarding.applicant is missing")
	}
	return compared(equal(says("申請者", "who applies"), "organisation", f.Onboarding.Applicant,
		says("委託先でなく、組織の職員が申請する", "let the organisation itself apply, not its contractor")))
}

func lookService(f target.File, _ time.Time) result {
	if f.Onboarding.Service == "" {
		return skip("RPの記述に gbizid_onboarding.service が無い", "gbizid_onboarding.service is missing")
	}
	return compared(equal(says("サービスの種別", "kind of service"), "public", f.Onboarding.Service,
		says("民間のサービスは接続できない。行政機関等のサービスとして申請できるか確かめる", "private services may not connect; see whether it is a public body's")))
}

func lookOwn(f target.File, _ time.Time) result {
	o := f.Onboarding
	fix := says("RPの検証環境を用意し、environments に kind: verification で書き、gbizid_onboarding.verification で指す",
		"set one up, describe it under environments with kind: verification, and name it in gbizid_onboarding.verification")
	if o.Own == "" {
		return compared(equal(says("RPの検証環境", "the RP's own verification environment"), "an environment of this file", "", fix))
	}
	return compared(equal(says("環境 "+o.Own+" の kind", "kind of the environment "+o.Own), target.Verification, f.Environments[o.Own].Kind, fix))
}

// stepNames are the steps as the guide calls them.
var stepNames = map[string]text.Both{
	"preparation": says("事前準備", "preparation"), "application": says("利用申請", "application for use"), "approved": says("審査完了", "examination completed"),
	"settings": says("設定申込", "settings request"), "verification": says("検証環境での接続試験", "test in the verification environment"),
	"production": says("本番環境での接続", "connection in production"), "release": says("リリース", "release"),
}

func reached(o *target.FileOnboarding) int { return slices.Index(target.OnboardingSteps, o.Reached) }

func lookSteps(f target.File, _ time.Time) result {
	need := slices.Index(target.OnboardingSteps, "settings")
	if f.Chosen.Kind == target.Production {
		need = slices.Index(target.OnboardingSteps, "verification")
	}
	var missing []string
	for i, step := range target.OnboardingSteps {
		if i > reached(f.Onboarding) && i <= need {
			missing = append(missing, stepNames[step].JA)
		}
	}
	return compared(holds(len(missing) == 0, says("この環境でつなぐまでに残る手続き", "steps left before this environment connects"), "-", strings.Join(missing, " → "),
		says("残る手続きを順に済ませ、gbizid_onboarding.reached に書く", "take them in this order, and say so in gbizid_onboarding.reached")))
}

// The times of the guide. Six weeks are "at least about", the week is "in principle".
const (
	settingsDays   = 42
	productionDays = 7
	// reviewDays is an assumption: the guide names no number.
	reviewDays = 10
)

// Dates are the days counted back from a release.
type Dates struct{ Application, Settings, Production, Release time.Time }

// Days counts back from the release of a connection to GビズID; ok is false where none is given.
func Days(o *target.FileOnboarding) (d Dates, ok bool) {
	if o == nil || o.Release == "" {
		return d, false
	}
	release, err := time.Parse(time.DateOnly, o.Release)
	if err != nil {
		return d, false
	}
	review := o.Review
	if review == 0 {
		review = reviewDays
	}
	d = Dates{Release: release, Settings: release.AddDate(0, 0, -settingsDays), Production: release.AddDate(0, 0, -productionDays)}
	d.Settings = businessDay(d.Settings, o.Holidays)
	d.Application = d.Settings
	for range review {
		d.Application = businessDay(d.Application.AddDate(0, 0, -1), o.Holidays)
	}
	return d, true
}

// businessDay is the day, or the last one before it on which an office is open.
func businessDay(day time.Time, holidays []string) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || slices.Contains(holidays, day.Format(time.DateOnly)) {
		day = day.AddDate(0, 0, -1)
	}
	return day
}

// japan is where the days are counted: there has been no summer time since 1951.
var japan = time.FixedZone("JST", 9*60*60)

// today is the day of an instant in Japan, as midnight UTC, which is how days are kept here.
func today(now time.Time) time.Time {
	y, m, d := now.In(japan).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// lookDay holds that a step is done, or can still be taken in time.
func lookDay(step string) func(target.File, time.Time) result {
	return func(f target.File, now time.Time) result {
		d, ok := Days(f.Onboarding)
		if !ok {
			return skip("RPの記述に gbizid_onboarding.release が無い", "gbizid_onboarding.release is missing")
		}
		last, confidence := d.Settings, "inferred"
		if step == "application" {
			last, confidence = d.Application, "unknown"
		}
		done := reached(f.Onboarding) >= slices.Index(target.OnboardingSteps, step)
		late := today(now).After(last)
		name := stepNames[step]
		return compared(holds(done || !late, says(name.JA+"（公開は "+f.Onboarding.Release+"）", name.EN+" (release on "+f.Onboarding.Release+")"),
			"by "+last.Format(time.DateOnly), fmt.Sprintf("not done on %s", today(now).Format(time.DateOnly)),
			says("公開日を遅らせるか、運営に相談する", "put the release off, or ask the operating body")).unsure(confidence))
	}
}

// lookProduction holds that production is not connected long before the release.
func lookProduction(f target.File, now time.Time) result {
	d, ok := Days(f.Onboarding)
	if !ok {
		return skip("RPの記述に gbizid_onboarding.release が無い", "gbizid_onboarding.release is missing")
	}
	connected := reached(f.Onboarding) >= slices.Index(target.OnboardingSteps, "production")
	return compared(holds(!connected || !today(now).Before(d.Production), says("本番環境への接続（原則として公開の一週間前から）", "connection of production (in principle from one week before the release)"),
		"from "+d.Production.Format(time.DateOnly), "connected on "+today(now).Format(time.DateOnly),
		says("本番環境への接続は公開の一週間前まで待つ", "wait until one week before the release")).unsure("inferred"))
}
