package google_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/google"
	"torii/mockidp/wiretest"
)

func TestProfile(t *testing.T) {
	profiletest.Run(t, google.Profile(), "https://oauth2.googleapis.com/device/code", "https://oauth2.googleapis.com/revoke")
}

func TestWire(t *testing.T) { wiretest.Run(t, "testdata/*.txtar") }
