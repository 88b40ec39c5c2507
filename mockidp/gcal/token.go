package gcal

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"torii/fixtures/text"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/grant"
	"torii/reports/event"
)

// token answers the token endpoint, or plays what is planned for it.
func (s *Service) token(w http.ResponseWriter, r *http.Request) {
	p := s.made()
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	form, bad := url.ParseQuery(string(raw))
	if err != nil || bad != nil {
		form = url.Values{"grant_type": {grant.Type}}
	}
	// What the request says of itself is enough to find its plan; it is checked below.
	account, sender := grant.Claimed(form.Get("assertion"))
	served, planned := p.plans.Next(fault.Token, account, sender)
	if planned {
		s.served(served, fault.Token)
		if d := served.Reply.Do; d != "" {
			s.deed(d, target(account, sender))
		}
	}
	if planned && s.play(w, r, served.Reply, account, sender, form) {
		return
	}
	a := p.door.Serve("https://"+r.Host+r.URL.Path, form)
	status, body, called := http.StatusOK, a.Members, event.CalendarCalled{Millis: s.Clock.Now().UnixMilli(), Method: fault.Token, HTTP: r.Method, Account: a.Account}
	if a.Subject != a.Account {
		called.Sender = a.Subject
	}
	if a.Refusal != nil {
		status, body = a.Refusal.Status, a.Refusal.Body()
		called.Reason, called.Why = a.Refusal.Code+": "+a.Refusal.Description, a.Refusal.Why
	}
	called.Status = status
	s.tell(called)
	s.explain(fault.Token, called.Why)
	reply(w, status, body.JSON())
}

// noAccess stands for the ID token that comes alone; what it says is nobody's business here.
const noAccess = "eyJhbGciOiJSUzI1NiJ9.e30.AA"

// play answers as planned and reports whether it did.
func (s *Service) play(w http.ResponseWriter, r *http.Request, f fault.Reply, account, sender string, form url.Values) bool {
	called := event.CalendarCalled{Millis: s.Clock.Now().UnixMilli(), Method: fault.Token, HTTP: r.Method, Account: account, Sender: sender}
	switch {
	case f.Silent, f.Cut:
		s.tell(called)
		if f.Silent {
			<-r.Context().Done()
		}
		panic(http.ErrAbortHandler) // net/http's way to end a connection without an answer
	case f.HTML:
		called.Status = f.Status
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.WriteHeader(f.Status)
		_, _ = io.WriteString(w, "<html><head><title>"+http.StatusText(f.Status)+"</title></head><body>"+http.StatusText(f.Status)+"</body></html>\n")
	case f.NoAccess:
		called.Status = http.StatusOK
		reply(w, http.StatusOK, []byte(`{"id_token":"`+noAccess+`"}`))
	case f.Refusal != "":
		refusal := s.made().door.Refuse(f.Refusal, form)
		called.Status, called.Reason, called.Why = refusal.Status, refusal.Code+": "+refusal.Description, refusal.Why
		reply(w, refusal.Status, refusal.Body().JSON())
	default:
		return false
	}
	s.tell(called)
	s.explain(fault.Token, text.Both{JA: "計画した故障", EN: "a planned fault"})
	return true
}

func reply(w http.ResponseWriter, status int, body []byte) {
	var pretty bytes.Buffer
	if json.Indent(&pretty, body, "", "  ") == nil {
		body = pretty.Bytes()
	}
	for k, v := range map[string]string{"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
		"Pragma": "no-cache", "Expires": "Mon, 01 Jan 1990 00:00:00 GMT", "Server": "ESF", "Vary": "Origin, X-Origin, Referer",
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN"} {
		w.Header().Set(k, v)
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller who has gone is no failure of ours
}
