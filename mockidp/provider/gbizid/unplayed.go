package gbizid

import "torii/mockidp/profile"

// unplayed is what the provider has, and the mock leaves out besides the addresses that say so.
var unplayed = []profile.Left{
	{What: "委任情報取得API, 委任区分設定API", Answer: "absent"},
}
