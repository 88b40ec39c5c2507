package gcal_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/grant"
)

// meetingAt is an event of an hour in a month, which is never past.
func meetingAt(now time.Time, more map[string]any) map[string]any {
	start := now.AddDate(0, 1, 0).Truncate(time.Hour)
	at := func(t time.Time) map[string]any {
		return map[string]any{"dateTime": t.UTC().Format(time.RFC3339), "timeZone": "Asia/Tokyo"}
	}
	e := map[string]any{"summary": "一次面接", "start": at(start), "end": at(start.Add(time.Hour))}
	maps.Copy(e, more)
	return e
}

func guests(addresses ...string) []any {
	var all []any
	for _, a := range addresses {
		all = append(all, map[string]any{"email": a})
	}
	return all
}

// popups are n reminders.
func popups(n int) []any {
	return slices.Repeat([]any{map[string]any{"method": "popup", "minutes": 10}}, n)
}

// has holds members of an answer.
func has(want map[string]any) func(*testing.T, *program, map[string]any) {
	return func(t *testing.T, _ *program, got map[string]any) {
		t.Helper()
		for k, v := range want {
			require.Equal(t, v, got[k], k)
		}
	}
}

func items(n int) func(*testing.T, *program, map[string]any) {
	return func(t *testing.T, _ *program, got map[string]any) {
		t.Helper()
		require.Len(t, got["items"], n)
	}
}

