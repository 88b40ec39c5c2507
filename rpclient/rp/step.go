package rp

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// Stage says when a step runs.
type Stage string

// The stages of a login, and of what members do with their accounts. From Enroll on
// the stages of one request are one transaction.
const (
	Form     Stage = "form"     // the person sent a form
	Start    Stage = "start"    // the person pressed a button that leads to a provider
	Callback Stage = "callback" // the browser came back from the provider
	Password Stage = "password" // the person gave address and password
	Confirm  Stage = "confirm"  // the person signed in gave the password again
	Link     Stage = "link"     // the person signed in wants to link an account
	Merge    Stage = "merge"    // the person signed in wants to prove another membership

	Associate Stage = "associate" // the person signed in wants a relay to add a login provider
	Shown     Stage = "shown"     // the person signed in looks at their own page

	Enroll    Stage = "enroll"   // the trip was for a login: find or make the member
	Attach    Stage = "attach"   // the trip was for linking
	Reauth    Stage = "reauth"   // the trip was for proving once more who one is
	Second    Stage = "second"   // the person signed in has proven another membership
	Merging   Stage = "merging"  // they confirmed that it is to be taken over
	Enter     Stage = "enter"    // the member is known: sign them in
	Unlink    Stage = "unlink"   // the person signed in wants an account unlinked
	Register  Stage = "register" // somebody asked to become a member
	Joining   Stage = "join"     // they opened the link in the mail, and chose a password
	Email     Stage = "email"    // the person signed in asked to change the address
	Moving    Stage = "move"     // they opened the link in the mail
	Recover   Stage = "recover"  // somebody has forgotten the password
	Resetting Stage = "reset"    // they opened the link in the mail, and chose another
	Withdraw  Stage = "withdraw" // the person signed in wants to be no member any more
	Refresh   Stage = "refresh"  // the person signed in wants the provider's word of them anew
	Told      Stage = "told"     // what was allowed at providers is not needed any more: they are told
	Noticed   Stage = "notice"   // a provider told of itself what became of a person
	Shield    Stage = "shield"   // a page will be shown, whichever
	Logout    Stage = "logout"   // the person pressed the logout button
)

// stages lists them.
func stages() []Stage {
	return []Stage{Shield, Form, Start, Callback, Password, Confirm, Link, Associate, Merge, Enroll, Attach, Reauth, Second, Merging, Enter, Unlink,
		Register, Joining, Email, Moving, Recover, Resetting, Withdraw, Refresh, Shown, Told, Noticed, Logout}
}

// Step is one obligation of a login, by name.
type Step struct {
	Name  string             // e.g. "idtoken.nonce"; shown as the error code
	Stage Stage              // when it runs
	Rules []string           // identifiers of the rules it keeps, e.g. "IDT-NONCE"
	Do    func(*Login) error // an error ends the login; see [Failure] for its page
}

// Steps returns the obligations of the reference Relying Party in the order they
// are met, as a fresh slice.
//
// Within the callback the order is deliberate: whose response this is comes before
// what it says, and what an ID token claims is read only once its signature holds.
func Steps() []Step {
	return slices.Concat(beginSteps(), responseSteps(), idTokenSteps(), identitySteps(), memberSteps(), mergeSteps(), credentialSteps(), laterSteps())
}

// beginSteps make an authentication request.
func beginSteps() []Step {
	return []Step{
		{"page.frame", Shield, []string{"PAGE-FRAME"}, pageFrame},
		{"form.method", Form, []string{"SES-GET"}, formMethod},
		{"form.own", Form, []string{"LNK-CSRF"}, formOwn},

		{"start.metadata", Start, []string{"DSC-ISSUER", "DSC-MEMBERS", "DSC-ELSEWHERE", "DSC-ERROR", "DSC-OTHERS", "DSC-RECOVER"}, providerMetadata},
		{"start.scope", Start, []string{"REQ-SECRET", "REQ-SCOPE", "ENV-AHEAD"}, startScope},
		{"start.state", Start, []string{"REQ-FRESH", "REQ-ENTROPY"}, startState},
		{"start.nonce", Start, []string{"REQ-NONCE", "REQ-FRESH", "REQ-ENTROPY"}, startNonce},
		{"start.pkce", Start, []string{"REQ-PKCE"}, startPKCE},
		{"start.switch", Start, []string{"REQ-SWITCH", "REQ-CONSENT"}, startSwitch},
		{"start.retry", Start, []string{"REQ-RETRY"}, startRetry},
		{"start.return", Start, []string{"SES-RETURN", "SES-BACK"}, startReturn},
		{"start.bind", Start, []string{"CB-INJECT", "REQ-HOST", "SES-COOKIE", "CB-BROWSER", "CB-PARALLEL", "REQ-PATIENCE", "CB-POST"}, startBind},
	}
}

