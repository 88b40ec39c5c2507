package rp

import (
	"errors"
	"fmt"
	"net/http"
)

// Stage says when a step runs.
type Stage string

// The stages of a login.
const (
	Start    Stage = "start"    // the person pressed a login button
	Callback Stage = "callback" // the browser came back from the provider
	Logout   Stage = "logout"   // the person pressed the logout button
)

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
	return []Step{
		{"start.state", Start, []string{"REQ-FRESH"}, startState},
		{"start.nonce", Start, []string{"REQ-FRESH"}, startNonce},
		{"start.pkce", Start, []string{"REQ-PKCE"}, startPKCE},
		{"start.bind", Start, []string{"CB-BROWSER", "CB-PARALLEL"}, startBind},

		{"callback.params", Callback, []string{"CB-UNKNOWN", "CB-DOUBLED"}, callbackParams},
		{"callback.state", Callback, []string{"CB-STATE", "CB-STATE-ONCE", "CB-BROWSER", "CB-PARALLEL"}, callbackState},
		{"callback.once", Callback, []string{"CB-STATE-ONCE", "CB-ONCE"}, callbackOnce},
		{"callback.iss", Callback, []string{"CB-ISS"}, callbackIss},
		{"callback.error", Callback, []string{"CB-ERROR", "CB-ERROR-CODE", "CB-CANCEL"}, callbackError},
		{"callback.code", Callback, []string{"FLOW-LOGIN"}, callbackCode},

		{"token.exchange", Callback, []string{"TOK-ERROR", "TOK-TIMEOUT", "TOK-UNKNOWN", "REQ-REDIRECT", "REQ-PKCE", "CB-ONCE"}, tokenExchange},
		{"token.type", Callback, []string{"TOK-TYPE"}, tokenType},
		{"token.idtoken", Callback, []string{"TOK-IDTOKEN"}, tokenIDToken},

		{"idtoken.form", Callback, []string{"IDT-FORM", "IDT-CLAIMS"}, idTokenForm},
		{"idtoken.alg", Callback, []string{"IDT-ALG"}, idTokenAlg},
		{"idtoken.key", Callback, []string{"IDT-KEY", "KEY-REFETCH"}, idTokenKey},
		{"idtoken.signature", Callback, []string{"IDT-SIG", "IDT-KEY"}, idTokenSignature},
		{"idtoken.iss", Callback, []string{"IDT-ISS", "IDT-QUIRK"}, idTokenIss},
		{"idtoken.aud", Callback, []string{"IDT-AUD", "IDT-AUD-EXTRA"}, idTokenAud},
		{"idtoken.azp", Callback, []string{"IDT-AZP"}, idTokenAzp},
		{"idtoken.exp", Callback, []string{"IDT-EXP"}, idTokenExp},
		{"idtoken.iat", Callback, []string{"IDT-IAT"}, idTokenIat},
		{"idtoken.nbf", Callback, []string{"IDT-NBF"}, idTokenNbf},
		{"idtoken.nonce", Callback, []string{"IDT-NONCE"}, idTokenNonce},
		{"idtoken.sub", Callback, []string{"IDT-SUB"}, idTokenSub},
		{"idtoken.at_hash", Callback, []string{"IDT-ATHASH", "IDT-CLAIMS"}, idTokenAtHash},

		{"userinfo.fetch", Callback, []string{"UIN-ERROR"}, userInfoFetch},
		{"userinfo.sub", Callback, []string{"UIN-SUB"}, userInfoSub},

		{"account.find", Callback, []string{"ACC-SUB", "IDT-CLAIMS"}, accountFind},
		{"session.renew", Callback, []string{"SES-RENEW", "CB-PARALLEL"}, sessionRenew},

		{"session.logout", Logout, []string{"SES-LOGOUT"}, sessionLogout},
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
	Status int // HTTP status of the page
	Err    error
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
		if s.Stage != stage {
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
