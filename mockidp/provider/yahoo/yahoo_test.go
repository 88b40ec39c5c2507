package yahoo_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/yahoo"
	"torii/mockidp/wiretest"
)

func TestProfile(t *testing.T) { profiletest.Run(t, yahoo.Profile()) }

func TestWire(t *testing.T) { wiretest.Run(t, "testdata/*.txtar") }
