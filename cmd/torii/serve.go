package main

import (
	"cmp"
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
	"torii/fixtures/strictyaml"
	"torii/fixtures/workspace"
	"torii/mockidp"
	"torii/mockidp/door"
	"torii/mockidp/op"
	"torii/mockidp/serve"
	"torii/rpclient/target"
	"torii/steps/bench"
	"torii/steps/chromium"
)

func serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{Use: "serve", Short: "Serve the mock providers for browsers, curl and RPs", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := f.open(c.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := f.keepCA(s); err != nil {
				return err
			}
			if err := f.tell(c.OutOrStdout(), s); err != nil {
				return err
			}
			return f.run(c.Context(), c.OutOrStdout(), s)
		}}
	flags := c.Flags()
	flags.StringVar(&f.Listen, "listen", "127.0.0.1:9400", "address the mocks listen on")
	flags.StringVar(&f.Control, "control", "127.0.0.1:9401", "address of the control port; off loopback it needs --control-token")
	flags.StringVar(&f.token, "control-token", "", "token that the control port asks for: '${NAME}' of an environment variable, or a file")
	flags.StringVar(&f.workspace, "workspace", "", "`FILE`: the Workspace that the fake Google Calendar begins with, instead of the built-in one")
	flags.StringVar(&f.State, "state", "", "`FILE` that keeps clients, people, consents, tokens, keys and switches over a restart; for its owner alone")
	flags.StringVar(&f.Origin, "origin", "", "origin that browsers use (default http:// and the listen address)")
	flags.StringVar(&f.Backchannel, "backchannel", "", "origin that the RP's server uses (default: the same)")
	flags.StringVar(&f.withRP, "with-rp", "", "`address` to serve the reference RP on as well, for example localhost:3000")
	flags.StringVar(&f.print, "print", serve.Formats[0], "configuration to print: "+strings.Join(serve.Formats, ", "))
	flags.BoolVar(&f.TLS, "tls", false, "the mocks speak TLS under a certificate for this machine alone")
	flags.StringVar(&f.Hosts, "real-hosts", "", "`address` to serve the real host names on over TLS as well, for example 127.0.0.1:443")
	flags.StringVar(&f.ca, "ca", "torii-ca.pem", "file that --tls and --real-hosts write the certificate to trust to")
	flags.BoolVar(&f.browser, "browser", false, "open a Chromium window in which the real names lead to the mocks, and the reference RP uses them")
	flags.StringVar(&f.issuer, "issuer", "address", "issuer to publish: address or real")
	flags.StringArrayVar(&f.redirects, "redirect-uri", nil, "register a further callback with every default client; repeatable")
	flags.StringArrayVar(&f.set, "set", nil, "set a switch, for example line.error_case=lower; repeatable")
	flags.StringVar(&f.asOf, "as-of", "", asOfSays)
	flags.StringArrayVar(&f.clients, "clients", nil, "`PROVIDER=FILE`: registered clients instead of the built-in ones; repeatable")
	flags.StringArrayVar(&f.people, "people", nil, "`PROVIDER=FILE`: people instead of the built-in ones; repeatable")
	return c
}

type serveFlags struct {
	serve.Options
	issuer, withRP, print, ca, asOf string
	token, workspace                string
	browser                         bool
	redirects, set, clients, people []string
}

