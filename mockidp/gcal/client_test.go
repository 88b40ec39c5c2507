package gcal_test

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
	"golang.org/x/oauth2/jwt"
	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"
	"software.sslmate.com/src/go-pkcs12"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/mockidp/gcal"
	"torii/mockidp/gcal/store"
	"torii/reports/event"
)

const (
	sender = "mensetsu-yoyaku@hinode.example.jp"
	tanaka = "tanaka.hanako@hinode.example.jp"
	sato   = "sato.ken@hinode.example.jp"
	suzuki = "suzuki.mei@hinode.example.jp"
	roomA  = "c_1880abcda@resource.calendar.google.com"
	roomB  = "c_1880abcdb@resource.calendar.google.com"
	slots  = "c_saiyo0000000000@group.calendar.google.com"
	kouho  = "kouho@example.com"
	saOK   = "sa-ok@hinode-renkei.iam.gserviceaccount.com"
)

// morning is the scenario's now: 20 November 2026, 10:00 in Tokyo.
var morning = time.Date(2026, time.November, 20, 1, 0, 0, 0, time.UTC)

// fake is the calendar behind a path door on a loopback port.
type fake struct {
	*gcal.Service
	t     *testing.T
	door  door.Path
	clock *clock.Clock
	facts *[]event.Fact
}

func open(t *testing.T, set map[string]string, push http.RoundTripper) fake {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	path, err := door.NewPath("http://"+server.Listener.Addr().String(), "", "")
	require.NoError(t, err)
	now := clock.Still(morning)
	full := map[string]string{}
	for name, value := range set {
		full[gcal.ID+"."+name] = value
	}
	var facts []event.Fact
	var mu sync.Mutex
	m, err := mockidp.New(mockidp.Options{Names: path, Salt: t.Name(), Clock: now, Set: full, Outbound: push,
		Log: func(_, _ string, f event.Fact) {
			mu.Lock()
			defer mu.Unlock()
			facts = append(facts, f)
		}})
	require.NoError(t, err)
	server.Config.Handler = path.Handler(m, m.Mocks, http.NotFoundHandler())
	server.Start()
	t.Cleanup(server.Close)
	return fake{m.Calendar(), t, path, now, &facts}
}

// signs is a JWT configuration from a JSON key.
func (f fake) signs(account, subject string, scopes ...string) *jwt.Config {
	f.t.Helper()
	file, err := f.KeyFile(account, "", "json")
	require.NoError(f.t, err)
	if len(scopes) == 0 {
		scopes = []string{calendar.CalendarScope}
	}
	conf, err := google.JWTConfigFromJSON(file.Body, scopes...)
	require.NoError(f.t, err)
	conf.Subject = subject
	return conf
}

func (f fake) client(tokens oauth2.TokenSource) *calendar.Service {
	f.t.Helper()
	s, err := calendar.NewService(f.t.Context(), option.WithHTTPClient(oauth2.NewClient(f.t.Context(), tokens)),
		option.WithEndpoint(f.door.Server("https://www.googleapis.com/calendar/v3/")))
	require.NoError(f.t, err)
	return s
}

// as is a client of sa-ok that acts as a user, or as itself.
func (f fake) as(subject string, scopes ...string) *calendar.Service {
	f.t.Helper()
	// The key's clock is the machine's; the fake stands still, so the assertion is signed by hand.
	return f.client(f.source(saOK, subject, scopes...))
}

// source fetches tokens with assertions of the fake's own time.
func (f fake) source(account, subject string, scopes ...string) oauth2.TokenSource {
	return tokenFunc(func() (*oauth2.Token, error) {
		return f.fetch(f.signs(account, subject, scopes...), nil)
	})
}

type tokenFunc func() (*oauth2.Token, error)

func (t tokenFunc) Token() (*oauth2.Token, error) { return t() }

// refused holds that an error is the API's, of that status and reason.
func refused(t *testing.T, err error, status int, reason string) *googleapi.Error {
	t.Helper()
	var g *googleapi.Error
	require.ErrorAs(t, err, &g, "%v", err)
	require.Equal(t, status, g.Code, g.Body)
	require.NotEmpty(t, g.Errors, g.Body)
	require.Equal(t, reason, g.Errors[0].Reason, g.Body)
	return g
}

func timed(day, from, to string) *calendar.Event {
	const zone = "Asia/Tokyo"
	return &calendar.Event{Summary: "一次面接", Start: &calendar.EventDateTime{DateTime: day + "T" + from + ":00+09:00", TimeZone: zone},
		End: &calendar.EventDateTime{DateTime: day + "T" + to + ":00+09:00", TimeZone: zone}}
}

func TestTheStockClientFetchesATokenByItsOwnClock(t *testing.T) {
	f := open(t, nil, nil)
	f.clock.Advance(time.Since(morning)) // the stock client signs by the machine's clock
	for name, conf := range map[string]*jwt.Config{"JSON key": f.signs(saOK, sender), "P12": f.p12(saOK, sender)} {
		t.Run(name, func(t *testing.T) {
			s := f.client(conf.TokenSource(context.Background()))
			e, err := s.Events.Insert("primary", timed("2027-03-01", "10:00", "11:00")).Do()
			require.NoError(t, err)
			require.Equal(t, sender, e.Organizer.Email)
			require.True(t, e.Organizer.Self)
		})
	}
}

