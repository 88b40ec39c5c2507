package api

import (
	"slices"
	"strings"

	"torii/mockidp/gcal/store"
)

// The roles in a calendar, the weakest first.
const (
	noRole = iota
	freeBusyReader
	reader
	writerNoPrivate
	writer
	owner
)

var roleNames = []string{"none", "freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner"}

// roleOf is what somebody may do in a calendar.
func (a *API) roleOf(c *store.Calendar, who string) int {
	if strings.EqualFold(c.Owner, who) {
		return owner
	}
	_, domain, _ := strings.Cut(who, "@")
	best := noRole
	for _, r := range c.Rules {
		kind, value, _ := strings.Cut(r.Scope, ":")
		holds := kind == "default" || kind == "user" && strings.EqualFold(value, who) || kind == "domain" && strings.EqualFold(value, domain)
		if kind == "group" {
			group, _ := a.Directory.Group(value)
			holds = slices.Contains(group.Members, who)
		}
		if holds {
			best = max(best, slices.Index(roleNames, r.Role))
		}
	}
	return best
}

// resolve finds the calendar that an id means to the caller.
func (c *call) resolve(id string) (*store.Calendar, int, *Failure) {
	if id == "primary" {
		id = c.token.Subject
	}
	cal, ok := c.Store.Calendar(id)
	if !ok {
		return nil, noRole, fail("E14")
	}
	role := c.roleOf(cal, c.token.Subject)
	if role == noRole {
		return nil, noRole, fail("E14")
	}
	return cal, role, nil
}

// needs says which role a method asks for.
var needs = map[string]int{
	"events.insert": writerNoPrivate, "events.import": writerNoPrivate, "events.update": writerNoPrivate, "events.patch": writerNoPrivate, "events.delete": writerNoPrivate,
	"events.move": writerNoPrivate, "events.get": reader, "events.list": freeBusyReader, "events.instances": reader, "events.watch": reader,
	"calendars.update": owner, "calendars.patch": owner, "calendars.delete": owner, "calendars.clear": owner,
	"acl.list": owner, "acl.get": owner, "calendars.get": freeBusyReader, "calendarList.get": freeBusyReader,
}

// open finds the calendar in the path and holds the caller's role against the method.
func (c *call) open() *Failure {
	id, named := c.path["calendarId"]
	if !named {
		return nil
	}
	cal, role, f := c.resolve(id)
	if f != nil {
		return f
	}
	c.calendar, c.role = cal, role
	c.calledFor.Calendar = cal.ID
	if need := needs[c.m.ID]; role < need {
		if need == owner {
			return fail("E10").saying("You need to have owner access to this calendar.")
		}
		return fail("E10").saying("You need to have " + strings.TrimSuffix(roleNames[need], "WithoutPrivateAccess") + " access to this calendar.")
	}
	return nil
}
