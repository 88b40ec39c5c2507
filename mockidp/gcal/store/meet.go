package store

import "slices"

// The ways a conference comes about.
const (
	MeetSuccess = "success"
	MeetPending = "pending"
	MeetFailure = "failure"
)

// meeting is how far the making of a conference has come.
type meeting struct {
	request string
	state   string
	reads   int
}

// MeetType is the one conference type that is emulated.
const MeetType = "hangoutsMeet"

// confer keeps, makes or drops the conference of an event. Without conferenceDataVersion=1
// what is sent about it is ignored.
func (s *Store) confer(sh *shared, body, old Object, w Write) {
	sent := Sub(body, "conferenceData")
	if !w.Conference {
		keep(body, old, "conferenceData")
		keep(body, old, "hangoutLink")
		return
	}
	request := Sub(sent, "createRequest")
	id := Text(request, "requestId")
	switch {
	case sent == nil:
		delete(body, "conferenceData")
		delete(body, "hangoutLink")
	case request == nil || id == sh.meet.request:
		keep(body, old, "conferenceData")
		keep(body, old, "hangoutLink")
	case s.requests[sh.home.ID+" "+id] != "": // used for another event: ignored
		delete(body, "conferenceData")
		delete(body, "hangoutLink")
	default:
		s.requests[sh.home.ID+" "+id] = sh.id
		sh.meet = meeting{request: id, state: s.Knobs.Meet, reads: s.Knobs.MeetReads}
		s.conferred(sh, body)
	}
}

// conferred writes what is known of the conference into the event.
func (s *Store) conferred(sh *shared, body Object) {
	data := Object{"createRequest": Object{"requestId": sh.meet.request, "conferenceSolutionKey": Object{"type": MeetType},
		"status": Object{"statusCode": sh.meet.state}}}
	body["conferenceData"] = data
	delete(body, "hangoutLink")
	if sh.meet.state != MeetSuccess {
		return
	}
	const letters = "abcdefghijkmnopqrstuvwxyz"
	code := s.rand.String(letters, 3) + "-" + s.rand.String(letters, 4) + "-" + s.rand.String(letters, 3)
	uri := "https://meet.google.com/" + code
	body["hangoutLink"] = uri
	data["entryPoints"] = []any{Object{"entryPointType": "video", "uri": uri, "label": "meet.google.com/" + code}}
	data["conferenceSolution"] = Object{"key": Object{"type": MeetType}, "name": "Google Meet",
		"iconUri": "https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png"}
	data["conferenceId"], data["signature"] = code, "AG"+s.rand.String("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 26)
}

// Read counts a read of an event: a pending conference is there after some.
func (s *Store) Read(e *Event) {
	if e.meet.state != MeetPending {
		return
	}
	if e.meet.reads--; e.meet.reads > 0 {
		return
	}
	e.meet.state = MeetSuccess
	body := Clone(e.body)
	s.conferred(e.shared, body)
	for _, copied := range slices.Clone(e.copies) {
		s.change(copied, true, func() { copied.body = body })
	}
}
