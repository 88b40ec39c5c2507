package door_test

import (
	"context"
	"io"
	"net"
	"net/netip"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"

	"torii/mockidp/door"
)

func newResolver(s *strays) door.Resolver {
	is := func(name string) func(string) bool { return func(host string) bool { return host == name } }
	return door.Resolver{Mocks: is(line), Allowed: is(outside), Stray: s.add}
}

func question(name string, kind dnsmessage.Type) dnsmessage.Question {
	return dnsmessage.Question{Name: dnsmessage.MustNewName(name), Type: kind, Class: dnsmessage.ClassINET}
}

func query(t testing.TB, questions ...dnsmessage.Question) []byte {
	t.Helper()
	m := dnsmessage.Message{Header: dnsmessage.Header{ID: 7, RecursionDesired: true}, Questions: questions}
	b, err := m.Pack()
	require.NoError(t, err)
	return b
}

func unpack(t testing.TB, b []byte) (m dnsmessage.Message) {
	t.Helper()
	require.NoError(t, m.Unpack(b))
	return m
}

func TestResolverAnswers(t *testing.T) {
	loopback, six := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("fd00::1")
	for _, row := range []struct {
		name    string
		ask     dnsmessage.Question
		at      netip.Addr
		code    dnsmessage.RCode
		address netip.Addr
		stray   []door.Stray
	}{
		{name: "mocked", ask: question(line+".", dnsmessage.TypeA), address: loopback},
		{name: "mocked, in capitals", ask: question("ACCESS.line.ME.", dnsmessage.TypeA), address: loopback},
		{name: "mocked, elsewhere", ask: question(line+".", dnsmessage.TypeA), at: netip.MustParseAddr("10.1.2.3"), address: netip.MustParseAddr("10.1.2.3")},
		{name: "mocked, IPv6 asked", ask: question(line+".", dnsmessage.TypeAAAA)},
		{name: "mocked, IPv6 there", ask: question(line+".", dnsmessage.TypeAAAA), at: six, address: six},
		{name: "mocked, IPv4 asked, IPv6 there", ask: question(line+".", dnsmessage.TypeA), at: six},
		{name: "mocked, another type", ask: question(line+".", dnsmessage.TypeMX)},
		{name: "mocked, HTTPS record", ask: question(line+".", dnsmessage.Type(65))},
		{name: "allowed", ask: question(outside+".", dnsmessage.TypeA), address: loopback},
		{name: "localhost", ask: question("localhost.", dnsmessage.TypeA), at: netip.MustParseAddr("10.1.2.3"), address: loopback},
		{name: "stray", ask: question("example.com.", dnsmessage.TypeA), code: dnsmessage.RCodeNameError, stray: []door.Stray{{Host: "example.com", How: door.StrayDNS}}},
		{name: "stray under a mocked name", ask: question("www."+line+".", dnsmessage.TypeA), code: dnsmessage.RCodeNameError,
			stray: []door.Stray{{Host: "www." + line, How: door.StrayDNS}}},
		{name: "stray with bytes for a terminal", ask: question("a\x1b[2J\xff.example.", dnsmessage.TypeA), code: dnsmessage.RCodeNameError,
			stray: []door.Stray{{Host: "a[2j.example", How: door.StrayDNS}}},
		{name: "the root", ask: question(".", dnsmessage.TypeNS), code: dnsmessage.RCodeNameError, stray: []door.Stray{{How: door.StrayDNS}}},
		{name: "another class", ask: dnsmessage.Question{Name: dnsmessage.MustNewName(line + "."), Type: dnsmessage.TypeA, Class: dnsmessage.ClassCHAOS}, code: dnsmessage.RCodeRefused},
	} {
		t.Run(row.name, func(t *testing.T) {
			var s strays
			r := newResolver(&s)
			r.Address = row.at
			m := unpack(t, r.Answer(query(t, row.ask)))
			assert.True(t, m.Response && m.RecursionDesired && m.RecursionAvailable)
			assert.Equal(t, uint16(7), m.ID)
			assert.Equal(t, row.code, m.RCode)
			assert.Equal(t, []dnsmessage.Question{row.ask}, m.Questions)
			assert.Equal(t, row.address, addressIn(m))
			assert.Equal(t, row.stray, s.all())
		})
	}
}

func addressIn(m dnsmessage.Message) netip.Addr {
	for _, record := range m.Answers {
		switch body := record.Body.(type) {
		case *dnsmessage.AResource:
			return netip.AddrFrom4(body.A)
		case *dnsmessage.AAAAResource:
			return netip.AddrFrom16(body.AAAA)
		}
	}
	return netip.Addr{}
}