// run serves the mocks, and what else was asked for; the end of one ends all.
func (f serveFlags) run(ctx context.Context, out io.Writer, s *serve.Server) error {
	all := []func(context.Context) error{s.Run}
	if f.withRP != "" {
		var names target.Names = s.Path
		if f.browser {
			names = nil // the window meets the real ones
		}
		hand, err := bench.NewHand(f.withRP, s.Mock, names)
		if err != nil {
			return usage(err)
		}
		fmt.Fprintf(out, "reference RP on %s, its mails on %s\n", hand.Origin, hand.Mails())
		all = append(all, hand.Run)
		if f.browser {
			all = append(all, func(ctx context.Context) error { return window(ctx, out, s, hand.Origin) })
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, len(all))
	for _, run := range all {
		go func() {
			defer cancel()
			ended <- run(ctx)
		}()
	}
	var problems error
	for range all {
		problems = errors.Join(problems, <-ended)
	}
	return problems
}

// window opens a Chromium window that is led to the mocks by their real names.
func window(ctx context.Context, out io.Writer, s *serve.Server, address string) error {
	hosts := map[string]string{}
	for _, host := range s.Mock.Hosts() {
		hosts[host] = s.HostsAddress()
	}
	return chromium.Person(ctx, hosts, s.CA.SPKI(), out, address, strings.Fields(os.Getenv("TORII_CHROMIUM_FLAGS"))...)
}

// keepCA writes the certificates that callers have to trust.
func (f serveFlags) keepCA(s *serve.Server) error {
	pem := s.LocalCA
	if s.CA != nil {
		pem = append(pem, s.CA.PEM()...)
	}
	if pem == nil || f.browser && s.LocalCA == nil {
		return nil // the window trusts it without
	}
	if err := os.WriteFile(f.ca, pem, 0o644); err != nil { // #nosec G306 -- a certificate is public
		return usage(fmt.Errorf("--ca: %w", err))
	}
	return nil
}

func (f *serveFlags) open(explain io.Writer) (*serve.Server, error) {
	set, err := switches(f.set)
	if err != nil {
		return nil, err
	}
	dated, err := asOf(f.asOf)
	if err != nil {
		return nil, err
	}
	set = under(dated, set)
	if f.browser {
		f.Hosts, f.withRP = cmp.Or(f.Hosts, "127.0.0.1:0"), cmp.Or(f.withRP, "localhost:0")
	}
	f.Mode, f.Set, f.Salt = door.IssuerMode(f.issuer), set, rand.Text()
	f.Explain = func(e op.Explanation) {
		fmt.Fprintf(explain, "%s %s: %s\n", e.Provider, e.Endpoint, inLine(fmt.Sprint(e.Says)))
	}
	if f.Clients, err = files(f.clients, "--clients", client.Parse); err != nil {
		return nil, err
	}
	if f.People, err = files(f.people, "--people", persona.Parse); err != nil {
		return nil, err
	}
	if f.Token, err = secret("--control-token", f.token); err != nil {
		return nil, err
	}
	if f.workspace != "" {
		if f.Workspace, err = workspaceOf(f.workspace); err != nil {
			return nil, err
		}
	}
	f.Redirects = f.redirects
	s, err := serve.Open(f.Options)
	return s, usage(err)
}

// workspaceOf reads the fake calendar's Workspace.
func workspaceOf(path string) (*workspace.Document, error) {
	b, err := strictyaml.ReadFile(path)
	if err != nil {
		return nil, usage(fmt.Errorf("--workspace: %w", err))
	}
	d, err := workspace.Parse(path, b)
	return &d, err
}

// files reads "PROVIDER=FILE" words.
func files[T any](words []string, flag string, parse func(string, []byte) ([]T, error)) (map[string][]T, error) {
	read := map[string][]T{}
	for _, word := range words {
		id, path, ok := strings.Cut(word, "=")
		if _, err := mockidp.Profile(id); !ok || err != nil {
			return nil, usage(fmt.Errorf("%s: got %q; want PROVIDER=FILE with a provider of %s", flag, word, strings.Join(providerIDs(), ", ")))
		}
		b, err := strictyaml.ReadFile(path)
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
func (f serveFlags) tell(w io.Writer, s *serve.Server) error {
	fmt.Fprintf(w, "torii serves on %s, control on http://%s (Ctrl-C ends it)\n", s.Path.Origin, s.ControlAddress())
	fmt.Fprintln(w, "模擬プロバイダー。本物ではない / mocks, not the real providers. Loopback callbacks are registered with every default client.")
	for _, line := range f.trust(s) {
		fmt.Fprintln(w, line)
	}
	block, err := s.Paste(f.print)
	if err != nil {
		return usage(err)
	}
	_, err = fmt.Fprintln(w, block)
	return err
}

// trust says what a caller has to trust, and where the real names are.
func (f serveFlags) trust(s *serve.Server) []string {
	var lines []string
	if s.LocalCA != nil {
		lines = append(lines, "TLS: trust the certificate in "+f.ca)
	}
	if s.CA != nil {
		lines = append(lines, "real names on "+s.HostsAddress()+": trust the certificate in "+f.ca+", and lead these names there: "+strings.Join(s.Mock.Hosts(), " "))
	}
	return lines
}
