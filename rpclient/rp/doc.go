// Package rp is the reference Relying Party: a small web application with members
// and sessions that signs people in with OpenID Connect (authorization code flow
// with PKCE, state and nonce).
//
// Members also register with an address and a password, link and unlink accounts at
// providers (ID連携), change their address, recover what somebody took over, and
// leave. Whose an identity is the schema decides, and each change is one transaction.
// An e-mail address never says who somebody is.
//
// Every obligation of a login, and of what members do, is one named [Step] in the
// visible list [Steps], so that each can be read, tested and replaced alone. A refused
// login shows the name of the refusing step as its error code.
//
// It is not a library for other Relying Parties and shares no code with the mock
// providers it is tested against: two implementations that share code share bugs.
// It is meant to be read in one sitting, and copied.
package rp