// libraryCalls are all methods in the order of an interview's life, with what each answers.
func libraryCalls(now time.Time) []libraryTest {
	const id = "itvfremd000001"
	event := func(more map[string]any) map[string]any { return meetingAt(now, more) }
	soon := map[string]any{"timeMin": now.UTC().Format(time.RFC3339), "timeMax": now.AddDate(0, 2, 0).UTC().Format(time.RFC3339)}
	made := map[string]any{"eventId": id}
	return []libraryTest{
		{name: "insert", method: "events.insert", params: map[string]any{"sendUpdates": "all", "conferenceDataVersion": 1},
			body: event(map[string]any{"id": id, "attendees": guests(tanaka, kouho), "extendedProperties": map[string]any{"private": map[string]any{"applicantId": "2048"}},
				"conferenceData": map[string]any{"createRequest": map[string]any{"requestId": id, "conferenceSolutionKey": map[string]any{"type": "hangoutsMeet"}}}}),
			check: func(t *testing.T, p *program, got map[string]any) {
				require.Equal(t, "confirmed", got["status"])
				require.Equal(t, "一次面接", got["summary"])
				require.Regexp(t, `^https://meet\.google\.com/`, got["hangoutLink"])
				require.ElementsMatch(t, []string{tanaka, kouho}, recipients(p.Outbox(), "REQUEST"))
			}},
		{name: "get", method: "events.get", params: made, status: 200, check: has(map[string]any{"id": id, "iCalUID": id + "@google.com"})},
		{name: "patch", method: "events.patch", params: made, body: map[string]any{"location": "会議室A"}, check: has(map[string]any{"location": "会議室A", "summary": "一次面接"})},
		{name: "update", method: "events.update", params: made, body: event(map[string]any{"summary": "二次面接"}),
			check: func(t *testing.T, _ *program, got map[string]any) {
				require.Equal(t, "二次面接", got["summary"])
				require.NotContains(t, got, "location", "what is left out is cleared")
			}},
		{name: "list", method: "events.list", params: soon, check: func(t *testing.T, _ *program, got map[string]any) {
			require.Len(t, got["items"], 250)
			require.NotEmpty(t, got["nextPageToken"])
		}},
		{name: "list by property", method: "events.list", params: map[string]any{"privateExtendedProperty": "applicantId=1024", "singleEvents": true, "orderBy": "startTime"}, check: items(1)},
		{name: "import", method: "events.import", body: event(map[string]any{"iCalUID": "x@example.com", "organizer": map[string]any{"email": kouho}, "attendees": guests(sender)}),
			check: has(map[string]any{"privateCopy": true})},
		{name: "instances", method: "events.instances", params: map[string]any{"eventId": "itv0teirei00001"}, check: items(3)},
		{name: "move", method: "events.move", params: map[string]any{"eventId": "itv0obosha00001", "destination": slots}, check: has(map[string]any{"id": "itv0obosha00001"})},
		{name: "watch", method: "events.watch", body: map[string]any{"id": "ch1", "type": "web_hook", "address": "https://rp.example.test/notices", "params": map[string]any{"ttl": "3600"}},
			check: func(t *testing.T, p *program, got map[string]any) {
				require.Equal(t, "api#channel", got["kind"])
				answer := p.do(t, libraryTest{method: "channels.stop", body: map[string]any{"id": "ch1", "resourceId": got["resourceId"]}}.job(t, p))
				require.Nil(t, answer.Error, "channels.stop: %+v", answer.Error)
				require.Equal(t, http.StatusNoContent, answer.Status)
			}},
		{name: "delete", method: "events.delete", params: made, status: 204},
		{name: "free and busy", method: "freebusy.query", body: map[string]any{"timeMin": soon["timeMin"], "timeMax": soon["timeMax"], "items": []any{map[string]any{"id": tanaka}}},
			check: func(t *testing.T, _ *program, got map[string]any) {
				require.NotEmpty(t, got["calendars"].(map[string]any)[tanaka].(map[string]any)["busy"])
			}},
		{name: "calendar list", method: "calendarList.list", check: items(2)},
		{name: "calendar list entry", method: "calendarList.get", check: has(map[string]any{"accessRole": "owner", "primary": true})},
		{name: "calendar", method: "calendars.get", check: has(map[string]any{"id": sender, "timeZone": "Asia/Tokyo"})},
		{name: "new calendar", method: "calendars.insert", body: map[string]any{"summary": "説明会"}, check: func(t *testing.T, p *program, got map[string]any) {
			mine := map[string]any{"calendarId": got["id"]}
			for _, row := range []libraryTest{
				{method: "calendars.patch", params: mine, body: map[string]any{"description": "x"}, check: has(map[string]any{"summary": "説明会", "description": "x"})},
				{method: "calendars.update", params: mine, body: map[string]any{"summary": "面談"}, check: has(map[string]any{"summary": "面談"})},
				{method: "calendars.delete", params: mine, status: 204},
			} {
				row.run(t, p)
			}
		}},
		{name: "rules", method: "acl.list", params: map[string]any{"calendarId": slots}, check: items(2)},
		{name: "rule", method: "acl.get", params: map[string]any{"calendarId": slots, "ruleId": "user:" + tanaka}, check: has(map[string]any{"role": "reader"})},
		{name: "colors", method: "colors.get", check: has(map[string]any{"kind": "calendar#colors"})},
		{name: "settings", method: "settings.list", check: items(12)},
		{name: "setting", method: "settings.get", params: map[string]any{"setting": "timezone"}, check: has(map[string]any{"value": "Asia/Tokyo"})},
		{name: "clear", method: "calendars.clear", subject: suzuki, status: 204},
	}
}

