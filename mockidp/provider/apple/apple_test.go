package apple_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/apple"
)

func TestProfile(t *testing.T) { profiletest.Run(t, apple.Profile()) }
