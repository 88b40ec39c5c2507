// Package container runs a Relying Party as a container in a closed Docker network.
//
// The network has no way out: it is internal, and the host has no address on it. Its only
// other inhabitant is a relay, a container made from torii's own static program, which
// carries TLS, plain HTTP and DNS between the network and the unix sockets of a folder of
// the run. The relay bears the mocked host names, so that a Relying Party with compiled-in
// addresses meets the mocks under the true names.
//
// # Names in the closed network
//
// A mocked name stands in the Relying Party's /etc/hosts and, for resolvers that read no
// files, with Docker's embedded DNS server as an alias of the relay. Every other name
// arrives at the run's stub resolver (SocketDNS) in one of two ways:
//
//   - older engines (20.10 is one) forward what the embedded server does not know to the
//     container's DNS server, even from an internal network; that server is the relay;
//   - engines with the fix of CVE-2024-29018 forward nothing from an internal network: they
//     answer SERVFAIL or REFUSED, at which a resolver (glibc, musl, c-ares, Go) asks the
//     second server of resolv.conf; that one is the relay.
//
// Resolvers that ask all servers at once, as musl's does, may show the stub a name twice.
// The stub has to answer, NXDOMAIN at least: a query without an answer costs the Relying
// Party its resolver's whole patience, often ten seconds.
//
// # What it is not
//
// It is no image puller: an image must be in the engine, or is built from a folder. (The
// build itself is not closed in: a Dockerfile may fetch what it needs.) It is no readiness
// probe: whoever started the container asks the Relying Party over Dial. It knows no
// provider and judges nothing. It needs an engine that shares this machine's file system
// and kernel, as on Linux.
package container
