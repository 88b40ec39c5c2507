package event

import (
	"slices"

	"torii/fixtures/text"
)

// RunStarted opens the log: what is judged, and how the run can be repeated.
type RunStarted struct {
	Format   int               `json:"format,omitempty"` // of the log; 0 is 1
	Target   string            `json:"target"`
	Built    bool              `json:"built_in"` // the reference RP or a mutant of it: held to the named check
	Version  string            `json:"version"`
	Salt     string            `json:"salt"` // with the row's id, the seed of all that the harness chooses
	Settings map[string]string `json:"settings,omitempty"`
	// Environment is what the run took place on, for the cover of a report: machine, driver, door.
	Environment map[string]string `json:"environment,omitempty"`
	Round       int               `json:"round,omitempty"` // the how-manieth time this target is tested; 0 is the first
	// TargetVersion is what the target's own makers call what is judged; "" where nobody says.
	TargetVersion string `json:"target_version,omitempty"`
	Extent        Extent `json:"extent,omitzero"`
	// Rows is the version of the catalogue that the gate is held to: newer rows are told, and close none. "" holds it to all.
	Rows string `json:"rows,omitempty"`
}

// Extent is how much of what there is a run was to judge.
type Extent struct {
	Providers []string `json:"providers,omitempty"` // only these; none: all that the target offers
	Tags      string   `json:"tags,omitempty"`      // only rows that this expression matches
	Named     []string `json:"rows,omitempty"`      // only these rows
	Rules     []string `json:"rules,omitempty"`     // only rows of these rules
	Failed    string   `json:"failed,omitempty"`    // only rows that did not pass in this report folder
	Parts     []int    `json:"parts,omitempty"`     // only these of Of equal parts, counted from 1
	Of        int      `json:"of,omitempty"`        // 0: undivided
	Merged    bool     `json:"merged,omitempty"`    // the parts were joined: one that is not there was lost
	Exist     int      `json:"exist,omitempty"`     // rows in the catalogue
	Apply     int      `json:"apply,omitempty"`     // of these, rows of what the target offers
	Chosen    int      `json:"chosen,omitempty"`    // of these, rows of this run
}

// IsZero reports whether nothing is known of the extent.
func (x Extent) IsZero() bool { return x.Exist == 0 && x.Chosen == 0 && x.Of == 0 }

// Absent returns the parts that a merged log lacks.
func (x Extent) Absent() []int {
	var absent []int
	for i := 1; i <= x.Of; i++ {
		if x.Merged && !slices.Contains(x.Parts, i) {
			absent = append(absent, i)
		}
	}
	return absent
}

// RunEnded closes the log of a run that was not cut off.
type RunEnded struct {
	Rows        int  `json:"rows"`
	Interrupted bool `json:"interrupted,omitempty"` // rows that were under way then, or not begun, say so
	// Seals are the digests of all events of each row, by its id; the log fills them in.
	Seals map[string]string `json:"seals,omitempty"`
	// Beside are those of what is in no row, as of [Besides]; nil in older logs.
	Beside map[string]string `json:"beside,omitempty"`
}

// Spent tells where the time of a run went, in milliseconds.
type Spent struct {
	Run      int64 `json:"run"`      // from its first row to its last
	Starts   int   `json:"starts"`   // of the target, the first included
	Starting int64 `json:"starting"` // until it was ready
	Waiting  int64 `json:"waiting"`  // by design: for limits, and for keys to settle
	Target   int64 `json:"target"`   // for answers of the target, added up over all rows
	Mocks    int64 `json:"mocks"`    // in the mocks, likewise
}

