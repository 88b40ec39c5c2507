package google

import "torii/mockidp/profile"

// unplayed is what the provider has, and the mock leaves out besides the addresses that say so.
var unplayed = []profile.Left{
	{What: "response_types_supported token", Answer: "refused"},
	{What: "response_types_supported id_token", Answer: "refused"},
	{What: "response_types_supported code token", Answer: "refused"},
	{What: "response_types_supported code id_token", Answer: "refused"},
	{What: "response_types_supported token id_token", Answer: "refused"},
	{What: "response_types_supported code token id_token", Answer: "refused"},
	{What: "response_types_supported none", Answer: "refused"},
	{What: "grant_types_supported urn:ietf:params:oauth:grant-type:device_code", Answer: "refused"},
	{What: "DPoP proofs", Answer: "ignored"},
	{What: "reauthentication of Workspace sessions (invalid_rapt)", Answer: "absent"},
}
