package socialplus_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/socialplus"
	"torii/mockidp/wiretest"
)

func TestWire(t *testing.T) { wiretest.Run(t, "testdata/*.txtar") }

func TestProfile(t *testing.T) { profiletest.Run(t, socialplus.Profile()) }