// RowStarted opens one row: one scenario, or one Examples line of an outline.
type RowStarted struct {
	Feature  string    `json:"feature"`
	Name     string    `json:"name"`
	Provider string    `json:"provider"`
	Rule     string    `json:"rule"`
	Tags     []string  `json:"tags,omitempty"`
	File     string    `json:"file"`
	Line     int       `json:"line"`
	Skip     text.Both `json:"skip,omitzero"`  // why the row was not run though selected
	Lacks    text.Both `json:"lacks,omitzero"` // why the target declares that the row does not apply
	By       string    `json:"by,omitempty"`   // the declaration that Lacks comes of, by its place in torii.yaml
	Steps    []Step    `json:"steps,omitempty"`
	// Loginless tells that the row looks at what needs no login, so that no honest one comes before it.
	Loginless bool `json:"loginless,omitempty"`
	// Baseline is the standard that the target's owner has adopted, "" where none: what rests on it alone binds then.
	Baseline string `json:"baseline,omitempty"`
	// Since is the version of the catalogue that the row came with; "" is the first.
	Since string `json:"since,omitempty"`
}

// Phase is the part a step plays in its row.
type Phase string

// The phases of a row: 前提, もし, ならば, whatever かつ follows.
const (
	Given Phase = "given"
	When  Phase = "when"
	Then  Phase = "then"
)

// Step is one sentence of a row, as the scenario has it.
type Step struct {
	Keyword string `json:"keyword"`
	Phase   Phase  `json:"phase"`
	Text    string `json:"text"`
	Line    int    `json:"line"`
}

// Again opens a row anew: what it has logged before is not judged.
type Again struct {
	Why  text.Both `json:"why"`
	Skip text.Both `json:"skip,omitzero"` // why it is not run after all
	Void text.Both `json:"void,omitzero"` // why it is not run after all, so that nothing is known of it
}

// Rests tells which of a provider's documents a row is about: it applies to targets that read it.
type Rests struct {
	On string `json:"on"` // an endpoint
}

// RowEnded closes one row.
type RowEnded struct {
	Millis  int64  `json:"ms"`
	Steps   int    `json:"steps,omitempty"`   // how many of its steps were taken
	Stopped string `json:"stopped,omitempty"` // why the others were not
	Digest  string `json:"digest,omitempty"`  // of the row's events up to here; the log fills it in
}

// Controlled tells how the target's honest login at a provider went: the yardstick of every row after it.
type Controlled struct {
	Provider string   `json:"provider"`
	SignedIn bool     `json:"signed_in"`
	Trusts   bool     `json:"trusts_tls"`        // a corrupted signature was accepted in the code flow
	Probed   bool     `json:"probed"`            // whether Trusts was looked at
	Calls    []string `json:"calls,omitempty"`   // endpoints the target called
	Sent     []string `json:"sent,omitempty"`    // parameters of the authorization request that the target sent; response_type and response_mode with their values too
	Read     []string `json:"read,omitempty"`    // the provider's documents that the target has read by then, at its start or later
	Problem  string   `json:"problem,omitempty"` // what went wrong, when the login failed
	// Unasked tells that the request did not ask for openid, and that the provider gives no ID token then.
	Unasked bool `json:"openid_unasked,omitempty"`
	// Blank tells that before any login the session page looked as after one, but named nobody.
	Blank bool `json:"blank,omitempty"`
	// Misdescribed tells that the target answered, and is not as torii.yaml has it: no login was tried.
	Misdescribed bool `json:"misdescribed,omitempty"`
}

// Prepared tells that a sentence has a fault or quirk wait for the next login at a provider:
// unless some login meets it, the row has tried nothing.
type Prepared struct {
	ID       string `json:"id"`
	Provider string `json:"provider,omitempty"` // "" where it waits at the provider behind another
	Endpoint string `json:"endpoint,omitempty"` // where it acts; "" where every login passes
	Param    string `json:"param,omitempty"`    // as of [Expected]
	Uses     string `json:"uses,omitempty"`     // as of [Expected]
}

// Ground is something that a row can rest on, besides the honest login.
type Ground string

// The grounds.
const (
	HonestLink         Ground = "honest link"
	HonestRegistration Ground = "honest registration"
	FormSent           Ground = "form sent"
	NewcomersAsked     Ground = "newcomers asked"
	WhoIsIn            Ground = "who is signed in"
)

