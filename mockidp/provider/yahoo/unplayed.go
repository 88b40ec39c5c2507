package yahoo

import "torii/mockidp/profile"

// unplayed is what the provider has, and the mock leaves out besides the addresses that say so.
var unplayed = []profile.Left{
	{What: "display values (the pages look alike)", Answer: "ignored"},
}