// responseSteps take a response in, and its code to the token endpoint.
func responseSteps() []Step {
	return []Step{
		{"callback.params", Callback, []string{"CB-UNKNOWN", "CB-DOUBLED", "CB-POST", "CB-MODE", "CB-MIXUP", "HYB-FLOW"}, callbackParams},
		{"callback.state", Callback, []string{"LNK-STATE", "LNK-MERGE", "LNK-MODE", "LNK-SESSION", "CB-STATE", "CB-STATE-ONCE", "CB-BROWSER", "CB-PARALLEL", "CB-MIXUP", "CB-MODE", "SP-ADD"}, callbackState},
		{"callback.once", Callback, []string{"CB-STATE-ONCE", "CB-ONCE"}, callbackOnce},
		{"callback.mode", Callback, []string{"LNK-MODE", "LNK-BUTTON"}, callbackMode},
		{"callback.iss", Callback, []string{"CB-ISS"}, callbackIss},
		{"callback.error", Callback, []string{"CB-ERROR", "CB-ERROR-CODE", "CB-CANCEL", "CB-MARKUP", "LNK-CANCEL"}, callbackError},
		{"callback.code", Callback, []string{"FLOW-LOGIN"}, callbackCode},

		{"front.token", Callback, []string{"HYB-TOKEN"}, frontToken},
		{"front.verify", Callback, []string{"ACC-SUB", "HYB-VERIFY", "HYB-FLOW", "KEY-REDIRECT", "KEY-SET", "KEY-USE", "KEY-TIMEOUT", "KEY-OTHERS"}, frontVerify},
		{"front.c_hash", Callback, []string{"HYB-CHASH", "HYB-FLOW", "TOK-ERROR", "CB-INJECT"}, frontCHash},

		{"client.secret", Callback, []string{"CLI-JWT"}, clientSecret},
		{"token.exchange", Callback, []string{"SES-DETAIL", "TOK-ERROR", "TOK-TIMEOUT", "TOK-UNKNOWN", "TOK-ACCESS", "TOK-REDIRECT", "IDT-SIZE", "CB-INJECT", "REQ-REDIRECT", "REQ-PKCE", "CB-ONCE", "TOK-AUTH", "TOK-SCOPE", "TOK-LIFETIME", "TOK-FORM", "REQ-FORM"}, tokenExchange},
		{"token.type", Callback, []string{"SES-LEAK", "SES-LOG", "TOK-TYPE", "TOK-ACCESS", "TOK-LIFETIME"}, tokenType},
		{"token.idtoken", Callback, []string{"TOK-IDTOKEN"}, tokenIDToken},
	}
}

