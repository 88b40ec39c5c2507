package steps

import "torii/steps/world"

// secrets are the sentences about where tokens and secrets do not belong.
func secrets() []Step {
	return []Step{
		{`^どの画面にもアドレスにも、トークンは出ていない$`, `^no page and no address has a token$`, ask((*world.World).NoTokenShown)},
		{`^クライアントの秘密は、ブラウザーに渡っていない$`, `^no browser has met a secret of the client's$`, ask((*world.World).SecretHidden)},
		{`^RPの出力に、トークンもクライアントの秘密も出ていない$`, `^the RP has printed neither a token nor a secret of the client's$`, ask((*world.World).PrintsNoSecret)},
		{`^トークンエンドポイントのエラーの文言は、画面に出ていない$`, `^no page has words of the token endpoint's error$`, ask((*world.World).WordsHidden)},
	}
}