// Rested tells of something that the row rests on, and whether it was seen to hold: a step
// that did nothing proves nothing.
type Rested struct {
	On      Ground    `json:"on"`
	Of      string    `json:"of"` // provider, form, or person
	Holds   bool      `json:"holds"`
	Problem text.Both `json:"problem,omitzero"` // what was seen instead
}

// Planted tells what was prepared for one login.
type Planted struct {
	Provider string   `json:"provider"`
	Persona  string   `json:"persona"`
	Subject  string   `json:"subject"` // digest
	Does     string   `json:"does,omitempty"`
	Faults   []string `json:"faults,omitempty"`
	Quirks   []string `json:"quirks,omitempty"`
}

// Served tells that a planted fault or quirk really left the mock: the bytes differed in the claimed place.
type Served struct {
	ID    string `json:"id"`
	Place string `json:"place"`
}

// Called is one request the mock answered.
type Called struct {
	Provider string            `json:"provider"`
	Endpoint string            `json:"endpoint"`
	Method   string            `json:"method"`
	Status   int               `json:"status"`
	Params   map[string]string `json:"params,omitempty"`  // secrets as digests
	Lengths  map[string]int    `json:"lengths,omitempty"` // of masked parameters, before masking
	Auth     string            `json:"auth,omitempty"`    // how the client authenticated
	Form     string            `json:"form,omitempty"`    // how parameters came that were no form: json
	Error    string            `json:"error,omitempty"`   // the provider's own error code
	Why      text.Both         `json:"why,omitzero"`      // the refusal explained to the person testing
	Answer   []Member          `json:"answer,omitempty"`  // of the token and UserInfo endpoints, secrets as digests
	Body     string            `json:"body,omitempty"`    // what was sent there instead of a JSON object
	// Unproven: refused because the client did not prove itself; nothing that the request bore is used up by it.
	Unproven bool `json:"unproven,omitempty"`
	// Presented is what the request bore of codes and tokens that the mocks have made, whichever provider did.
	Presented []Presented `json:"presented,omitempty"`
}

// Presented is something that opens a door, in a request: what it is, and whose.
type Presented struct {
	What     string `json:"what"`     // as the parameter or member is called that it was issued in
	Provider string `json:"provider"` // that issued it
	Login    string `json:"login"`    // in which it was issued
	Digest   string `json:"digest"`
}

// Redeemable reports whether it is traded for a person: a code, or a relay's one-time or
// association token.
func (p Presented) Redeemable() bool { return p.What == "code" || p.What == "token" }

// Issued is a token as it left the mock, decoded.
type Issued struct {
	What    string   `json:"what"`
	Header  []Member `json:"header,omitempty"`
	Claims  []Member `json:"claims,omitempty"`
	Problem string   `json:"problem,omitempty"` // why it cannot be decoded, where it was broken on purpose
}

// Accepted tells that a row's failure is accepted for a time.
type Accepted struct {
	Reason  string    `json:"reason"`
	Ticket  string    `json:"ticket,omitempty"`
	Expires string    `json:"expires,omitempty"`
	Problem text.Both `json:"problem,omitzero"` // why it is not accepted after all
}

// ManualResult is what a person found.
type ManualResult string

// The results of a manual check; ManualOpen is one that nobody has made yet.
const (
	ManualPassed        ManualResult = "passed"
	ManualWarned        ManualResult = "warned"
	ManualFailed        ManualResult = "failed"
	ManualNotApplicable ManualResult = "not applicable"
	ManualOpen          ManualResult = "open"
)

// Manual is a check made by a person: on a real device, or by eye.
type Manual struct {
	ID     string       `json:"id"`
	Item   string       `json:"item"`
	Result ManualResult `json:"result"`
	Who    string       `json:"who,omitempty"`
	When   string       `json:"when,omitempty"`
	Note   string       `json:"note,omitempty"`
}

// Hopped is one step of the browser.
type Hopped struct {
	Method   string `json:"method"`
	URL      string `json:"url"` // secrets as digests
	Status   int    `json:"status"`
	Location string `json:"location,omitempty"`
	Mocked   bool   `json:"mocked,omitempty"`
}

