package apple

import "torii/mockidp/profile"

// unplayed is what the provider has, and the mock leaves out besides the addresses that say so.
var unplayed = []profile.Left{
	{What: "claims_supported real_user_status", Answer: "absent"},
	{What: "native SDKs and Sign in with Apple JS", Answer: "absent"},
}