// idTokenSteps verify an ID token.
func idTokenSteps() []Step {
	return []Step{
		{"idtoken.form", Callback, []string{"IDT-FORM", "IDT-CLAIMS", "IDT-ENCODING", "IDT-DUPLICATE", "IDT-SIZE", "IDT-NAMES", "ENV-APART", "IDT-OPTIONAL", "IDT-ENCRYPTED", "IDT-CANONICAL"}, idTokenForm},
		{"idtoken.crit", Callback, []string{"IDT-CRIT", "IDT-CRIT-EMPTY"}, idTokenCrit},
		{"idtoken.typ", Callback, []string{"IDT-TYP", "IDT-QUIRK"}, idTokenTyp},
		{"idtoken.alg", Callback, []string{"IDT-ALG", "IDT-MAC"}, idTokenAlg},
		{"idtoken.key", Callback, []string{"IDT-KEY", "KEY-REFETCH", "KEY-SET", "KEY-USE", "KEY-TIMEOUT", "KEY-OTHERS", "ENV-APART", "KEY-STRENGTH", "KEY-CACHE", "KEY-BOUND", "KEY-RECOVER", "KEY-REDIRECT"}, idTokenKey},
		{"idtoken.signature", Callback, []string{"IDT-SIG", "IDT-KEY"}, idTokenSignature},
		{"idtoken.iss", Callback, []string{"IDT-ISS", "IDT-QUIRK", "ENV-APART"}, idTokenIss},
		{"idtoken.aud", Callback, []string{"IDT-AUD", "IDT-AUD-EXTRA"}, idTokenAud},
		{"idtoken.azp", Callback, []string{"IDT-AZP", "IDT-OPTIONAL"}, idTokenAzp},
		{"idtoken.exp", Callback, []string{"IDT-EXP", "IDT-TIME"}, idTokenExp},
		{"idtoken.iat", Callback, []string{"IDT-IAT", "IDT-TIME"}, idTokenIat},
		{"idtoken.age", Callback, []string{"IDT-AGE"}, idTokenAge},
		{"idtoken.nbf", Callback, []string{"IDT-NBF", "IDT-TIME"}, idTokenNbf},
		{"idtoken.nonce", Callback, []string{"IDT-NONCE", "CB-INJECT"}, idTokenNonce},
		{"idtoken.auth_time", Callback, []string{"IDT-AUTHTIME"}, idTokenAuthTime},
		{"idtoken.sub", Callback, []string{"ACC-SUB", "IDT-SUB", "IDT-SUB-FORM", "IDT-REPLICA"}, idTokenSub},
		{"idtoken.at_hash", Callback, []string{"IDT-ATHASH", "IDT-OPTIONAL"}, idTokenAtHash},
	}
}

// identitySteps learn what a provider says of the person beside the ID token.
func identitySteps() []Step {
	return []Step{
		{"front.same", Callback, []string{"HYB-SAME"}, frontSame},
		{"user.name", Callback, []string{"USR-NAME", "USR-TRUST", "USR-FORM"}, userName},

		{"userinfo.fetch", Callback, []string{"UIN-ERROR", "UIN-REDIRECT", "UIN-REFUSED", "UIN-ADDRESS", "UIN-CLAIMS", "UIN-TYPES"}, userInfoFetch},
		{"userinfo.sub", Callback, []string{"UIN-SUB"}, userInfoSub},
		{"refresh.save", Callback, []string{"REF-KEEP", "REF-SAME", "REF-OPAQUE"}, refreshSave},

		{"business.read", Callback, []string{"UIN-TYPES", "GBIZ-NUMBER", "GBIZ-AGENT", "TOK-OPAQUE"}, businessRead},
		{"business.admit", Callback, []string{"GBIZ-KIND", "GBIZ-MANDATE", "GBIZ-EXAMINED", "ENV-AHEAD"}, businessAdmit},

		{"onetime.status", Callback, []string{"SP-STATUS", "SP-TAKEN", "SP-ADD", "CB-MARKUP", "CB-CANCEL", "CB-ERROR"}, oneTimeStatus},
		{"onetime.redeem", Callback, []string{"SP-TOKEN", "SP-ERROR", "SP-KEY", "CB-ONCE"}, oneTimeRedeem},
		{"onetime.profile", Callback, []string{"SP-PROFILE"}, oneTimeProfile},
		{"relay.provider", Callback, []string{"SP-PROVIDER"}, relayProvider},
		{"relay.heir", Callback, []string{"SP-HEIR"}, relayHeir},

		{"account.ask", Callback, []string{"LNK-ASK"}, accountAsk},
	}
}

