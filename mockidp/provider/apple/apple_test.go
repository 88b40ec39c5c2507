package apple_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/apple"
	"torii/mockidp/wiretest"
)

func TestProfile(t *testing.T) { profiletest.Run(t, apple.Profile()) }

func TestWire(t *testing.T) { wiretest.Run(t, "testdata/*.txtar") }
