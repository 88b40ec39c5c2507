package api

import (
	"fmt"
	"slices"
	"strconv"

	"torii/mockidp/gcal/store"
)

// colors are Google's palettes, which have not changed since 2012: the first is color 1.
var colors = map[string][]string{
	"calendar": words("#ac725e #d06b64 #f83a22 #fa573c #ff7537 #ffad46 #42d692 #16a765 #7bd148 #b3dc6c #fbe983 #fad165 " +
		"#92e1c0 #9fe1e7 #9fc6e7 #4986e7 #9a9cff #b99aff #c2c2c2 #cabdbf #cca6ac #f691b2 #cd74e6 #a47ae2"),
	"event": words("#a4bdfc #7ae7bf #dbadff #ff887c #fbd75b #ffb878 #46d6db #e1e1e1 #5484ed #51b749 #dc2127"),
}

func (c *call) getColors() (result, *Failure) {
	o := store.Object{"kind": "calendar#colors", "updated": "2012-02-14T00:00:00.000Z"}
	for palette, all := range colors {
		entries := store.Object{}
		for i, background := range all {
			entries[strconv.Itoa(i+1)] = store.Object{"background": background, "foreground": "#1d1d1d"}
		}
		o[palette] = entries
	}
	return ok(o), nil
}

// settings are those of a user in Japan, in the order of their names.
func (c *call) settings() []any {
	zone := "Asia/Tokyo"
	if cal, found := c.Store.Calendar(c.token.Subject); found {
		zone = cal.Zone.String()
	}
	var all []any
	for _, s := range [][2]string{{"autoAddHangouts", "false"}, {"dateFieldOrder", "YMD"}, {"defaultEventLength", "60"}, {"format24HourTime", "true"},
		{"hideInvitations", "false"}, {"hideWeekends", "false"}, {"locale", "ja"}, {"remindOnRespondedEventsOnly", "false"}, {"showDeclinedEvents", "true"},
		{"timezone", zone}, {"useKeyboardShortcuts", "true"}, {"weekStart", "0"}} {
		all = append(all, store.Object{"kind": "calendar#setting", "etag": fmt.Sprintf(`"%s"`, s[0]), "id": s[0], "value": s[1]})
	}
	return all
}

func (c *call) getSetting() (result, *Failure) {
	for _, s := range c.settings() {
		if o, isSetting := s.(store.Object); isSetting && o["id"] == c.path["setting"] {
			return ok(o), nil
		}
	}
	return result{}, fail("E14")
}

func (c *call) listSettings() (result, *Failure) {
	return c.paged("calendar#settings", `"settings"`, c.settings())
}

// paged cuts a list that has no order of changes into pages. Google's sync token comes with the last.
func (c *call) paged(kind, etag string, all []any) (result, *Failure) {
	const ordinary, most = 100, 250
	limit, f := c.number("maxResults", ordinary, most)
	if f != nil {
		return result{}, f
	}
	from, err := strconv.Atoi("0" + c.query.Get("pageToken"))
	if err != nil || limit == 0 {
		return result{}, fail("E29")
	}
	from = min(from, len(all))
	o := store.Object{"kind": kind, "etag": etag, "items": slices.Clone(all[from:min(from+limit, len(all))])}
	if to := from + limit; to < len(all) {
		o["nextPageToken"] = strconv.Itoa(to)
	} else {
		o["nextSyncToken"] = synced{last: c.Now().UnixMicro()}.token()
	}
	return ok(o), nil
}