// libraryErrors are the errors that a state of the Workspace or the request itself brings
// about, and those that have to be planted.
func libraryErrors(now time.Time) []libraryTest {
	event := func(more map[string]any) map[string]any { return meetingAt(now, more) }
	const subset, off = "sa-subset@hinode-renkei.iam.gserviceaccount.com", "sa-apioff@hinode-apioff.iam.gserviceaccount.com"
	window := map[string]any{"timeMin": "2026-12-01T00:00:00Z", "timeMax": "2026-12-02T00:00:00Z"}
	days := map[string]any{"start": map[string]any{"date": "2026-12-01"}, "end": map[string]any{"date": "2026-12-02"}}
	with := func(o map[string]any, k string, v any) map[string]any {
		c := map[string]any{k: v}
		for name, member := range o {
			if name != k {
				c[name] = member
			}
		}
		return c
	}
	channel := func(kind, address string) map[string]any {
		return map[string]any{"id": "ch", "type": kind, "address": address}
	}
	insert := func(of string, status int, reason, message string) libraryTest {
		return libraryTest{of: of, planted: true, method: "events.insert", body: event(nil), status: status, reason: reason, message: message}
	}
	return []libraryTest{
		insert("E1", 401, "required", "Request is missing required authentication credential."),
		insert("E2", 401, "authError", "Request had invalid authentication credentials."),
		{of: "E3", method: "freebusy.query", account: subset, scope: "https://www.googleapis.com/auth/calendar.events", body: window, status: 403, reason: "insufficientPermissions", message: "insufficient authentication scopes"},
		{of: "E4", method: "events.list", account: off, status: 403, reason: "accessNotConfigured", message: "project 700100200399 before"},
		insert("E5", 403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
		insert("E6", 403, "rateLimitExceeded", "Rate Limit Exceeded"),
		insert("E6b", 403, "rateLimitExceeded", "Quota exceeded for quota metric 'Queries'"),
		insert("E7", 403, "quotaExceeded", "Calendar usage limits exceeded."),
		{of: "E8", method: "events.patch", subject: tanaka, params: map[string]any{"eventId": "itv0kakutei0001"}, body: map[string]any{"summary": "x"}, status: 403, reason: "forbiddenForNonOrganizer"},
		{of: "E9", method: "events.insert", subject: "-", body: event(map[string]any{"attendees": guests(tanaka)}), status: 403, reason: "forbiddenForServiceAccounts", message: "without Domain-Wide Delegation"},
		{of: "E10", method: "events.insert", params: map[string]any{"calendarId": tanaka}, body: event(nil), status: 403, reason: "requiredAccessLevel", message: "writer access"},
		insert("E11", 403, "forbidden", "Forbidden"),
		insert("E12", 403, "forbidden", "calendar.v3.Events.Insert are blocked"),
		{of: "E13", method: "events.list", subject: "teishi.taro@hinode.example.jp", status: 403, reason: "notACalendarUser", message: "must be signed up"},
		{of: "E14", method: "events.get", params: map[string]any{"eventId": "nothing"}, status: 404, reason: "notFound", message: "Not Found"},
		{of: "E15", method: "events.insert", body: event(map[string]any{"id": "itv0deleted0001"}), status: 409, reason: "duplicate", message: "already exists"},
		insert("E16", 409, "conflict", "Conflict"),
		{of: "E17", method: "events.list", params: map[string]any{"syncToken": "x"}, status: 410, reason: "fullSyncRequired", message: "full sync is required"},
		{of: "E18", method: "events.list", params: map[string]any{"updatedMin": "2020-01-01T00:00:00Z"}, status: 410, reason: "updatedMinTooLongAgo"},
		{of: "E19", method: "events.delete", params: map[string]any{"eventId": "itv0deleted0001"}, status: 410, reason: "deleted", message: "Resource has been deleted"},
		{of: "E20", method: "events.patch", params: map[string]any{"eventId": "itv0kakutei0001"}, headers: map[string]string{"If-Match": `"1"`}, body: map[string]any{"summary": "x"}, status: 412, reason: "conditionNotMet"},
		insert("E21", 500, "backendError", "Backend Error"),
		insert("E22", 503, "backendError", "Backend Error"),
		{of: "E24", method: "events.list", params: map[string]any{"timeMin": window["timeMax"], "timeMax": window["timeMin"]}, status: 400, reason: "timeRangeEmpty"},
		{of: "E25", method: "events.insert", body: map[string]any{"start": days["start"]}, status: 400, reason: "required", message: "Missing end time."},
		{of: "E26", method: "events.insert", body: event(map[string]any{"id": "ABCDE"}), status: 400, reason: "invalid", message: "Invalid resource id value."},
		{of: "E27", method: "events.insert", params: map[string]any{"conferenceDataVersion": 1}, status: 400, reason: "invalid", message: "Invalid conference type value.",
			body: event(map[string]any{"conferenceData": map[string]any{"createRequest": map[string]any{"requestId": "1", "conferenceSolutionKey": map[string]any{"type": "addOn"}}}})},
		{of: "E28", method: "events.insert", body: event(map[string]any{"attendees": guests("tanaka")}), status: 400, reason: "invalid", message: "Invalid attendee email."},
		{of: "E29", method: "events.list", params: map[string]any{"orderBy": "startTime"}, status: 400, reason: "badRequest", message: "ordering is not available"},
		{of: "E30", method: "events.list", params: map[string]any{"fields": "items("}, status: 400, reason: "invalidParameter", message: "Invalid field selection"},
		insert("E31", 400, "parseError", "Parse Error"), // a library writes no broken JSON
		{of: "E32", method: "events.list", params: with(window, "syncToken", "x"), status: 400, reason: "syncTokenWithRequestRestrictions"},
		{of: "E33", method: "events.import", body: event(map[string]any{"iCalUID": "y@example.com", "organizer": map[string]any{"email": kouho}}), status: 400, reason: "participantIsNeitherOrganizerNorAttendee"},
		{of: "E34", planted: true, method: "events.watch", body: channel("web_hook", "https://rp.example.test/"), status: 400, reason: "channelIdNotUnique"},
		{of: "E34b", method: "events.watch", body: channel("web_hook", "http://rp.example.test/"), status: 400, reason: "push.webhookUrlNotHttps", message: "WebHook callback must be HTTPS"},
		{of: "E34c", method: "events.watch", body: channel("mail", "https://rp.example.test/"), status: 400, reason: "push.channelTypeNotSupported"},
		{of: "E35", planted: true, method: "events.watch", body: channel("web_hook", "https://rp.example.test/"), status: 401, reason: "push.webhookUrlUnauthorized", message: "channel: https://rp.example.test/"},
		{of: "E36", method: "freebusy.query", body: with(window, "timeMax", "2027-12-02T00:00:00Z"), status: 400, reason: "timeRangeTooLong"},
		{of: "E36b", method: "calendars.delete", status: 400, reason: "cannotDeletePrimaryCalendar"},
		insert("E36c", 403, "eventTypeRestriction", ""),
		{of: "E36d", method: "events.insert", body: with(days, "eventType", "workingLocation"), status: 400, reason: "malformedWorkingLocationEvent"},
		{of: "E37", method: "events.insert", body: event(map[string]any{"reminders": map[string]any{"useDefault": true, "overrides": popups(1)}}), status: 400,
			reason: "cannotUseDefaultRemindersAndSpecifyOverride", message: both},
		{of: "E38", method: "events.insert", body: event(map[string]any{"reminders": map[string]any{"useDefault": false, "overrides": popups(6)}}), status: 400, reason: "eventRemindersCountExceedsLimit"},
		{of: "E39", method: "events.patch", params: map[string]any{"eventId": "itv0kakutei0001"}, body: map[string]any{"sequence": -1}, status: 400, reason: "invalid", message: "Invalid sequence value."},
		{of: "E40", method: "events.insert", body: event(map[string]any{"visibility": "secret"}), status: 400, reason: "invalidParameter", message: "Invalid string value: 'secret'. Allowed values: ["},
		{of: "E41", method: "events.insert", body: event(map[string]any{"attendees": guests(crowd()...)}), status: 400, reason: "invalid", message: "The number of attendees exceeds the limit of 200."},
	}
}

// crowd is one guest more than an event may have.
func crowd() []string {
	all := make([]string, 201)
	for i := range all {
		all[i] = "guest" + strconv.Itoa(i) + "@example.com"
	}
	return all
}

// libraryRefusals are those of the token endpoint, met on the way to any call.
func libraryRefusals() []libraryTest {
	at := func(of string, status int, code, says string) libraryTest {
		return libraryTest{of: of, planted: true, method: "calendars.get", status: status, reason: code, message: says}
	}
	of := func(row libraryTest, account, subject string) libraryTest {
		row.planted, row.account, row.subject = false, account, subject
		return row
	}
	const user = "@hinode.example.jp"
	sa := func(name string) string { return name + "@hinode-renkei.iam.gserviceaccount.com" }
	delegation := at("T11", 401, "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method")
	return []libraryTest{
		at("T1", 400, "unsupported_grant_type", "Invalid grant_type: urn:ietf:params:oauth:grant-type:jwt-bearer"),
		at("T2", 400, "invalid_request", "Bad Request"),
		at("T3", 400, "invalid_grant", "Invalid JWT Signature."),
		of(at("T4", 400, "invalid_grant", "Invalid grant: account not found"), sa("sa-disabled"), ""),
		at("T5", 400, "invalid_grant", "iat (issued at) is not set"),
		at("T6", 400, "invalid_grant", "exp (expiration time) is not set"),
		at("T7", 400, "invalid_grant", "Token must be a short-lived token (60 minutes)"),
		at("T8", 400, "invalid_scope", "Invalid OAuth scope"),
		at("T9", 400, "invalid_grant", "Failed audience check"),
		at("T10", 400, "invalid_grant", "No valid verifier found for issuer"),
		of(delegation, sa("sa-nodwd"), ""),
		of(delegation, "", "saiyo-team"+user),
		at("T12", 401, "unauthorized_client", "Unauthorized client or scope in request."),
		of(at("T13", 403, "access_denied", "Requested client not authorized."), "", "shinjin.goro"+user),
		at("T14", 403, "access_denied", "Account restricted"),
		of(at("T15", 400, "invalid_grant", "Invalid email or User ID"), "", "nobody"+user),
		of(at("T16", 400, "invalid_grant", "Not a valid email"), "", "not-an-email"),
		of(at("T17", 400, "invalid_grant", "The account has been deleted"), "", "taishoku.saburo"+user),
		of(at("T18", 400, "invalid_request", "Invalid impersonation &quot;sub&quot; field"), "", "mukashi.shiro"+user),
		at("T19", 400, "invalid_account", "Forbidden"),
		at("T20", 401, "disabled_client", "The OAuth client was disabled."),
		at("T21", 401, "deleted_client", "The OAuth client was deleted."),
		at("T22", 401, "invalid_client", ""),
		at("T23", 403, "admin_policy_enforced", ""),
		at("T24", 403, "org_internal", "restricted to users within its organization"),
		at("T25", 500, "internal_failure", "Backend Error"),
	}
}

// TestLibraries has Google's clients in other languages call every method and meet every error.
func TestLibraries(t *testing.T) {
	for _, l := range libraries {
		t.Run(l.name, func(t *testing.T) {
			l.ready(t)
			f := open(t, nil, nil)
			f.clock.Advance(time.Since(morning)) // libraries sign by the machine's clock
			p := l.start(t, f)
			for _, row := range libraryErrors(f.clock.Now()) {
				t.Run(row.of+" "+row.method, func(t *testing.T) { row.run(t, p) })
			}
			for _, row := range libraryRefusals() {
				t.Run(row.of, func(t *testing.T) { row.run(t, p) })
				if row.kind = "p12"; l.oldTokenError != "" {
					t.Run(row.of+" by P12", func(t *testing.T) { row.run(t, p) })
				}
			}
			for _, row := range libraryCalls(f.clock.Now()) {
				t.Run(row.method+" "+row.name, func(t *testing.T) { row.run(t, p) })
			}
			t.Run("P12", p.opensP12)
			t.Run("a proxy's page", p.survivesHTML)
			t.Run("not modified", p.notModified)
			if l.batches {
				t.Run("batch", p.batch)
			}
			t.Run("changes", p.synchronises)
		})
	}
}

// synchronises: of what was deleted a list of changes tells no more than that.
func (p *program) synchronises(t *testing.T) {
	p.Clear()
	list := libraryTest{method: "events.list", params: map[string]any{"maxResults": 2500}}
	token, _ := p.do(t, list.job(t, p)).Value["nextSyncToken"].(string)
	require.NotEmpty(t, token)
	libraryTest{method: "events.delete", params: map[string]any{"eventId": "itv0kakutei0001"}, status: 204}.run(t, p)
	list.params = map[string]any{"syncToken": token}
	changed, _ := p.do(t, list.job(t, p)).Value["items"].([]any)
	require.Len(t, changed, 1)
	deleted, _ := changed[0].(map[string]any)
	require.ElementsMatch(t, []string{"kind", "etag", "id", "status"}, slices.Collect(maps.Keys(deleted)))
	require.Equal(t, "cancelled", deleted["status"])
}

// opensP12: Java reads what the guide has customers download; Node.js has given P12 up.
func (p *program) opensP12(t *testing.T) {
	p.Clear()
	answer := p.do(t, libraryTest{method: "calendars.get", kind: "p12"}.job(t, p))
	if p.oldTokenError == "" {
		require.NotNil(t, answer.Error)
		require.Contains(t, answer.Error.Message, p.refusesP12)
		return
	}
	require.Nil(t, answer.Error, "%+v", answer.Error)
	require.Equal(t, sender, answer.Value["id"])
	libraryTest{method: "events.patch", kind: "p12", params: map[string]any{"eventId": "itv0kakutei0001"}, body: map[string]any{"summary": "三次面接"},
		check: has(map[string]any{"summary": "三次面接"})}.run(t, p) // java.net has no PATCH: a POST with X-HTTP-Method-Override
}

// survivesHTML: what a proxy says is an error with a status, and no failure to parse.
func (p *program) survivesHTML(t *testing.T) {
	p.Clear()
	_, err := p.Plant(fault.Plan{Fault: "html-502", Times: 20})
	require.NoError(t, err)
	answer := p.do(t, libraryTest{method: "events.insert", body: meetingAt(p.clock.Now(), nil)}.job(t, p))
	require.NotNil(t, answer.Error)
	require.Equal(t, p.apiError, answer.Error.Type)
	require.Equal(t, http.StatusBadGateway, answer.Error.Status)
}

// notModified: 304 is an answer to one library, and an error to the other.
func (p *program) notModified(t *testing.T) {
	p.Clear()
	row := libraryTest{method: "events.get", params: map[string]any{"eventId": "itv0kakutei0001"}}
	tag, _ := p.do(t, row.job(t, p)).Value["etag"].(string)
	require.NotEmpty(t, tag)
	row.headers = map[string]string{"If-None-Match": tag}
	answer := p.do(t, row.job(t, p))
	if answer.Error != nil {
		answer.Status = answer.Error.Status
	}
	require.Equal(t, http.StatusNotModified, answer.Status)
}

func (p *program) batch(t *testing.T) {
	p.Clear()
	answer := p.do(t, libraryTest{method: "batch", params: map[string]any{"eventIds": []string{"itv0kakutei0001", "nothing"}}}.job(t, p))
	require.Nil(t, answer.Error, "%+v", answer.Error)
	require.Equal(t, []any{"itv0kakutei0001", "404 notFound"}, answer.Value["answers"])
}

// TestLibraryRowsAreComplete holds that the rows above meet every method that is served and every listed error.
func TestLibraryRowsAreComplete(t *testing.T) {
	met := map[string]bool{"channels.stop": true, "calendars.patch": true, "calendars.update": true, "calendars.delete": true} // inside other rows
	for _, row := range libraryCalls(morning) {
		met[row.method] = true
	}
	for _, row := range append(libraryErrors(morning), libraryRefusals()...) {
		met[row.of] = true
	}
	for _, m := range api.Methods() {
		require.Equal(t, m.Served(), met[m.ID], m.ID)
	}
	for _, f := range api.Failures() {
		require.True(t, met[f.ID], f.ID)
	}
	for _, r := range grant.Refusals() {
		require.True(t, met[r.ID], r.ID)
	}
}
