package line

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/key"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const (
	statelessLife = 900 * time.Second
	channelLife   = 30 * 24 * time.Hour
	assertionLife = 30 * time.Minute // at most

	// keyIDLength is how many bytes a channel token's key_id encodes: 22 characters.
	keyIDLength = 16
	// assertionKeyIDLength is how many hexadecimal characters the mock's console gives an assertion key.
	assertionKeyIDLength = 32

	jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

	// maxJSON bounds a JSON body, in bytes, as LINE does.
	maxJSON = 2 << 20
)

// channelScope marks the tokens of channels that can be listed by key_id.
const channelScope = "chat_message.write"

// serveStateless issues a channel token that lives 15 minutes and cannot be revoked,
// for the secret or for an assertion.
// Source: github.com/line/line-openapi, channel-access-token.yml
func serveStateless(d profile.Desk, r *http.Request) profile.Reply {
	d.Form(r)
	form := r.PostForm
	if form.Get("grant_type") != "client_credentials" {
		return deny(d, parameters, "grant_type が client_credentials ではない", "grant_type is not client_credentials")
	}
	channel, refused := channelOf(d, r, form)
	if refused != nil {
		return *refused
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{
		{Name: "token_type", Value: "Bearer"},
		{Name: "access_token", Value: d.Issue(channel, nil, statelessLife)},
		{Name: "expires_in", Value: int(statelessLife.Seconds()) - 1},
	}}
}

// serveChannelToken issues a channel token v2.1, for an assertion that says how long
// the token shall live.
// Source: github.com/line/line-openapi, channel-access-token.yml
func serveChannelToken(d profile.Desk, r *http.Request) profile.Reply {
	d.Form(r)
	channel, claims, ok := asserted(d, r.PostForm)
	if !ok {
		return deny(d, amend(badClient("invalid client_assertion"), d.Set()), "client_assertion が正しくない", "the client_assertion is not good")
	}
	life := channelLife
	if claims["token_exp"] != nil {
		seconds, isNumber := token.Seconds(claims["token_exp"])
		if !isNumber || seconds <= 0 || seconds > int64(channelLife/time.Second) {
			return deny(d, parameters, "token_exp は 30 日（2592000 秒）まで", "token_exp may be 30 days (2592000 seconds) at most")
		}
		life = time.Duration(seconds) * time.Second
	}
	value := d.Issue(channel, []string{channelScope}, life)
	return profile.Reply{Status: http.StatusOK, Members: token.Object{
		{Name: "access_token", Value: value},
		{Name: "token_type", Value: "Bearer"},
		{Name: "expires_in", Value: int(life / time.Second)},
		{Name: "key_id", Value: keyID(value)},
	}}
}

// channelOf finds the channel by its secret or by an assertion.
func channelOf(d profile.Desk, r *http.Request, form url.Values) (client.Client, *profile.Reply) {
	if form.Has("client_assertion") {
		channel, _, ok := asserted(d, form)
		if !ok {
			refused := deny(d, amend(badClient("invalid client_assertion"), d.Set()), "client_assertion が正しくない", "the client_assertion is not good")
			return channel, &refused
		}
		return channel, nil
	}
	channel, failure := d.Authenticate(r, form)
	if failure != "" {
		refused := deny(d, amend(reply.Errors[failure], d.Set()), "チャネルの認証に失敗した", "the channel did not authenticate")
		return channel, &refused
	}
	return channel, nil
}