// Outcome is how a login ended at the target.
type Outcome string

// The outcomes of a login.
const (
	SignedIn     Outcome = "signed in"
	Registration Outcome = "registration asked"
	Refused      Outcome = "refused"
	AtProvider   Outcome = "stayed at the provider"
	Crashed      Outcome = "crashed"
	Stuck        Outcome = "stuck"
	NotStarted   Outcome = "refused to start"
	LedAway      Outcome = "led elsewhere" // to a host that is neither the target's nor mocked, of which nothing was asked
)

// Came tells how a login ended: what the target then believes, by its session probe.
type Came struct {
	Outcome Outcome  `json:"outcome"`
	Member  string   `json:"member,omitempty"` // whom the probe named, as digest
	Owner   string   `json:"owner,omitempty"`  // whose honest login the probe answers alike
	Stage   string   `json:"stage,omitempty"`  // start, callback, token, userinfo: how far the target went
	Status  int      `json:"status,omitempty"` // of the last page
	Title   string   `json:"title,omitempty"`
	Marker  string   `json:"marker,omitempty"` // the target's own error marker, where it has one
	Rules   []string `json:"rules,omitempty"`  // the rules that marker stands for
	Page    bool     `json:"page,omitempty"`   // the last page is made for people: readable, with a way on
	Detail  string   `json:"detail,omitempty"`
	Ended   bool     `json:"ended,omitempty"` // with Crashed: the target's process has ended
	// Nobody tells, of a login that came to no end at the target, that its session was asked and nobody is signed in.
	Nobody bool `json:"nobody,omitempty"`
}

// Accepted reports whether the target let the person in: asking who comes from a
// provider to register is believing the provider.
func (c Came) Accepted() bool { return c.Outcome == SignedIn || c.Outcome == Registration }

// The owners of a session, as far as the session probe tells.
const (
	Self  = "self"
	Other = "other"
	// Second is the person's own too, and another member than they were: that it is somebody else's is not known.
	Second = "second"
	// Varies is whose the session probe calls otherwise at each honest login.
	Varies = "varies"
	// Nobody is whom a session names that has the page of one, and no member's name on it.
	Nobody = "nobody"
)

// Expected tells what a row expects of the login it names.
type Expected struct {
	Outcomes   []Outcome `json:"outcomes"`        // any of these is right
	Owner      string    `json:"owner,omitempty"` // for SignedIn: "self"
	Rule       string    `json:"rule"`
	Fault      string    `json:"fault,omitempty"`      // must have been served for the row to say anything
	Endpoint   string    `json:"endpoint,omitempty"`   // where the fault acts: not called by the control, not applicable
	Forbidden  []string  `json:"forbidden,omitempty"`  // endpoints that must not be called any more
	Forbids    string    `json:"forbids,omitempty"`    // the rule that such a call breaks, where it is not Rule
	Param      string    `json:"param,omitempty"`      // what the target must have sent for the row to apply
	Uses       string    `json:"uses,omitempty"`       // the endpoint that the target must use for the row to apply
	Confidence string    `json:"confidence,omitempty"` // of the provider fact the row rests on
	Family     bool      `json:"family,omitempty"`     // one of the signature family
	Probe      bool      `json:"probe,omitempty"`      // the probe of its family
	Alone      bool      `json:"alone,omitempty"`      // of the family, yet told by itself where the target relies on TLS
	Hangs      bool      `json:"hangs,omitempty"`      // an answer never comes: not to wait for it is what the rule asks
}

// Checked is one comparison made by a step: what was wanted, and what was seen.
type Checked struct {
	What string    `json:"what"`
	Rule string    `json:"rule,omitempty"`
	Says text.Both `json:"says,omitzero"`
	Want string    `json:"want"`
	Got  string    `json:"got"`
	// Fix says what to do where they differ.
	Fix text.Both `json:"fix,omitzero"`
	// Confidence of the provider fact which the comparison rests on, where it is not the login's.
	Confidence string `json:"confidence,omitempty"`
}

