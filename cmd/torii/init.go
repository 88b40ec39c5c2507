package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"torii/mockidp/clock"
	"torii/mockidp/serve"
	"torii/reports/cause"
	"torii/steps/propose"
)

// initFlags are the flags of torii init.
type initFlags struct {
	url, out, mocks, control string
	providers, login         []string
	known                    propose.Known
	yes                      bool
	lang                     string
}

func initCommand() *cobra.Command {
	var f initFlags
	c := &cobra.Command{Use: "init", Short: "Draft torii.yaml for a Relying Party that is running", Args: noArgs,
		Long: "init logs in to a Relying Party that is configured with the addresses torii serve prints: twice well, once cancelled.\n" +
			"It finds the login controls, the callback, the logout and a page that tells who is signed in, and writes torii.yaml.\n" +
			"Where there is more than one answer it asks; off a terminal it prints what it would guess and ends with 2.",
		RunE: func(c *cobra.Command, _ []string) error {
			return f.run(c.Context(), c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
		}}
	flags := c.Flags()
	flags.StringVar(&f.url, "url", "", "origin of the Relying Party, such as http://localhost:3000")
	flags.StringSliceVar(&f.providers, "provider", nil, "only these providers, separated by commas")
	flags.StringVar(&f.out, "out", "torii.yaml", "`file` to write; one that is there is not overwritten; - is standard output")
	flags.StringVar(&f.mocks, "mocks", "127.0.0.1:9400", "address of torii serve; where none runs, mocks are started there")
	flags.StringVar(&f.control, "control", "127.0.0.1:9401", "address of its control port")
	flags.StringVar(&f.known.LoginPage, "login-page", "", "`path` of the page with the login controls")
	flags.StringArrayVar(&f.login, "login", nil, "`PROVIDER=SELECTOR`: login control; repeatable")
	flags.StringVar(&f.known.Session, "session", "", "`path` of the page that tells who is signed in")
	flags.StringVar(&f.known.Member, "member", "", "what on it is the member: json:PATH or css:SELECTOR")
	flags.StringVar(&f.known.Logout, "logout", "", "`PAGE SELECTOR` of the logout control, with a space between")
	flags.StringVar(&f.lang, "lang", "", "language of what is printed: ja or en (default: by the locale, else ja)")
	flags.BoolVar(&f.yes, "yes", false, "take every guess")
	return c
}

func (f initFlags) run(ctx context.Context, in io.Reader, out, problems io.Writer) (err error) {
	o, err := f.options()
	if err != nil {
		return usage(err)
	}
	end, err := f.mocksUp(ctx)
	if err != nil {
		return usage(err)
	}
	defer func() { err = errors.Join(err, end()) }()
	switch file, isFile := in.(*os.File); {
	case f.yes:
		o.Choose = func(q propose.Question) (string, error) { return q.Answers[0], nil }
	case isFile && term.IsTerminal(int(file.Fd())):
		o.Choose = chooser(bufio.NewReader(in), out)
	}
	lang, err := language(f.lang)
	if err != nil {
		return err
	}
	o.Failed = func(b cause.Block) {
		for _, line := range b.Tell(lang) { // standard output may be the draft's
			fmt.Fprintln(problems, inLine(line))
		}
	}
	drafted, err := propose.Draft(ctx, o, "init-"+rand.Text())
	if err != nil {
		return usage(err)
	}
	return f.write(out, drafted)
}

func (f initFlags) options() (propose.Options, error) {
	o := propose.Options{URL: strings.TrimSuffix(f.url, "/"), Mocks: "http://" + f.mocks, Control: "http://" + f.control, Providers: f.providers,
		Known: f.known, Now: (&clock.Clock{}).Now}
	if f.url == "" {
		return o, errors.New("--url is missing: the origin of the Relying Party that is running, such as http://localhost:3000")
	}
	for _, id := range f.providers {
		if !strings.Contains(" "+strings.Join(providerIDs(), " ")+" ", " "+id+" ") {
			return o, fmt.Errorf("--provider: got %q; allowed: %s", id, strings.Join(providerIDs(), ", "))
		}
	}
	o.Known.Login = map[string]string{}
	for _, word := range f.login {
		id, selector, ok := strings.Cut(word, "=")
		if !ok {
			return o, fmt.Errorf("--login: got %q; want PROVIDER=SELECTOR", word)
		}
		o.Known.Login[id] = selector
	}
	return o, nil
}

// mocksUp starts the mocks unless they run already.
func (f initFlags) mocksUp(ctx context.Context) (end func() error, err error) {
	client := http.Client{Timeout: 2 * time.Second}
	if res, err := client.Get("http://" + f.control + "/health"); err == nil {
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return func() error { return nil }, nil
		}
	}
	s, err := serve.Open(serve.Options{Listen: f.mocks, Control: f.control, Salt: rand.Text()})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	return func() error { cancel(); return <-ended }, nil
}

// chooser asks on a terminal.
func chooser(in *bufio.Reader, out io.Writer) func(propose.Question) (string, error) {
	return func(q propose.Question) (string, error) {
		fmt.Fprintln(out, inLine(q.Asks))
		for i, answer := range q.Answers {
			fmt.Fprintf(out, "  %d  %s\n", i+1, inLine(answer))
		}
		for {
			fmt.Fprint(out, "1: ")
			line, err := in.ReadString('\n')
			if err != nil {
				return "", fmt.Errorf("no answer: %w; answer with %s", err, q.Flag)
			}
			if line = strings.TrimSpace(line); line == "" {
				return q.Answers[0], nil
			}
			if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(q.Answers) {
				return q.Answers[n-1], nil
			}
			fmt.Fprintf(out, "want a number from 1 to %d\n", len(q.Answers))
		}
	}
}

// write writes the file; one that is there stays.
func (f initFlags) write(out io.Writer, text string) error {
	if f.out == "-" {
		_, err := io.WriteString(out, text)
		return err
	}
	const mode = 0o644
	file, err := os.OpenFile(f.out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return usage(fmt.Errorf("--out: %w", err))
	}
	_, err = io.WriteString(file, text)
	if err = errors.Join(err, file.Close()); err == nil {
		fmt.Fprintf(out, "%s: look it over, end torii serve, then: torii run --rp %s\n", f.out, f.out)
	}
	return err
}
