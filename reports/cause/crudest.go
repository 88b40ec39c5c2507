package cause

import "torii/fixtures/rule"

// crudest is, by rule, the lie that nobody accepts who looks at all. Where it is accepted, the
// finer lies of the rule are too, and for that cause; where it is refused, each of them has
// a cause of its own.
var crudest = map[rule.ID]string{
	"IDT-SIG":        "signature-corrupted",
	"IDT-ALG":        "alg-none",
	"IDT-KEY":        "foreign-key",
	"IDT-CRIT":       "crit-unknown",
	"IDT-ISS":        "iss-other-provider",
	"IDT-AUD":        "aud-other-client",
	"IDT-EXP":        "exp-past",
	"IDT-IAT":        "iat-future",
	"IDT-SUB":        "sub-missing",
	"IDT-NONCE":      "nonce-wrong",
	"IDT-ATHASH":     "at-hash-wrong",
	"IDT-ENCODING":   "id-token-standard-base64",
	"IDT-DUPLICATE":  "sub-twice",
	"CB-STATE":       "state-wrong",
	"CB-ISS":         "iss-param-wrong",
	"DSC-ISSUER":     "metadata-issuer-other",
	"UIN-SUB":        "userinfo-other-sub",
	"HYB-CHASH":      "front-c-hash-wrong",
	"REF-IDTOKEN":    "refreshed-iss-other",
	"IDT-CRIT-EMPTY": "crit-empty",
	"IDT-TYP":        "typ-access-token",
	"ENV-APART":      "iss-other-environment",
	"IDT-AUTHTIME":   "auth-time-old",
	"KEY-OTHERS":     "jwks-kid-twice",
	"TOK-IDTOKEN":    "id-token-absent",
	"REF-ORIGINAL":   "refreshed-nonce-other",
	"GBIZ-EXAMINED":  "examined-lower",
	"NTC-AUD":        "notice-other-audience",
	"IDT-SUB-FORM":   "sub-array",
}

// claims are the rules whose every breach means that no claim of the ID token is looked at.
var claims = []rule.ID{"IDT-ISS", "IDT-AUD", "IDT-EXP"}

// besides are rules of claims that then are broken for the same cause.
var besides = []rule.ID{"IDT-SUB", "IDT-NONCE", "IDT-IAT", "IDT-NBF", "IDT-AZP", "IDT-AUD-EXTRA", "IDT-AUTHTIME", "IDT-AGE", "IDT-ATHASH", "IDT-TIME", "IDT-SUB-FORM"}