// asserted returns the channel whose registered key signed the assertion: RS256, issued
// by and about the channel, for LINE's API, and good for half an hour at most.
// Source: https://developers.line.biz/en/docs/messaging-api/generate-json-web-token
func asserted(d profile.Desk, form url.Values) (channel client.Client, claims map[string]any, ok bool) {
	compact := form.Get("client_assertion")
	parts := strings.Split(compact, ".")
	if form.Get("client_assertion_type") != jwtBearer || len(parts) != 3 {
		return channel, nil, false
	}
	header, headerOK := token.DecodeObject(parts[0])
	claims, claimsOK := token.DecodeObject(parts[1])
	if !headerOK || !claimsOK {
		return channel, nil, false
	}
	issuedBy, _ := claims["iss"].(string)
	if channel, ok = d.Client(issuedBy); !ok {
		return channel, nil, false
	}
	public, kid, err := assertionKey(channel)
	if err != nil || header["alg"] != "RS256" || header["kid"] != kid || !token.VerifiesRSA(compact, public) {
		return channel, nil, false
	}
	exp, timed := token.Seconds(claims["exp"])
	left := time.Duration(exp-d.Now().Unix()) * time.Second
	forUs := claims["aud"] == api+"/" || claims["aud"] == d.Names().Server(api)+"/"
	return channel, claims, forUs && claims["sub"] == issuedBy && timed && left > 0 && left <= assertionLife
}

var errNoAssertionKey = errors.New("line: the channel has no assertion signing key")

// assertionKey is the public key that the channel registered, and the kid it was given.
func assertionKey(channel client.Client) (*rsa.PublicKey, string, error) {
	name := channel.Set["assertion_key"]
	if name == "" {
		return nil, "", errNoAssertionKey
	}
	private, err := key.Private(name)
	if err != nil {
		return nil, "", err
	}
	kid, err := token.KeyID(token.Key{Private: private}, assertionKeyIDLength)
	public, ok := private.Public().(*rsa.PublicKey)
	if err != nil || !ok {
		return nil, "", errors.Join(errNoAssertionKey, err)
	}
	return public, kid, nil
}

// keyID names a channel token without telling it.
func keyID(value string) string {
	sum := sha256.Sum256([]byte(value))
	return token.Base64(sum[:keyIDLength])
}

// serveKeyIDs lists the channel tokens v2.1 that are still good.
// Source: github.com/line/line-openapi, channel-access-token.yml
func serveKeyIDs(d profile.Desk, r *http.Request) profile.Reply {
	channel, _, ok := asserted(d, d.Form(r))
	if !ok {
		return deny(d, amend(badClient("invalid client_assertion"), d.Set()), "client_assertion が正しくない", "the client_assertion is not good")
	}
	kids := []string{}
	for _, value := range d.Issued(channel, channelScope) {
		kids = append(kids, keyID(value))
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{{Name: "kids", Value: kids}}}
}

// serveDeauthorize takes back what a person allowed: the channel proves itself by a
// token of its own, and names the person by a token of theirs that still lives.
// Source: https://developers.line.biz/en/reference/line-login/#deauthorize
func serveDeauthorize(d profile.Desk, r *http.Request) profile.Reply {
	channel, ok := d.Access(d.Bearer(r))
	if !ok || channel.Issue.Subject != "" {
		return say(d, http.StatusUnauthorized, "Authentication failed due to the following reason: invalid token",
			"Authorization がチャネルアクセストークンではない", "Authorization is no channel access token")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxJSON+1))
	if err != nil || len(body) > maxJSON {
		return say(d, http.StatusRequestEntityTooLarge, "The request body is too large", "本文が大きすぎる", "the body is too large")
	}
	var asked struct {
		UserAccessToken string `json:"userAccessToken"`
	}
	if json.Unmarshal(body, &asked) != nil || asked.UserAccessToken == "" {
		return say(d, http.StatusBadRequest, "invalid token", "本文に userAccessToken が無い", "there is no userAccessToken in the body")
	}
	user, ok := d.Access(asked.UserAccessToken)
	if !ok || user.Issue.Subject == "" || user.Issue.Client.ClientID != channel.Issue.Client.ClientID {
		return say(d, http.StatusBadRequest, "invalid token", "利用者のアクセストークンが無効（解除済みを含む）", "the user's access token is not good, or was deauthorized already")
	}
	d.Withdraw(user.Issue.Client.ClientID, user.Issue.Person.Subject)
	return profile.Reply{Status: http.StatusNoContent}
}
