package apple

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.IDClaims, Source: "https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple", Names: "at_hash; nonce_supported"},
}