// Missed tells that the target lacks what the row needs: from there on it was not run.
type Missed struct {
	What string `json:"what"`
	// Why tells that it need not have it: the row does not apply.
	Why text.Both `json:"why,omitzero"`
	By  string    `json:"by,omitempty"` // the declaration that takes the row away, where one does
}

// Defended tells that the target was seen to have another defence than the one which the
// login that it belongs to is about.
type Defended struct {
	How text.Both `json:"how"`
}

// SentBack tells that a form for newcomers came back as it was: what follows from it is not known.
type SentBack struct {
	Says string `json:"says"` // the page's own words
}

// Declaration is what a decision of the service's means for a login.
type Declaration string

// The meanings. Excuses: no session is right where the row expects one. Spares: likewise, and a session is right too. Admits: a session is right where it expects
// none. Ignores: likewise, where it is the person's own. Binds: what the row expects is a MUST. Asks: the service has not said.
const (
	Excuses Declaration = "excuses"
	Spares  Declaration = "spares"
	Admits  Declaration = "admits"
	Ignores Declaration = "ignores"
	Binds   Declaration = "binds"
	Asks    Declaration = "asks"
	// Breaks tells that the target does otherwise than is declared.
	Breaks Declaration = "breaks"
)

// Declared tells of a decision of the service's, by its place in torii.yaml, that a login falls under.
type Declared struct {
	By  string      `json:"by"`
	How Declaration `json:"how"`
}

// Strayed is something the target asked of a host that is neither mocked nor allowed.
type Strayed struct {
	Host string `json:"host"`
	Path string `json:"path,omitempty"` // where the request was readable
	How  string `json:"how"`
}

// Unattributed is a request that belongs to no known login; it is given to none.
type Unattributed struct {
	Provider string `json:"provider"`
	Endpoint string `json:"endpoint"`
	Status   int    `json:"status"`
}

// Printed is a line the target wrote.
type Printed struct {
	Line string `json:"line"`
}

// Broke tells that the harness or the environment failed: nothing is said about the target.
type Broke struct {
	Problem string `json:"problem"`
}

// Kind names the fact on the wire.
func (RunStarted) Kind() Kind { return "run-started" }
func (RunEnded) Kind() Kind   { return "run-ended" }
func (Declared) Kind() Kind   { return "declared" }
func (SentBack) Kind() Kind   { return "sent-back" }
func (RowStarted) Kind() Kind { return "row-started" }
func (Again) Kind() Kind      { return "again" }
func (RowEnded) Kind() Kind   { return "row-ended" }
func (Rests) Kind() Kind      { return "rests" }
func (Spent) Kind() Kind      { return "spent" }
func (Controlled) Kind() Kind { return "controlled" }
func (Looked) Kind() Kind     { return "looked" }
func (Shown) Kind() Kind      { return "shown" }
func (Planted) Kind() Kind    { return "planted" }
func (Prepared) Kind() Kind   { return "prepared" }
func (Rested) Kind() Kind     { return "rested" }
func (Served) Kind() Kind     { return "served" }
func (Called) Kind() Kind     { return "called" }
func (Hopped) Kind() Kind     { return "hopped" }
func (Came) Kind() Kind       { return "came" }
func (Expected) Kind() Kind   { return "expected" }
func (Checked) Kind() Kind    { return "checked" }
func (Strayed) Kind() Kind    { return "strayed" }
func (Missed) Kind() Kind     { return "missed" }
func (Defended) Kind() Kind   { return "defended" }

// Kind names the fact on the wire.
func (Unattributed) Kind() Kind { return "unattributed" }
func (Printed) Kind() Kind      { return "printed" }
func (Broke) Kind() Kind        { return "broke" }
func (Issued) Kind() Kind       { return "issued" }
func (Accepted) Kind() Kind     { return "accepted" }
func (Manual) Kind() Kind       { return "manual" }
