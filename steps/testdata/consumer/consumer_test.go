// Package consumer shows torii as a library: sentences and features of one's own
// beside torii's, and the mocks alone in an ordinary test.
package consumer

import (
	"context"
	"embed"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/cucumber/godog"

	"torii/features"
	"torii/mockidp"
	"torii/steps"
)

//go:embed features
var own embed.FS

// guests counts the people whom a scenario of this module has seen.
type guests struct{ n int }

func sentences(g *guests) []steps.Own {
	return []steps.Own{
		{Expression: `^店に客がいる$`, Do: func() { g.n++ }},
		{Expression: `^店の客は一人である$`, Do: func(ctx context.Context) error {
			if _, ok := steps.WorldFrom(ctx); !ok {
				return errors.New("no world in the context")
			}
			if g.n != 1 {
				return errors.New("not one guest")
			}
			return nil
		}},
	}
}

func suite(options godog.Options) godog.TestSuite {
	options.Strict, options.Format, options.Output = true, "progress", &strings.Builder{}
	return godog.TestSuite{Options: &options, ScenarioInitializer: func(sc *godog.ScenarioContext) {
		steps.Register(sc, steps.Options{}, sentences(&guests{})...)
	}}
}

func TestOwnFeatures(t *testing.T) {
	s := suite(godog.Options{FS: own, Paths: []string{"features"}})
	if got := s.Run(); got != 0 {
		t.Fatalf("own features: godog ended with %d\n%s", got, s.Options.Output)
	}
}

func TestFeaturesOfToriiBesideThem(t *testing.T) {
	s := suite(godog.Options{FS: features.FS, Paths: []string{"login"}, Tags: "@line && ~@google"})
	if got := s.Run(); got != 0 {
		t.Fatalf("torii's features: godog ended with %d\n%s", got, s.Options.Output)
	}
}

func TestACollisionIsNamedAtStart(t *testing.T) {
	err := steps.Collisions(steps.Own{Expression: `^利用者が(.+)でログインする$`, Do: func(string) {}})
	if err == nil || !strings.Contains(err.Error(), "ログインする") {
		t.Fatalf("want the sentence named, got %v", err)
	}
}

func TestTheMocksAlone(t *testing.T) {
	mocks := mockidp.Start(t, mockidp.Options{})
	resp, err := http.Get(mocks.Server("https://accounts.google.com/.well-known/openid-configuration"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("discovery: status %d", resp.StatusCode)
	}
}
