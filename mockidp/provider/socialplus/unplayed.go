package socialplus

import "torii/mockidp/profile"

// unplayed is what the provider has, and the mock leaves out besides the addresses that say so.
var unplayed = []profile.Left{
	{What: "response_type code id_token", Answer: "refused"},
	{What: "injection of provider tokens", Answer: "absent"},
	{What: "Message Manager and its API (msgapi.socialplus.jp)", Answer: "absent"},
	{What: "providers X and Facebook", Answer: "absent"},
}
