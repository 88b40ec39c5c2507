package namespace

import (
	"os"
	"path/filepath"
	"strings"
)

// The files of /etc that decide how names are resolved, as they are inside.
const (
	hostsFile    = "hosts"
	resolvFile   = "resolv.conf"
	nsswitchFile = "nsswitch.conf"
)

// writeEtc writes them into a new folder under folder, and returns it.
func writeEtc(folder string, hosts []string) (string, error) {
	dir, err := os.MkdirTemp(folder, "etc-")
	if err != nil {
		return "", err
	}
	host, _ := os.Hostname()                           // "" is left out
	nsswitch, _ := os.ReadFile("/etc/" + nsswitchFile) // musl has none
	for name, text := range map[string]string{
		hostsFile:    hostsText(host, hosts),
		resolvFile:   resolvText,
		nsswitchFile: nsswitchText(string(nsswitch)),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			_ = os.RemoveAll(dir)
			return "", err
		}
	}
	return dir, os.Chmod(dir, 0o755) // the command may run as another user later on
}

// hostsText is in the format of hosts(5). There is no ::1: a program that
// listens on "localhost" must listen where it is looked for.
func hostsText(hostname string, hosts []string) string {
	var b strings.Builder
	b.WriteString("127.0.0.1 localhost")
	if hostname != "" && hostname != "localhost" {
		b.WriteString(" " + hostname)
	}
	b.WriteString("\n")
	for _, host := range hosts {
		b.WriteString("127.0.0.1 " + host + "\n")
	}
	return b.String()
}

// resolvText is in the format of resolv.conf(5). Without "search ." a name that
// does not exist would be asked for again under the machine's own domain.
const resolvText = "nameserver 127.0.0.1\nsearch .\noptions timeout:2 attempts:2\n"

// nsswitchText leaves names to the two files above: other sources, such as
// systemd-resolved and mDNS, are asked over unix sockets, and answer from outside.
func nsswitchText(machine string) string {
	lines := []string{"hosts: files dns"}
	for line := range strings.Lines(machine) {
		if line = strings.TrimRight(line, "\n"); !strings.HasPrefix(strings.TrimSpace(line), "hosts:") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}
