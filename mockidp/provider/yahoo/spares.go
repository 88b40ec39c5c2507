package yahoo

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.InfoMembers, Source: userInfoManual, Names: "given_name#ja-Kana-JP; given_name#ja-Hani-JP; family_name#ja-Kana-JP; family_name#ja-Hani-JP; gender; locale; birthdate; zoneinfo; nickname; picture; address"},
}
