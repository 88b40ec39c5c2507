package line_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/line"
	"torii/mockidp/wiretest"
)

func TestProfile(t *testing.T) {
	profiletest.Run(t, line.Profile())
}

func TestWire(t *testing.T) { wiretest.Run(t, "testdata/*.txtar") }