// p12 is a configuration from the file that the guide has customers download; the address travels apart.
func (f fake) p12(account, subject string) *jwt.Config {
	f.t.Helper()
	file, err := f.KeyFile(account, "", "p12")
	require.NoError(f.t, err)
	private, certificate, err := pkcs12.Decode(file.Body, "notasecret")
	require.NoError(f.t, err)
	require.Equal(f.t, "110000000000000000001", certificate.Subject.CommonName)
	der, err := x509.MarshalPKCS8PrivateKey(private.(*rsa.PrivateKey))
	require.NoError(f.t, err)
	return &jwt.Config{Email: account, Subject: subject, Scopes: []string{calendar.CalendarScope},
		PrivateKey: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), TokenURL: f.door.Server("https://oauth2.googleapis.com/token")}
}

func TestAnInterviewFromInvitationToCancellation(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	e := timed("2026-12-01", "10:00", "11:00")
	e.Id = "itv20261201tanaka01"
	e.Attendees = []*calendar.EventAttendee{{Email: tanaka}, {Email: kouho}, {Email: roomA, Resource: true}}
	e.ExtendedProperties = &calendar.EventExtendedProperties{Private: map[string]string{"applicantId": "1024"}}
	e.ConferenceData = &calendar.ConferenceData{CreateRequest: &calendar.CreateConferenceRequest{RequestId: "itv-1",
		ConferenceSolutionKey: &calendar.ConferenceSolutionKey{Type: "hangoutsMeet"}}}
	made, err := s.Events.Insert("primary", e).ConferenceDataVersion(1).SendUpdates("all").Do()
	require.NoError(t, err)
	require.Equal(t, "confirmed", made.Status)
	require.Equal(t, "itv20261201tanaka01@google.com", made.ICalUID)
	require.Regexp(t, `^https://meet\.google\.com/[a-z]{3}-[a-z]{4}-[a-z]{3}$`, made.HangoutLink)
	require.Equal(t, "https://www.google.com/calendar/event?eid=aXR2MjAyNjEyMDF0YW5ha2EwMSBtZW5zZXRzdS15b3lha3VAaGlub2RlLmV4YW1wbGUuanA", made.HtmlLink)
	require.Equal(t, "needsAction", made.Attendees[0].ResponseStatus)
	require.Equal(t, "会議室A", made.Attendees[2].DisplayName)
	require.ElementsMatch(t, []string{tanaka, kouho}, recipients(f.Outbox(), "REQUEST"))

	_, err = s.Events.Insert("primary", e).Do()
	require.Equal(t, "The requested identifier already exists.", refused(t, err, 409, "duplicate").Message)

	copied, err := f.as(tanaka).Events.Get("primary", made.Id).Do()
	require.NoError(t, err)
	require.False(t, copied.Organizer.Self)
	require.True(t, copied.Attendees[0].Self)
	require.Nil(t, copied.ExtendedProperties, "private properties stay with the organizer's copy")

	f.clock.Advance(10 * time.Second)
	_, err = f.as(tanaka).Events.Patch("primary", made.Id, &calendar.Event{Attendees: []*calendar.EventAttendee{{Email: tanaka, ResponseStatus: "accepted"}}}).Do()
	require.NoError(t, err)
	now, err := s.Events.Get("primary", made.Id).Do()
	require.NoError(t, err)
	require.Equal(t, []string{"accepted", "needsAction", "accepted"}, answers(now), "the guest has answered, and so has the room")

	call := s.Events.Patch("primary", made.Id, &calendar.Event{Location: "会議室B"})
	call.Header().Set("If-Match", made.Etag)
	_, err = call.Do()
	refused(t, err, 412, "conditionNotMet")
	_, err = s.Events.Get("primary", made.Id).IfNoneMatch(now.Etag).Do()
	require.True(t, googleapi.IsNotModified(err), "%v", err)

	require.NoError(t, s.Events.Delete("primary", made.Id).SendUpdates("all").Do())
	refused(t, s.Events.Delete("primary", made.Id).Do(), 410, "deleted")
	gone, err := f.as(tanaka).Events.Get("primary", made.Id).Do()
	require.NoError(t, err)
	require.Equal(t, "cancelled", gone.Status)
	require.ElementsMatch(t, []string{tanaka, kouho}, recipients(f.Outbox(), "CANCEL"))
}

func answers(e *calendar.Event) []string {
	var all []string
	for _, a := range e.Attendees {
		all = append(all, a.ResponseStatus)
	}
	return all
}

func recipients(mails []store.Mail, kind string) []string {
	var to []string
	for _, m := range mails {
		if m.Kind == kind {
			to = append(to, m.Recipient)
		}
	}
	return to
}
