package main

import (
	"fmt"
	"maps"

	"torii/mockidp"
	"torii/mockidp/profile"
)

const asOfSays = "`DAY`: the mocks behave as the providers do on that day, such as 2027-04-01 (torii list changes); the clock stays, and --set and set in the file win"

// asOf are the switches that differ on a day; "" is the day of this torii.
func asOf(day string) (map[string]string, error) {
	if day == "" {
		return map[string]string{}, nil
	}
	set, err := mockidp.AsOf(day)
	if err != nil {
		return nil, usage(fmt.Errorf("--as-of: %w; without it the mocks behave as known on %s", err, profile.Known))
	}
	return set, nil
}

// under lays values below others: where both name a switch, the others win.
func under(lower, upper map[string]string) map[string]string {
	all := maps.Clone(lower)
	maps.Copy(all, upper)
	return all
}
