package gcal

import (
	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/grant"
	"torii/mockidp/profile"
)

// The parts of the calendar beside its switches.
const (
	methods  profile.Part = "method"
	members  profile.Part = "member"
	failures profile.Part = "error"
	refusals profile.Part = "token error"
)

const discovery = "Google's discovery document, revision " + api.Revision

// Grounds are what is known of the calendar by; the first of a part is for all that the others do not name.
func Grounds() []profile.Ground {
	return []profile.Ground{
		{Part: methods, Confidence: profile.Documented, Source: discovery},
		{Part: members, Confidence: profile.Documented, Source: discovery},
		{Part: failures, Confidence: profile.Documented, Source: api.Source},
		{Part: failures, Confidence: profile.Seen, Source: "recorded errors in public repositories, 2019 to 2026",
			Names: "E1; E3; E4; E6b; E9; E10; E11; E12; E13; E25; E26; E27; E28; E29; E33; E34; E35; E36; E37; E39"},
		{Part: failures, Confidence: profile.Inferred, Source: "neighbouring errors and the discovery document",
			Names: "E22; E30; E31; E32; E34b; E34c; E38; E40; E41; E36b"},
		{Part: failures, Confidence: profile.Unknown, Source: "no source: the texts are defaults", Names: "E36c; E36d"},
		{Part: refusals, Confidence: profile.Seen, Source: grant.Source},
		{Part: refusals, Confidence: profile.Documented, Source: grant.Source, Names: "T3; T11; T12; T15; T16; T21"},
		{Part: refusals, Confidence: profile.Inferred, Source: grant.Source, Names: "T14; T20; T22; T23; T24"},
		{Part: refusals, Confidence: profile.Unknown, Source: "no source: text and status are defaults", Names: "T13"},
	}
}

// Behaviours are what the calendar is played to do.
func Behaviours() []profile.Behaviour {
	var served, told, wrong, refused []string
	for _, m := range api.Methods() {
		if m.Served() {
			served = append(served, m.Name())
		}
	}
	for _, s := range api.Schemas() {
		for _, some := range [][]string{s.Takes, s.Gives} {
			for _, name := range some {
				told = append(told, s.Name+"."+name)
			}
		}
	}
	for _, f := range api.Failures() {
		wrong = append(wrong, f.ID)
	}
	for _, r := range grant.Refusals() {
		refused = append(refused, r.ID)
	}
	var all []profile.Behaviour
	for _, of := range []struct {
		part  profile.Part
		names []string
	}{{methods, served}, {members, told}, {failures, wrong}, {refusals, refused}} {
		all = append(all, profile.Grounded(Grounds(), of.part, of.names)...)
	}
	return append(all, profile.SwitchBehaviours(Switches())...)
}

// NotPlayed lists what the calendar leaves out.
func NotPlayed() []profile.Left {
	var all []profile.Left
	for _, l := range api.NotPlayed() {
		all = append(all, profile.Left(l))
	}
	return all
}
