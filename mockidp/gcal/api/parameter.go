package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Parameter is one parameter of a query, as the discovery document has it.
type Parameter struct {
	Name     string
	Kind     string // string, boolean, integer
	Values   []string
	Least    int // of an integer
	Most     int // of an integer, 0 for no bound
	Repeated bool
	Required bool
}

// Parameters lists them; one name means the same in every method.
func Parameters() []Parameter {
	return []Parameter{
		{Name: "alwaysIncludeEmail", Kind: "boolean"}, // Google ignores it
		{Name: "colorRgbFormat", Kind: "boolean"},
		{Name: "conferenceDataVersion", Kind: "integer", Most: 1},
		{Name: "destination", Kind: "string", Required: true},
		{Name: "eventLabelVersion", Kind: "integer", Most: 1},
		{Name: "eventTypes", Kind: "string", Values: eventTypes, Repeated: true},
		{Name: "iCalUID", Kind: "string"},
		{Name: "maxAttendees", Kind: "integer", Least: 1},
		{Name: "maxResults", Kind: "integer", Least: 1},
		{Name: "minAccessRole", Kind: "string", Values: words("freeBusyReader owner reader writer writerWithoutPrivateAccess")},
		{Name: "newDataOwner", Kind: "string", Required: true},
		{Name: "orderBy", Kind: "string", Values: words("startTime updated")},
		{Name: "originalStart", Kind: "string"},
		{Name: "pageToken", Kind: "string"},
		{Name: "privateExtendedProperty", Kind: "string", Repeated: true},
		{Name: "q", Kind: "string"},
		{Name: "sendNotifications", Kind: "boolean"},
		{Name: "sendUpdates", Kind: "string", Values: words("all externalOnly none")},
		{Name: "sharedExtendedProperty", Kind: "string", Repeated: true},
		{Name: "showDeleted", Kind: "boolean"},
		{Name: "showHidden", Kind: "boolean"},
		{Name: "showHiddenInvitations", Kind: "boolean"},
		{Name: "showOwnOrganizationOnly", Kind: "boolean"},
		{Name: "singleEvents", Kind: "boolean"},
		{Name: "supportsAttachments", Kind: "boolean"},
		{Name: "syncToken", Kind: "string"},
		{Name: "text", Kind: "string", Required: true},
		{Name: "timeMax", Kind: "string"},
		{Name: "timeMin", Kind: "string"},
		{Name: "timeZone", Kind: "string"},
		{Name: "updatedMin", Kind: "string"},
		{Name: "useAdminAccess", Kind: "boolean", Required: true},
	}
}

func parameter(name string) Parameter {
	all := Parameters()
	if i := slices.IndexFunc(all, func(p Parameter) bool { return p.Name == name }); i >= 0 {
		return all[i]
	}
	return Parameter{Name: name, Kind: "string"}
}

// Unplayed are the parameters that methods of the fake do not know what to do with: other
// than as a default they are answered by 501.
var Unplayed = map[string][]string{
	"events.list":       words("showHiddenInvitations"),
	"events.watch":      words("showHiddenInvitations"),
	"events.insert":     words("eventLabelVersion"),
	"events.import":     words("eventLabelVersion"),
	"events.update":     words("eventLabelVersion"),
	"events.patch":      words("eventLabelVersion"),
	"calendarList.list": words("showDeleted showHidden showOwnOrganizationOnly syncToken"),
	"acl.list":          words("showDeleted syncToken"),
	"settings.list":     words("syncToken"),
}

// parameters holds the query against what the method takes.
func (c *call) parameters() *Failure {
	for _, name := range c.m.Query {
		if !c.query.Has(name) {
			continue
		}
		p := parameter(name)
		for _, v := range c.query[name] {
			if f := p.check(v); f != nil {
				return f.at("parameter " + name)
			}
			if slices.Contains(Unplayed[c.m.ID], name) && v != "" && v != "false" && v != "0" {
				return notEmulated("parameter " + name + " of " + c.m.Name()).at("parameter " + name)
			}
		}
	}
	return nil
}

func (p Parameter) check(v string) *Failure {
	switch {
	case p.Values != nil && !slices.Contains(p.Values, v):
		return notAllowed(v, p.Values)
	case p.Kind == "boolean" && v != "true" && v != "false":
		return fail("E40").saying(fmt.Sprintf("Invalid boolean value: '%s'.", v))
	case p.Kind != "integer":
		return nil
	}
	n, err := strconv.ParseInt(v, 10, 32)
	switch {
	case err != nil:
		return fail("E40").saying(fmt.Sprintf("Invalid integer value: '%s'.", v))
	case p.Most > 0 && (int(n) < p.Least || int(n) > p.Most):
		return fail("E40").saying(fmt.Sprintf("Invalid value '%s'. Values must be within the range: [%d, %d]", v, p.Least, p.Most))
	case int(n) < p.Least:
		return fail("E40").saying(fmt.Sprintf("Invalid value '%s'. Value must be at least %d.", v, p.Least))
	}
	return nil
}

// notAllowed words the refusal of a value that an enumeration does not have.
func notAllowed(given any, allowed []string) *Failure {
	said, isText := given.(string)
	if !isText {
		b, _ := json.Marshal(given) // read from JSON
		said = string(b)
	}
	return fail("E40").saying(fmt.Sprintf("Invalid string value: '%s'. Allowed values: [%s]", said, strings.Join(allowed, ", ")))
}
