package container

import (
	"context"
	"fmt"

	dc "github.com/ory/dockertest/v3/docker"
)

// inhibitIPv4 keeps the host from having an address on the network: "internal" alone
// stops forwarding, but leaves every service of the host in reach.
const inhibitIPv4 = "com.docker.network.bridge.inhibit_ipv4"

// network makes the closed network and returns its name.
func (r run) network(ctx context.Context) (string, error) {
	ctx, cancel := making(ctx)
	defer cancel()
	name := r.name("net")
	_, err := r.CreateNetwork(dc.CreateNetworkOptions{
		Name: name, Driver: "bridge", Internal: true, CheckDuplicate: true, Labels: r.labels,
		Options: map[string]any{inhibitIPv4: "true"}, Context: ctx,
	})
	if err != nil {
		return "", fmt.Errorf("closed network: %w", err)
	}
	return name, nil
}

// join returns how a container lives in the network under these names.
func join(network string, aliases ...string) *dc.NetworkingConfig {
	return &dc.NetworkingConfig{EndpointsConfig: map[string]*dc.EndpointConfig{network: {Aliases: aliases}}}
}
