package google

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.IDClaims, Source: reference, Names: "azp; name; given_name; family_name; picture"},
	{Part: profile.InfoMembers, Source: reference, Names: "name; given_name; family_name; picture"},
}
