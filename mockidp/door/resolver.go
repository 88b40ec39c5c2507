package door

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	"golang.org/x/net/netutil"
)

// Resolver answers DNS questions (RFC 1035) of a closed network: mocked and
// allowed names lead to the door, no other name exists. It asks nobody.
type Resolver struct {
	Mocks   func(host string) bool
	Allowed func(host string) bool // names the door carries outside; nil allows none
	Address netip.Addr             // where the door is; default 127.0.0.1
	Stray   func(Stray)            // called for each question about another name; nil drops them
}

// Answer returns the answer to one DNS message: an address to the query type of
// the door's address family, nothing to other types, NXDOMAIN for other names,
// an error code for what it does not understand. It returns nil where not even
// that can be sent: for less than a header, and for what is no query.
func (r Resolver) Answer(query []byte) []byte {
	var p dnsmessage.Parser
	asked, err := p.Start(query)
	if err != nil || asked.Response {
		return nil
	}
	header := dnsmessage.Header{ID: asked.ID, Response: true, OpCode: asked.OpCode,
		RecursionDesired: asked.RecursionDesired, RecursionAvailable: true}
	if asked.OpCode != 0 {
		header.RCode = dnsmessage.RCodeNotImplemented
		return pack(dnsmessage.Message{Header: header})
	}
	questions, extended, err := read(&p)
	if err != nil || len(questions) != 1 { // RFC 9619: one question and no more
		header.RCode = dnsmessage.RCodeFormatError
		return pack(dnsmessage.Message{Header: header})
	}
	answer := dnsmessage.Message{Header: header, Questions: questions}
	r.resolve(questions[0], &answer)
	if extended {
		answer.Additionals = []dnsmessage.Resource{extension()}
	}
	return pack(answer)
}

// maxQuestions bounds what is read of a message that says it has more than the one allowed.
const maxQuestions = 2

// read reads what a query holds: its questions and whether it speaks EDNS(0) (RFC 6891).
func read(p *dnsmessage.Parser) (questions []dnsmessage.Question, extended bool, err error) {
	for len(questions) < maxQuestions {
		q, err := p.Question()
		if err == dnsmessage.ErrSectionDone { //nolint:errorlint // the parser returns it bare
			break
		}
		if err != nil {
			return nil, false, err
		}
		questions = append(questions, q)
	}
	if len(questions) != 1 {
		return questions, false, nil
	}
	if err := p.SkipAllAnswers(); err != nil {
		return nil, false, err
	}
	if err := p.SkipAllAuthorities(); err != nil {
		return nil, false, err
	}
	for {
		header, err := p.AdditionalHeader()
		if err == dnsmessage.ErrSectionDone { //nolint:errorlint // as above
			return questions, extended, nil
		}
		if err != nil {
			return nil, false, err
		}
		extended = extended || header.Type == dnsmessage.TypeOPT
		if err := p.SkipAdditional(); err != nil {
			return nil, false, err
		}
	}
}

// resolve fills in the answer to one question.
func (r Resolver) resolve(q dnsmessage.Question, answer *dnsmessage.Message) {
	name := bare(q.Name.String())
	switch {
	case q.Class != dnsmessage.ClassINET:
		answer.RCode = dnsmessage.RCodeRefused
	case r.Mocks(name), name == "localhost", r.Allowed != nil && r.Allowed(name): // localhost: RFC 6761, 6.3
		address := r.Address
		if !address.IsValid() || name == "localhost" {
			address = netip.AddrFrom4([4]byte{127, 0, 0, 1})
		}
		answer.Authoritative = true
		answer.Answers = records(q, address.Unmap())
	default:
		answer.Authoritative = true
		answer.RCode = dnsmessage.RCodeNameError
		if r.Stray != nil {
			r.Stray(newStray(name, "", StrayDNS))
		}
	}
}

// records holds an address if the question is for its family. It is not to be
// cached: the next run may have another door.
func records(q dnsmessage.Question, address netip.Addr) []dnsmessage.Resource {
	header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0}
	switch {
	case q.Type == dnsmessage.TypeA && address.Is4():
		return []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AResource{A: address.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && address.Is6():
		return []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AAAAResource{AAAA: address.As16()}}}
	}
	return nil
}

// extension is the answer to EDNS(0): understood, and nothing special wanted.
func extension() dnsmessage.Resource {
	var header dnsmessage.ResourceHeader
	_ = header.SetEDNS0(maxQuery, dnsmessage.RCodeSuccess, false) // fails for a name too long, and this one is the root
	return dnsmessage.Resource{Header: header, Body: &dnsmessage.OPTResource{}}
}

func pack(m dnsmessage.Message) []byte {
	b, err := m.Pack()
	if err != nil {
		return nil // a name that can be read but not written: better no answer
	}
	return b
}

const (
	maxQuery      = 4096             // bytes of one DNS message
	maxResolving  = 64               // connections at a time
	queryPatience = 10 * time.Second // for the next query on a connection
)

// ServeStream answers messages that each follow their length in two bytes (RFC
// 1035, 4.2.2) until the listener is closed; then it ends all connections and returns why.
func (r Resolver) ServeStream(l net.Listener) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	l = netutil.LimitListener(l, maxResolving)
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go r.converse(ctx, conn)
	}
}

func (r Resolver) converse(ctx context.Context, conn net.Conn) {
	end := func() { _ = conn.Close() } // the other end may be gone
	defer end()
	defer context.AfterFunc(ctx, end)()
	patience := time.AfterFunc(queryPatience, end)
	defer patience.Stop()
	for {
		query, err := readMessage(conn)
		if err != nil {
			return
		}
		answer := r.Answer(query)
		if answer == nil {
			return // nothing can be said to this caller
		}
		if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...)); err != nil {
			return
		}
		patience.Reset(queryPatience)
	}
}

// readMessage reads one message; one of more than maxQuery bytes is an error.
func readMessage(from io.Reader) ([]byte, error) {
	var size [2]byte
	if _, err := io.ReadFull(from, size[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint16(size[:])
	if n > maxQuery {
		return nil, io.ErrShortBuffer
	}
	message := make([]byte, n)
	_, err := io.ReadFull(from, message)
	return message, err
}
