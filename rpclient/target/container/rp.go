package container

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	dc "github.com/ory/dockertest/v3/docker"
)

const (
	rpPids       = 512
	fileResolver = "resolv.conf" // in Spec.Folder while the container lives
)

// confined returns what no container of a run may exceed. Ports below 1024 are open to
// all: without privileges nobody could listen on them.
func confined(network string, memory, pids int64) *dc.HostConfig {
	return &dc.HostConfig{
		NetworkMode: network,
		CapDrop:     []string{"ALL"}, SecurityOpt: []string{"no-new-privileges"},
		Sysctls: map[string]string{"net.ipv4.ip_unprivileged_port_start": "0"},
		Memory:  memory, MemorySwap: memory, PidsLimit: pids, // with no swap on top
		LogConfig: dc.LogConfig{Type: "none"}, // its output is streamed, and need not fill the disk
		DNSSearch: []string{"."},              // not the host's
	}
}

// createRP makes the Relying Party's container with its files, not started yet.
func (r run) createRP(ctx context.Context, s Spec, image, network, relay string) (*member, error) {
	if err := os.WriteFile(s.socket(fileResolver), resolver(relay), 0o644); err != nil {
		return nil, err
	}
	host := confined(network, s.Memory, rpPids)
	host.Binds = []string{s.socket(fileResolver) + ":/etc/resolv.conf:ro,z"}
	host.DNS = []string{relay}
	for _, name := range s.Hosts {
		host.ExtraHosts = append(host.ExtraHosts, name+":"+relay)
	}
	m, err := r.create(ctx, partRP, &dc.Config{
		Image: image, Env: s.Env, AttachStdout: true, AttachStderr: true,
	}, host, join(network, aliasRP), s.Printed)
	if err != nil {
		return nil, err
	}
	return m, m.upload(ctx, s.Files)
}

// resolver returns a resolv.conf: first the engine's own server (see the package comment
// on names), then the relay.
func resolver(relay string) []byte {
	return fmt.Appendf(nil, "nameserver 127.0.0.11\nnameserver %s\noptions ndots:0\n", relay)
}

// upload puts files into a container that is not started yet.
func (m *member) upload(ctx context.Context, files map[string][]byte) error {
	if len(files) == 0 {
		return nil
	}
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := addFile(t, strings.TrimPrefix(path, "/"), files[path]); err != nil {
			return fmt.Errorf("file %s: %w", path, err)
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	ctx, cancel := short(ctx)
	defer cancel()
	if err := m.UploadToContainer(m.id, dc.UploadToContainerOptions{InputStream: &b, Path: "/", Context: ctx}); err != nil {
		return fmt.Errorf("files of the Relying Party: %w", err)
	}
	return nil
}
