package line

import "torii/mockidp/profile"

// unplayed is what the provider has, and the mock leaves out besides the addresses that say so.
var unplayed = []profile.Left{
	{What: "webhook events (follow, unfollow)", Answer: "absent"},
	{What: "LIFF apps (liff.line.me)", Answer: "absent"},
}
