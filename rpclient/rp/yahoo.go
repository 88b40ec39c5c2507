package rp

import "time"

// Yahoo is Yahoo! JAPAN ID federation v2 (YConnect v2) for server-side applications.
// Yahoo Inc. of the United States is another provider.
//
// bail=1 has the person who says no come back, with the state alone. ID tokens are
// good for four weeks, so their age is checked. UserInfo lives in another domain and
// is refused to applications that were not reviewed.
func Yahoo(clientID, secret string) Provider {
	return Provider{
		ID:               "yahoo",
		Name:             "Yahoo! JAPAN",
		Issuer:           "https://auth.login.yahoo.co.jp/yconnect/v2",
		MetadataURL:      "https://auth.login.yahoo.co.jp/yconnect/v2/.well-known/openid-configuration",
		AuthURL:          "https://auth.login.yahoo.co.jp/yconnect/v2/authorization",
		TokenURL:         "https://auth.login.yahoo.co.jp/yconnect/v2/token",
		JWKSURL:          "https://auth.login.yahoo.co.jp/yconnect/v2/jwks",
		UserInfoURL:      "https://userinfo.yahooapis.jp/yconnect/v2/attribute",
		ClientID:         clientID,
		ClientSecret:     secret,
		Scopes:           []string{"openid", "profile", "email", "address"},
		Algorithm:        RS256,
		AuthParams:       map[string]string{"bail": "1"},
		SwitchParams:     map[string]string{"prompt": "select_account"},
		CancelErrors:     []string{"access_denied"},
		CancelsSilently:  true,
		BasicAuth:        true,
		UserInfoOptional: true,
		Refreshes:        true,
		VerifiedAsText:   true,
		MaxTokenAge:      10 * time.Minute,
		MaxAge:           24 * time.Hour,
	}
}

// YahooHybrid is the same by hybrid flow. Yahoo! JAPAN knows no form_post: the response
// stands behind the # of the callback's address.
func YahooHybrid(clientID, secret string) Provider {
	p := Yahoo(clientID, secret)
	p.ID, p.Name = "yahoo-hybrid", "Yahoo! JAPAN（ハイブリッド）"
	p.ResponseType, p.Fragment = "code id_token", true
	return p
}
