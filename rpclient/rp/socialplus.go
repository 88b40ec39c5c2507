package rp

import "fmt"

// socialPLUS is what every button of ソーシャルPLUS has in common. Its issuer is the
// service ID, which is no address, and the path chooses the login provider.
func socialPLUS(clientID, secret, button, name, target string, via []string, path string) Provider {
	const auth, api = "https://a1b2c3d4e5.auth.socialplus.jp", "https://api.socialplus.jp"
	return Provider{
		ID:           button,
		Name:         name,
		Issuer:       "a1b2c3d4e5",
		AuthURL:      auth + "/oauth2/authorize/" + path,
		TokenURL:     auth + "/oauth2/token",
		JWKSURL:      auth + "/oauth2/certs",
		UserInfoURL:  api + "/oauth2/userinfo",
		ClientID:     clientID,
		ClientSecret: secret,
		Scopes:       []string{"openid", "profile", "email"},
		Algorithm:    RS256,
		CancelErrors: []string{"access_denied"},
		Relay:        &Relay{Target: target, Via: via, API: api + "/api/"},
	}
}

// SocialPLUS is ソーシャルPLUS by OpenID Connect, with LINE behind it.
func SocialPLUS(clientID, secret string) Provider {
	return socialPLUS(clientID, secret, "socialplus", "ソーシャルPLUS（LINE）", "line", []string{"line"}, "line/11a1b2c3d4")
}

// SocialPLUSApple is the same with Apple behind it.
func SocialPLUSApple(clientID, secret string) Provider {
	return socialPLUS(clientID, secret, "socialplus-apple", "ソーシャルPLUS（Apple）", "apple", []string{"apple"}, "apple/21a1b2c3d4")
}

// SocialPLUSGoogle is the same with Google behind it.
func SocialPLUSGoogle(clientID, secret string) Provider {
	return socialPLUS(clientID, secret, "socialplus-google", "ソーシャルPLUS（Google）", "gplus", []string{"google", "gplus"}, "google/41a1b2c3d4")
}

// SocialPLUSYahoo is the same with Yahoo! JAPAN behind it.
func SocialPLUSYahoo(clientID, secret string) Provider {
	return socialPLUS(clientID, secret, "socialplus-yahoo", "ソーシャルPLUS（Yahoo! JAPAN）", "yahoo", []string{"yahoo"}, "yahoo/31a1b2c3d4")
}

// SocialPLUSToken is ソーシャルPLUS by one-time token, with Google behind it, which has
// another name there.
func SocialPLUSToken(clientID, secret string) Provider {
	p := socialPLUS(clientID, secret, "socialplus-token", "ソーシャルPLUS（ワンタイムトークン）", "gplus", []string{"gplus", "google"}, "")
	p.AuthURL = "https://f0e1d2c3b4.auth.socialplus.jp/torii/shop/gplus/authenticate"
	p.Relay.OneTime = true
	return p
}

// validate reports the first field that cannot work.
func (r Relay) validate(authURL string) error {
	for _, f := range []struct{ name, value string }{{"AuthURL", authURL}, {"Relay.API", r.API}} {
		if err := validateURL(f.value); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}
