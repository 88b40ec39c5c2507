// Package rp is the reference Relying Party: a small web application with members
// and sessions that signs people in with OpenID Connect (authorization code flow
// with PKCE, state and nonce).
//
// Every obligation of a login is one named [Step] in the visible list [Steps], so
// that each can be read, tested and replaced alone. A refused login shows the name
// of the refusing step as its error code.
//
// It is not a library for other Relying Parties and shares no code with the mock
// providers it is tested against: two implementations that share code share bugs.
// It is meant to be read in one sitting, and copied.
package rp