// memberSteps settle which member somebody is, and let them in.
func memberSteps() []Step {
	return []Step{
		{"password.match", Password, []string{"LNK-ENTER", "LNK-MERGE"}, signInPassword},
		{"confirm.password", Confirm, []string{"LNK-RECENT"}, confirmPassword},
		{"link.recent", Link, []string{"LNK-RECENT"}, recent},
		{"associate.recent", Associate, []string{"LNK-RECENT"}, recent},
		{"associate.token", Associate, []string{"LNK-ADD", "SP-ADD", "SP-KEPT"}, associateToken},

		{"account.find", Enroll, []string{"LNK-CLASH", "ACC-SUB", "SES-LEAK", "ACC-EMAIL", "IDT-BOOL", "USR-NAME", "GBIZ-PERSON", "LNK-EMAIL", "LNK-CONTACT", "LNK-ONE", "LNK-RECYCLE", "SP-UNLINKED", "SP-LINKED", "SP-PROFILE", "SP-GONE", "SP-STALE", "SP-KEPT", "IDT-OPTIONAL", "USR-ADDRESS", "LNK-REJOIN", "IDT-QUIRK"}, accountFind},
		{"business.keep", Enroll, []string{"GBIZ-PERSON", "GBIZ-AGENT", "GBIZ-CURRENT"}, businessKeep},
		{"account.staff", Enroll, []string{"ACC-DOMAIN", "ACC-COLLEAGUE"}, accountStaff},
		{"relay.link", Enroll, []string{"SP-LINKED", "SP-KEPT", "ACC-SUB", "LNK-ONE"}, relayLink},
		{"relay.via", Enroll, []string{"LNK-UNLINK"}, relayVia},

		{"attach.session", Attach, []string{"LNK-SESSION", "LNK-STATE", "SP-ADD"}, attachSession},
		{"relay.attach", Attach, []string{"SP-KEPT", "SP-MERGE", "SP-OWNER", "LNK-OWNER", "LNK-SECOND", "LNK-ADD"}, relayAttach},
		{"attach.identity", Attach, []string{"LNK-OWNER", "LNK-ONE", "LNK-SECOND", "LNK-SAME", "LNK-ADD", "LNK-CONTACT", "LNK-STAY"}, attachIdentity},
		{"relay.added", Attach, []string{"SP-MERGE"}, relayVia},
		{"attach.pending", Attach, []string{"LNK-PENDING"}, attachPending},
		{"attach.notice", Attach, []string{"LNK-NOTICE"}, attachNotice},
		{"reauth.identity", Reauth, []string{"LNK-RECENT", "LNK-MODE"}, reauthIdentity},

		{"account.open", Enter, []string{"NTC-APPLY", "NTC-TIME"}, accountOpen},
		{"account.active", Enter, []string{"LNK-SUSPEND"}, accountActive},
		{"session.renew", Enter, []string{"SES-RENEW", "SES-COOKIE", "CB-PARALLEL", "LNK-RENEW", "LNK-RECENT", "SES-SECURE", "SES-HTTPONLY", "SES-SAMESITE", "SES-LEFT"}, sessionRenew},
	}
}

// credentialSteps change what a member signs in with.
func credentialSteps() []Step {
	return []Step{
		{"unlink.recent", Unlink, []string{"LNK-RECENT"}, recent},
		{"unlink.tokens", Unlink, []string{"LNK-TELL", "LNK-REVOKE"}, keepEnded},
		{"relay.first", Unlink, []string{"LNK-UNLINK"}, relayFirst},
		{"unlink.identity", Unlink, []string{"LNK-UNLINK", "LNK-ERASE", "LNK-SESSION"}, unlinkIdentity},
		{"unlink.last", Unlink, []string{"LNK-LAST"}, unlinkLast},
		{"relay.unlink", Unlink, []string{"SP-KEPT", "SP-WARNING", "LNK-UNLINK"}, relayUnlink},
		{"unlink.notice", Unlink, []string{"LNK-NOTICE"}, unlinkNotice},

		{"register.mail", Register, []string{"LNK-REGISTER"}, registerMail},
		{"join.ticket", Joining, []string{"LNK-REGISTER"}, use(Join)},
		{"join.member", Joining, []string{"LNK-REGISTER", "LNK-RECYCLE"}, joinMember},

		{"email.recent", Email, []string{"LNK-RECENT"}, recent},
		{"email.mail", Email, []string{"REQ-HOST", "LNK-PROOF", "LNK-LETTER", "LNK-CLAIM"}, emailMail},
		{"move.ticket", Moving, []string{"LNK-PENDING", "LNK-PROOF"}, use(Move)},
		{"move.notice", Moving, []string{"LNK-NOTICE"}, moveNotice},
		{"move.address", Moving, []string{"LNK-PROOF"}, moveAddress},

		{"recover.mail", Recover, []string{"LNK-MAILBOX", "REQ-HOST", "LNK-RECOVER", "LNK-LETTER"}, recoverMail},
		{"reset.ticket", Resetting, []string{"LNK-RECOVER", "LNK-DEVICES"}, use(Reset)},
		{"reset.password", Resetting, []string{"LNK-RECOVER", "LNK-DEVICES"}, resetPassword},
		{"reset.sessions", Resetting, []string{"LNK-RECOVER", "LNK-DEVICES"}, resetSessions},
		{"reset.links", Resetting, []string{"LNK-TROJAN"}, resetLinks},
		{"reset.pending", Resetting, []string{"LNK-PENDING", "LNK-LETTER"}, resetPending},
		{"reset.notice", Resetting, []string{"LNK-NOTICE"}, resetNotice},

		{"withdraw.recent", Withdraw, []string{"LNK-RECENT"}, recent},
		{"withdraw.tokens", Withdraw, []string{"LNK-TELL", "LNK-REVOKE"}, keepEnded},
		{"withdraw.relay", Withdraw, []string{"SP-GONE", "SP-RETRY"}, withdrawRelay},
		{"withdraw.delete", Withdraw, []string{"LNK-WITHDRAW", "LNK-RECYCLE"}, withdrawMember},
	}
}

