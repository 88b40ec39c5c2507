package target

import (
	"slices"
	"strings"
	"time"
)

// FileOnboarding is how far the connection of a service to GビズID has come. Source of
// the steps: https://gbiz-id.go.jp/top/system_guide/system_guide.html
type FileOnboarding struct {
	Release   string   `yaml:"release"`
	Reached   string   `yaml:"reached" enum:"preparation,application,approved,settings,verification,production,release"`
	Applicant string   `yaml:"applicant" enum:"organisation,contractor"`
	Service   string   `yaml:"service" enum:"public,private"`
	Own       string   `yaml:"verification"`
	Review    int      `yaml:"review_days"`
	Holidays  []string `yaml:"holidays"`
}

// FileHandover is what a customer hands over so that a product can write into Google Calendar.
type FileHandover struct {
	Key          string `yaml:"key" required:"true"`
	Password     string `yaml:"password"`
	Account      string `yaml:"account" required:"true"`
	ClientID     string `yaml:"client_id" required:"true"`
	Sender       string `yaml:"sender" required:"true"`
	Scope        string `yaml:"scope" required:"true"`
	Certificates string `yaml:"certificates"`
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
