package event

// Looked tells what a page of the target's showed that torii looks at by torii.yaml, in an honest login.
type Looked struct {
	At       Sight    `json:"at"`
	Page     string   `json:"page"`
	Status   int      `json:"status"`
	Location string   `json:"location,omitempty"`
	For      string   `json:"for,omitempty"`      // the selector or member that torii.yaml names
	Found    bool     `json:"found,omitempty"`    // whether it was there
	Near     []string `json:"near,omitempty"`     // what was there instead, the likest first; names alone, no values
	Scripted bool     `json:"scripted,omitempty"` // the page has scripts
	Cookies  []string `json:"cookies,omitempty"`  // names of those that the browser would send to the target
	Ahead    int64    `json:"ahead,omitempty"`    // seconds that the target's Date is ahead of ours
}

// Sight is when something was looked at.
type Sight string

// The sights.
const (
	BeforeLogin Sight = "session before the login"
	AfterLogin  Sight = "session after the login"
	AtControl   Sight = "control"
)

// Shown is the text of the page that a login ended with which signed nobody in, shortened.
type Shown struct {
	Text string `json:"text"`
}
