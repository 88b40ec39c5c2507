package verdict

import "torii/fixtures/text"

// unasked is the one reason of all that cannot be said of a target that asks for no ID token.
func unasked() text.Both {
	return text.Both{
		JA: "認証要求の scope に openid が無く（REQ-SCOPE）、IDトークンが出ないので、何も言えない",
		EN: "the request does not ask for openid (REQ-SCOPE), so there is no ID token, and nothing can be said"}
}