// laterSteps are met without a login, or after it.
func laterSteps() []Step {
	return []Step{
		{"refresh.load", Refresh, []string{"REF-KEEP"}, refreshLoad},
		{"refresh.exchange", Refresh, []string{"REF-DEAD", "REF-KEEP", "REF-OPAQUE"}, refreshExchange},
		{"refresh.idtoken", Refresh, []string{"REF-IDTOKEN", "REF-ORIGINAL", "REF-SIGNED"}, refreshIDToken},
		{"refresh.keep", Refresh, []string{"REF-KEEP", "REF-OPAQUE", "REF-REPLACE"}, refreshSave},
		{"refresh.profile", Refresh, []string{"REF-KEEP", "UIN-SUB"}, refreshProfile},

		{"friend.status", Shown, []string{"SP-FRIEND"}, friendStatus},

		{"owed.again", Told, []string{"SP-RETRY"}, owedAgain},
		{"ended.tell", Told, []string{"LNK-TELL", "LNK-REVOKE", "SP-RETRY"}, endedTell},

		{"notice.body", Noticed, []string{"NTC-VERIFY"}, noticeBody},
		{"notice.verify", Noticed, []string{"NTC-VERIFY", "NTC-EVENTS"}, noticeVerify},
		{"notice.aud", Noticed, []string{"NTC-AUD"}, noticeAud},
		{"notice.time", Noticed, []string{"NTC-TIME"}, noticeTime},
		{"notice.events", Noticed, []string{"NTC-VERIFY", "NTC-EVENTS", "NTC-TIME", "NTC-AUD"}, noticeEvents},
		{"notice.once", Noticed, []string{"NTC-ONCE"}, noticeOnce},
		{"notice.late", Noticed, []string{"NTC-LATE"}, noticeLate},
		{"notice.apply", Noticed, []string{"NTC-APPLY", "LNK-STAY"}, noticeApply},

		{"session.logout", Logout, []string{"SES-LOGOUT"}, sessionLogout},
		{"logout.return", Logout, []string{"SES-RETURN"}, logoutReturn},
		{"logout.note", Logout, []string{"REQ-SWITCH"}, logoutNote},
	}
}

// Refusal is a login ended by one of its steps.
type Refusal struct {
	Step string // name of the step
	Err  error  // why
}

func (r *Refusal) Error() string { return r.Step + ": " + r.Err.Error() }
func (r *Refusal) Unwrap() error { return r.Err }

// Failure is an error that asks for a page other than the one for a refused
// response (400).
type Failure struct {
	Status      int    // HTTP status of the page
	Title, Text string // what it says; empty: what goes with the status
	Prove       bool   // it leads to the page where one proves who one is
	Ask         bool   // it asks somebody new whether to become a member
	Err         error
}

func (f *Failure) Error() string { return f.Err.Error() }
func (f *Failure) Unwrap() error { return f.Err }

// fail wraps err with the HTTP status of its page. A nil err stays nil.
func fail(status int, what string, err error) error {
	if err == nil {
		return nil
	}
	return &Failure{Status: status, Err: fmt.Errorf("%s: %w", what, err)}
}

// run takes l through the steps of one stage and stops at the first that refuses,
// with a *Refusal.
func run(steps []Step, stage Stage, l *Login) error {
	for _, s := range steps {
		if s.Stage != stage || !l.Provider.meets(s.Name) {
			continue
		}
		if err := s.Do(l); err != nil {
			return &Refusal{Step: s.Name, Err: err}
		}
	}
	return nil
}

// statusOf returns the HTTP status of the page that tells err.
func statusOf(err error) int {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Status
	}
	return http.StatusBadRequest
}
