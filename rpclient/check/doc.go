// Package check asks of a Relying Party that already runs what can be asked without a
// login: it begins logins and reads the request for the provider without sending it,
// and knocks at the callback with responses that bear nothing.
//
// It never sends a code, a token or an ID token together with a state that the Relying
// Party has issued, asks no host but those of the environment, and judges nothing:
// what was wanted and what was seen goes to the log.
package check
