package socialplus_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/socialplus"
)

func TestProfile(t *testing.T) { profiletest.Run(t, socialplus.Profile()) }
