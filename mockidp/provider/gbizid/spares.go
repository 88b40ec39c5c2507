package gbizid

import "torii/mockidp/profile"

// spares are what nobody may rely on, though everything was granted.
var spares = []profile.Spare{
	{Part: profile.InfoMembers, Source: guideline, Names: "en_name; user_address3; user_department; user_tel_no_contact"},
}
