package yahoo

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.IDClaims, Source: "recorded tokens of 2018, 2019 and 2023", Names: "amr; at_hash"},
	{Part: profile.InfoMembers, Source: userInfoManual, Names: "given_name#ja-Kana-JP; given_name#ja-Hani-JP; family_name#ja-Kana-JP; family_name#ja-Hani-JP; gender; locale; birthdate; zoneinfo; nickname; picture; address"},
}
