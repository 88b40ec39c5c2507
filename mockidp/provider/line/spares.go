package line

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.IDClaims, Source: verifyDocument, Names: "amr; picture"},
	{Part: profile.InfoMembers, Source: "https://developers.line.biz/en/reference/line-login/#get-user-profile", Names: "picture; pictureUrl; statusMessage"},
}
