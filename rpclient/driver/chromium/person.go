package chromiumdriver

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Person starts a Chromium window for a person, with a profile that is thrown away
// when it is closed. It can reach what a browser of these options can, and the
// person sees the real names in its address bar. Extra are further flags; what
// Chromium prints goes to out.
//
// It returns when the window is closed or the context ends.
func Person(ctx context.Context, o Options, out io.Writer, address string, extra ...string) error {
	path, err := Find(o.Exec)
	if err != nil {
		return err
	}
	profile, err := os.MkdirTemp("", "torii-chromium-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(profile) }() // a last write of a dying child may leave a file behind
	cmd := exec.CommandContext(ctx, path, append(o.personal(profile), append(extra, address)...)...)
	cmd.Stdout = out
	said := &tail{}
	cmd.Stderr = said
	if err := cmd.Run(); err != nil && ctx.Err() == nil {
		return fmt.Errorf("%s: %w: %s", path, err, said)
	}
	return nil
}

// personal are the flags of a window for a person.
func (o Options) personal(profile string) []string {
	list := []string{"--user-data-dir=" + profile, "--no-first-run", "--no-default-browser-check", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--disable-quic", "--no-proxy-server", "--lang=ja",
		"--password-store=basic", "--disable-features=" + strings.Join(features, ","),
		"--host-resolver-rules=" + resolverRules(o.HostRules)}
	if os.Geteuid() == 0 {
		list = append(list, "--no-sandbox") // Chromium refuses its sandbox to root
	}
	if len(o.TrustedSPKI) > 0 {
		list = append(list, "--ignore-certificate-errors-spki-list="+strings.Join(o.TrustedSPKI, ","))
	}
	return list
}

// tail keeps the last that was written, for an error.
type tail struct{ b []byte }

const maxTail = 2 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p...)
	if n := len(t.b); n > maxTail {
		t.b = t.b[n-maxTail:]
	}
	return len(p), nil
}

func (t *tail) String() string { return strings.TrimSpace(string(t.b)) }
