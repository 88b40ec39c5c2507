package target

import (
	"slices"
	"strings"
	"time"
)

// FileOnboarding is how far the connection of a service to GビズID has come. Source of
// the steps: https://gbiz-id.go.jp/top/system_guide/system_guide.html
type FileOnboarding struct {
	Release   string   `yaml:"release" doc:"day on which the service opens to the public, such as 2027-04-01"`
	Reached   string   `yaml:"reached" enum:"preparation,application,approved,settings,verification,production,release" doc:"the last step that is done"`
	Applicant string   `yaml:"applicant" enum:"organisation,contractor" doc:"who applies"`
	Service   string   `yaml:"service" enum:"public,private" doc:"whose service it is"`
	Own       string   `yaml:"verification" doc:"the environment of this file that is the service's own verification environment"`
	Review    int      `yaml:"review_days" doc:"business days from 利用申請 to 設定申込; default 10, an assumption: the guide names no number"`
	Holidays  []string `yaml:"holidays" doc:"days that are no business days besides Saturdays and Sundays, such as 2027-01-01"`
}

// FileHandover is what a customer hands over so that a product can write into Google Calendar.
type FileHandover struct {
	Key          string `yaml:"key" required:"true" doc:"P12 or JSON file of the key, from the folder of this file"`
	Password     string `yaml:"password" doc:"of the P12 file; default notasecret"`
	Account      string `yaml:"account" required:"true" doc:"e-mail address of the service account"`
	ClientID     string `yaml:"client_id" required:"true" doc:"number of the service account, as entered in the delegation"`
	Sender       string `yaml:"sender" required:"true" doc:"e-mail address of the user in whose name events are written (予約元ユーザー)"`
	Scope        string `yaml:"scope" required:"true" doc:"scope as entered in the delegation, character for character"`
	Certificates string `yaml:"certificates" doc:"JSON file with the service account's published certificates, to hold a P12 key against"`
}

// OnboardingSteps are the steps of a connection to GビズID in their order.
var OnboardingSteps = []string{"preparation", "application", "approved", "settings", "verification", "production", "release"}

// Opening is the day on which the service opens to the public, "" where the file does not tell.
func (f File) Opening() string {
	if f.Release == "" && f.Onboarding != nil {
		return f.Onboarding.Release
	}
	return f.Release
}

func (f File) validateHandedIn() error {
	if _, err := time.Parse(time.DateOnly, f.Release); f.Release != "" && err != nil {
		return f.fail("release", "got %q; want a day such as 2027-04-01", f.Release)
	}
	if o := f.Onboarding; o != nil {
		for _, day := range append([]string{o.Release}, o.Holidays...) {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				return f.fail("gbizid_onboarding", "got %q; want a day such as 2027-04-01", day)
			}
		}
		for _, w := range []struct {
			field, got string
			allowed    []string
		}{{"reached", o.Reached, OnboardingSteps}, {"applicant", o.Applicant, []string{"organisation", "contractor"}}, {"service", o.Service, []string{"public", "private"}}} {
			if w.got != "" && !slices.Contains(w.allowed, w.got) {
				return f.fail("gbizid_onboarding."+w.field, "got %q; allowed: %s", w.got, strings.Join(w.allowed, ", "))
			}
		}
		if _, ok := f.Environments[o.Own]; o.Own != "" && !ok {
			return f.fail("gbizid_onboarding.verification", "got %q; allowed: %s", o.Own, names(f.Environments))
		}
		if o.Review < 0 {
			return f.fail("gbizid_onboarding.review_days", "got %d; want 0 or more", o.Review)
		}
	}
	if h := f.Handover; h != nil {
		for _, w := range []struct{ field, got string }{{"key", h.Key}, {"account", h.Account}, {"client_id", h.ClientID}, {"sender", h.Sender}, {"scope", h.Scope}} {
			if w.got == "" {
				return f.fail("calendar_handover."+w.field, "is missing")
			}
		}
	}
	return nil
}

// Beside returns the place of a file that is named in this one.
func (f File) Beside(path string) string { return f.beside(path) }