func TestResolverAnswersWhatIsWrong(t *testing.T) {
	good := query(t, question(line+".", dnsmessage.TypeA))
	with := func(change func(b []byte)) []byte {
		b := append([]byte(nil), good...)
		change(b)
		return b
	}
	for _, row := range []struct {
		name  string
		query []byte
		code  dnsmessage.RCode
	}{
		{"no question", query(t), dnsmessage.RCodeFormatError},
		{"two questions", query(t, question("a.", dnsmessage.TypeA), question("b.", dnsmessage.TypeA)), dnsmessage.RCodeFormatError},
		{"cut short", good[:len(good)-3], dnsmessage.RCodeFormatError},
		{"a name that points at itself", append(append([]byte(nil), good[:12]...), 0xc0, 12, 0, 1, 0, 1), dnsmessage.RCodeFormatError},
		{"more records told than there are", with(func(b []byte) { b[11] = 9 }), dnsmessage.RCodeFormatError},
		{"a status query", with(func(b []byte) { b[2] |= 2 << 3 }), dnsmessage.RCodeNotImplemented},
	} {
		t.Run(row.name, func(t *testing.T) {
			var s strays
			m := unpack(t, newResolver(&s).Answer(row.query))
			assert.Equal(t, row.code, m.RCode)
			assert.Equal(t, uint16(7), m.ID)
			assert.Empty(t, s.all())
		})
	}
	r := newResolver(&strays{})
	assert.Nil(t, r.Answer(nil))
	assert.Nil(t, r.Answer(good[:11]), "less than a header")
	assert.Nil(t, r.Answer(with(func(b []byte) { b[2] |= 1 << 7 })), "an answer: two resolvers must not talk for ever")
}

func TestResolverSpeaksEDNS(t *testing.T) {
	var header dnsmessage.ResourceHeader
	require.NoError(t, header.SetEDNS0(1232, dnsmessage.RCodeSuccess, false))
	m := dnsmessage.Message{Questions: []dnsmessage.Question{question(line+".", dnsmessage.TypeA)},
		Additionals: []dnsmessage.Resource{{Header: header, Body: &dnsmessage.OPTResource{}}}}
	b, err := m.Pack()
	require.NoError(t, err)
	r := newResolver(&strays{})
	answer := unpack(t, r.Answer(b))
	require.Len(t, answer.Additionals, 1)
	assert.Equal(t, dnsmessage.TypeOPT, answer.Additionals[0].Header.Type)
	assert.Empty(t, unpack(t, r.Answer(query(t, m.Questions...))).Additionals, "only where it was asked for")
}

// resolve serves a resolver as the run does and returns a Go resolver inside.
func resolve(t *testing.T, r door.Resolver) (socket string, inside *net.Resolver) {
	t.Helper()
	socket = filepath.Join(t.TempDir(), "dns.sock")
	l, err := net.Listen("unix", socket)
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	go func() { _ = r.ServeStream(l) }()
	return socket, &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		conn, err := d.DialContext(ctx, "unix", socket)
		return struct{ net.Conn }{conn}, err // so that it is taken for a stream
	}}
}

func TestResolverServesStreams(t *testing.T) {
	var s strays
	socket, inside := resolve(t, newResolver(&s))
	addresses, err := inside.LookupHost(patient(t), line+".")
	require.NoError(t, err)
	assert.Equal(t, []string{"127.0.0.1"}, addresses)
	_, err = inside.LookupHost(patient(t), "example.com.")
	var dns *net.DNSError
	require.ErrorAs(t, err, &dns)
	assert.True(t, dns.IsNotFound)
	assert.Contains(t, s.all(), door.Stray{Host: "example.com", How: door.StrayDNS})

	conn, err := net.Dial("unix", socket)
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("\x00\x05short"))
	require.NoError(t, err)
	_, err = conn.Read(make([]byte, 1))
	assert.ErrorIs(t, err, io.EOF, "the connection is closed instead of an answer")
}

func TestResolverStreamsEndWithTheirListener(t *testing.T) {
	l := listening(t)
	ended := make(chan error, 1)
	go func() { ended <- newResolver(&strays{}).ServeStream(l) }()
	conn, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte{0xff, 0xff}) // a message longer than any
	require.NoError(t, err)
	_, err = conn.Read(make([]byte, 1))
	require.Error(t, err)

	waiting, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	defer waiting.Close()
	l.Close()
	select {
	case err := <-ended:
		require.Error(t, err)
	case <-time.After(5 * time.Second):
		t.Fatal("the resolver outlives its listener")
	}
	_, err = waiting.Read(make([]byte, 1))
	require.Error(t, err)
}

func FuzzResolverAnswer(f *testing.F) {
	f.Add(query(f, question(line+".", dnsmessage.TypeA)))
	f.Add(query(f, question("example.com.", dnsmessage.TypeAAAA)))
	f.Add([]byte{0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s strays
		answer := newResolver(&s).Answer(b)
		if answer == nil {
			return
		}
		m := unpack(t, answer)
		assert.True(t, m.Response)
		assert.Equal(t, b[:2], answer[:2], "the answer names its question")
		assert.LessOrEqual(t, len(s.all()), 1)
	})
}
