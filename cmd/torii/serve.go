package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/door"
	"torii/mockidp/op"
	"torii/mockidp/profile"
	"torii/mockidp/serve"
	"torii/steps/bench"
)

func serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{Use: "serve", Short: "Serve the mock providers for browsers, curl and RPs", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := f.open(c.ErrOrStderr())
			if err != nil {
				return err
			}
			f.tell(c.OutOrStdout(), s)
			return f.run(c.Context(), c.OutOrStdout(), s)
		}}
	flags := c.Flags()
	flags.StringVar(&f.Listen, "listen", "127.0.0.1:9400", "address the mocks listen on")
	flags.StringVar(&f.Control, "control", "127.0.0.1:9401", "address of the control port; loopback only")
	flags.StringVar(&f.Origin, "origin", "", "origin that browsers use (default http:// and the listen address)")
	flags.StringVar(&f.Backchannel, "backchannel", "", "origin that the RP's server uses (default: the same)")
	flags.StringVar(&f.withRP, "with-rp", "", "`address` to serve the reference RP on as well, for example localhost:3000")
	flags.StringVar(&f.issuer, "issuer", "address", "issuer to publish: address or real")
	flags.StringArrayVar(&f.redirects, "redirect-uri", nil, "register a further callback with every default client; repeatable")
	flags.StringArrayVar(&f.set, "set", nil, "set a switch, for example line.error_case=lower; repeatable")
	flags.StringArrayVar(&f.clients, "clients", nil, "`PROVIDER=FILE`: registered clients instead of the built-in ones; repeatable")
	flags.StringArrayVar(&f.people, "people", nil, "`PROVIDER=FILE`: people instead of the built-in ones; repeatable")
	return c
}

type serveFlags struct {
	serve.Options
	issuer, withRP                  string
	redirects, set, clients, people []string
}

// run serves the mocks, and the reference RP where it was asked for.
func (f serveFlags) run(ctx context.Context, out io.Writer, s *serve.Server) error {
	if f.withRP == "" {
		return s.Run(ctx)
	}
	hand, err := bench.NewHand(f.withRP, s.Mock, s.Path)
	if err != nil {
		return usage(err)
	}
	fmt.Fprintf(out, "reference RP on %s\n", hand.Origin)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		defer cancel()
		ended <- hand.Run(ctx)
	}()
	err = s.Run(ctx)
	cancel()
	return errors.Join(err, <-ended)
}

func (f serveFlags) open(explain io.Writer) (*serve.Server, error) {
	set, err := switches(f.set)
	if err != nil {
		return nil, err
	}
	f.Mode, f.Set, f.Salt = door.IssuerMode(f.issuer), set, rand.Text()
	f.Explain = func(e op.Explanation) {
		fmt.Fprintf(explain, "%s %s: %s\n", e.Provider, e.Endpoint, e.Says)
	}
	if f.Clients, err = files(f.clients, "--clients", client.Parse); err != nil {
		return nil, err
	}
	if f.People, err = files(f.people, "--people", persona.Parse); err != nil {
		return nil, err
	}
	f.Redirects = f.redirects
	s, err := serve.Open(f.Options)
	return s, usage(err)
}

// files reads "PROVIDER=FILE" words.
func files[T any](words []string, flag string, parse func(string, []byte) ([]T, error)) (map[string][]T, error) {
	read := map[string][]T{}
	for _, word := range words {
		id, path, ok := strings.Cut(word, "=")
		if _, err := mockidp.Profile(id); !ok || err != nil {
			return nil, usage(fmt.Errorf("%s: got %q; want PROVIDER=FILE with a provider of %s", flag, word, strings.Join(providerIDs(), ", ")))
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, usage(fmt.Errorf("%s: %w", flag, err))
		}
		if read[id], err = parse(path, b); err != nil {
			return nil, err
		}
	}
	return read, nil
}

// tell prints what an RP has to be configured with.
func (f serveFlags) tell(w io.Writer, s *serve.Server) {
	fmt.Fprintf(w, "torii serves on %s, control on http://%s (Ctrl-C ends it)\n", s.Path.Origin, s.ControlAddress())
	fmt.Fprintln(w, "模擬プロバイダー。本物ではない / mocks, not the real providers. Loopback callbacks are registered with every default client.")
	for _, p := range s.Mock.Providers() {
		c := p.Clients[0]
		fmt.Fprintf(w, "\n# %s\n", p.Profile.Name)
		for _, line := range [][2]string{
			{"ISSUER", s.Path.Issuer(p.Profile.Issuer)},
			{"DISCOVERY_URL", s.Path.Server(p.Address(profile.Discovery))},
			{"AUTHORIZATION_ENDPOINT", s.Path.Browser(p.Address(profile.Authorization))},
			{"TOKEN_ENDPOINT", s.Path.Server(p.Address(profile.Token))},
			{"USERINFO_ENDPOINT", s.Path.Server(p.Address(profile.UserInfo))},
			{"JWKS_URI", s.Path.Server(p.Address(profile.JWKS))},
			{"CLIENT_ID", c.ClientID}, {"CLIENT_SECRET", c.Secret},
		} {
			fmt.Fprintf(w, "%s_%s=%s\n", strings.ToUpper(p.Profile.ID), line[0], line[1])
		}
	}
	fmt.Fprintln(w)
}
