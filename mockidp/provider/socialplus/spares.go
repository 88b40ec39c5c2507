package socialplus

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.IDClaims, Source: docsToken, Names: "family_name; family_name#ja-Kana-JP; given_name; given_name#ja-Kana-JP; birthdate; gender; nickname; picture; address; phone_number"},
	{Part: profile.InfoMembers, Source: docsToken, Names: "family_name; family_name#ja-Kana-JP; given_name; given_name#ja-Kana-JP; birthdate; gender; nickname; picture; address; phone_number"},
}
