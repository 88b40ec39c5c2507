package mutant

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"torii/rpclient/rp"
)

// overseas are mistakes that were made with Yahoo! JAPAN: its arrays, its long-lived
// tokens, its wordless refusal, and a UserInfo endpoint of another host and other terms.
func overseas() []Mutant {
	return slices.Concat(wordless(), longLived(), elsewhere(), subjects())
}

// wordless are mistakes with refusals and errors in a shape of the provider's own.
func wordless() []Mutant {
	return []Mutant{
		{"callback.error", "wordless-cancel-500", "CB-CANCEL",
			"code も error も無い応答（同意しない）を内部エラー（500）にする",
			"a response with neither code nor error, which is a no, becomes an internal error (500)",
			func(l *rp.Login) error {
				if l.Provider.CancelsSilently && !l.Params.Has("code") && !l.Params.Has("error") {
					return withStatus(http.StatusInternalServerError, errors.New("want a code, got none"))
				}
				return reference(l, "callback.error")
			}},
		{"callback.error", "three-members", "CB-ERROR-CODE",
			"error、error_description、error_code の三つがそろわなければエラー応答とみなさない",
			"an error counts only with error, error_description and error_code",
			func(l *rp.Login) error {
				if l.Params.Has("code") && (!l.Params.Has("error_description") || !l.Params.Has("error_code")) {
					return nil
				}
				return reference(l, "callback.error")
			}},
		{"token.exchange", "form-secret", "TOK-AUTH",
			"client_secret を HTTP Basic でなく本文で送る",
			"the client secret goes in the body instead of HTTP Basic",
			func(l *rp.Login) error {
				l.Provider.BasicAuth = false
				return reference(l, "token.exchange")
			}},
		{"token.exchange", "numeric-error-code", "SES-PAGE",
			"トークンエンドポイントのエラーの error_code が数でなければ内部エラー（500）になる",
			"an error of the token endpoint whose error_code is no number becomes an internal error (500)",
			func(l *rp.Login) error {
				err := exchangeThrough(l, wantNumber)
				if errors.Is(err, errNoNumber) {
					return withStatus(http.StatusInternalServerError, err)
				}
				return err
			}},
		{"token.exchange", "mislabelled-body", "FLOW-LOGIN",
			"トークン要求の multipart の本文を x-www-form-urlencoded と名乗って送る",
			"the token request's body is multipart but labelled x-www-form-urlencoded",
			exchangeMislabelled},
	}
}

var errNoNumber = errors.New("want error_code as a number")

func wantNumber(_ *http.Response, body []byte) ([]byte, error) {
	var members map[string]any
	if json.Unmarshal(body, &members) != nil || members["error"] == nil {
		return body, nil
	}
	if text, ok := members["error_code"].(string); ok {
		return nil, fmt.Errorf("%w, got %q", errNoNumber, text)
	}
	return body, nil
}

// mislabel sends a form as multipart under the wrong name.
type mislabel struct{ next http.RoundTripper }

func (m mislabel) RoundTrip(r *http.Request) (*http.Response, error) {
	data, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(data))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for name := range form {
		fmt.Fprintf(&b, "--part\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", name, form.Get(name))
	}
	b.WriteString("--part--\r\n")
	sent := r.Clone(r.Context())
	sent.Body, sent.ContentLength = io.NopCloser(strings.NewReader(b.String())), int64(b.Len())
	if m.next == nil {
		return http.DefaultTransport.RoundTrip(sent)
	}
	return m.next.RoundTrip(sent)
}

func exchangeMislabelled(l *rp.Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	client := *l.HTTPClient()
	client.Transport = mislabel{client.Transport}
	return l.Exchange(ctx, &client)
}

// longLived are mistakes with ID tokens that are good for weeks, and with their claims.
func longLived() []Mutant {
	return []Mutant{
		{"idtoken.aud", "text-only", "FLOW-LOGIN",
			"aud を文字列としか比べず、配列の aud を拒む",
			"aud is compared as a string only: an array is refused",
			func(l *rp.Login) error {
				if aud, ok := l.Claims["aud"].(string); !ok || aud != l.Provider.ClientID {
					return errors.New("want our client_id as aud, got something else")
				}
				return nil
			}},
		{"idtoken.form", "password-only", "IDT-OPTIONAL",
			"amr が pwd でないIDトークンを拒む",
			"an ID token whose amr is not pwd is refused",
			func(l *rp.Login) error {
				if err := reference(l, "idtoken.form"); err != nil || l.Provider.MaxTokenAge == 0 {
					return err
				}
				if amr, _ := l.Claims["amr"].([]any); len(amr) == 0 || amr[0] != "pwd" {
					return errors.New("want amr pwd, got another or none")
				}
				return nil
			}},
		{"idtoken.age", "skipped", "IDT-AGE",
			"IDトークンがいつ発行されたかを見ず、exp だけに頼る",
			"the age of an ID token is not looked at: exp alone is relied on",
			nothing},
		{"idtoken.age", "by-exp", "IDT-AGE",
			"発行から28日以内のIDトークンなら、どれほど前のものでも受け付ける",
			"an ID token of any time in the last 28 days is accepted",
			func(l *rp.Login) error {
				l.Provider.MaxTokenAge = 28 * 24 * time.Hour
				return reference(l, "idtoken.age")
			}},
		{"idtoken.auth_time", "skipped", "IDT-AUTHTIME",
			"max_age を送っても auth_time を見ない",
			"auth_time is not looked at though max_age was sent",
			nothing},
		{"idtoken.auth_time", "only-if-present", "IDT-AUTHTIME",
			"max_age を送っても、auth_time の無いIDトークンを受け付ける",
			"an ID token without auth_time is accepted though max_age was sent",
			func(l *rp.Login) error {
				if !l.Claims.Has("auth_time") {
					return nil
				}
				return reference(l, "idtoken.auth_time")
			}},
	}
}

// elsewhere are mistakes with a UserInfo endpoint of another host.
func elsewhere() []Mutant {
	return []Mutant{
		{"userinfo.fetch", "required", "UIN-REFUSED",
			"UserInfo が断られるとログインさせない",
			"nobody signs in where UserInfo is refused",
			func(l *rp.Login) error {
				l.Provider.UserInfoOptional = false
				return reference(l, "userinfo.fetch")
			}},
		{"userinfo.fetch", "reads-error", "UIN-REFUSED",
			"UserInfo のエラーの本文に error があると思い込み、無ければ内部エラー（500）になる",
			"the body of a UserInfo error is taken to have error: without it there is an internal error (500)",
			func(l *rp.Login) error {
				err := fetchThrough(l, wantErrorMember)
				if errors.Is(err, errNoError) {
					return withStatus(http.StatusInternalServerError, err)
				}
				return err
			}},
		{"userinfo.fetch", "beside-the-issuer", "UIN-ADDRESS",
			"UserInfo のアドレスを issuer から組み立てる",
			"the address of UserInfo is built from the issuer",
			fetchAt(func(p rp.Provider) string { return p.Issuer + "/attribute" })},
		{"userinfo.fetch", "version-1", "UIN-ADDRESS",
			"終了した v1 の属性取得APIを呼ぶ",
			"version 1 of the attribute API is called, which has ended",
			fetchAt(func(p rp.Provider) string {
				return strings.Replace(p.UserInfoURL, "/v2/", "/v1/", 1) + "?schema=openid"
			})},
		{"userinfo.fetch", "united-states", "FLOW-LOGIN",
			"アメリカの Yahoo の UserInfo を呼ぶ",
			"UserInfo of the Yahoo of the United States is called",
			fetchAt(func(p rp.Provider) string {
				if !p.CancelsSilently {
					return p.UserInfoURL
				}
				return "https://api.login.yahoo.com/openid/v1/userinfo"
			})},
		{"userinfo.fetch", "cut-token", "UIN-ADDRESS",
			"1,024文字を超えるアクセストークンを切り詰める",
			"an access token is cut after 1,024 characters",
			func(l *rp.Login) error {
				const column = 1024
				if len(l.Token.AccessToken) > column {
					l.Token.AccessToken = l.Token.AccessToken[:column]
				}
				return reference(l, "userinfo.fetch")
			}},
		{"userinfo.fetch", "whole-birthdate", "UIN-CLAIMS",
			"birthdate を年月日として読み、生年だけなら内部エラー（500）になる",
			"birthdate is read as a whole date: a year alone is an internal error (500)",
			afterFetch(func(info rp.Object) error {
				if born := info.Text("birthdate"); born != "" {
					_, err := time.Parse(time.DateOnly, born)
					return err
				}
				return nil
			})},
		{"userinfo.fetch", "reading-required", "UIN-CLAIMS",
			"読みがな（family_name#ja-Kana-JP）が無い、または空ならログインさせない",
			"nobody signs in without a reading of the name",
			afterFetch(func(info rp.Object) error {
				if info.Has("family_name") && info.Text("family_name#ja-Kana-JP") == "" {
					return errors.New("want a reading of the name, got none")
				}
				return nil
			})},
		{"userinfo.fetch", "boolean-only", "UIN-TYPES",
			"email_verified が真偽値でなければ内部エラー（500）になる",
			"an email_verified that is no boolean is an internal error (500)",
			afterFetch(func(info rp.Object) error {
				if text, ok := info["email_verified"].(string); ok {
					return fmt.Errorf("want a boolean, got %q", text)
				}
				return nil
			})},
	}
}

var errNoError = errors.New("want error in the body")

func wantErrorMember(resp *http.Response, body []byte) ([]byte, error) {
	if resp.StatusCode == http.StatusOK {
		return body, nil
	}
	var members map[string]any
	if json.Unmarshal(body, &members) != nil || members["error"] == nil {
		return nil, errNoError
	}
	return body, nil
}

func fetchThrough(l *rp.Login, change func(*http.Response, []byte) ([]byte, error)) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	client := *l.HTTPClient()
	client.Transport = through{client.Transport, change}
	info, err := l.FetchUserInfo(ctx, &client)
	l.UserInfo = info
	return err
}

// fetchAt asks for UserInfo somewhere else.
func fetchAt(address func(rp.Provider) string) func(*rp.Login) error {
	return func(l *rp.Login) error {
		right := l.Provider.UserInfoURL
		l.Provider.UserInfoURL = address(l.Provider)
		defer func() { l.Provider.UserInfoURL = right }()
		return reference(l, "userinfo.fetch")
	}
}

// afterFetch shows what reading an answer wrongly comes to.
func afterFetch(read func(rp.Object) error) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if err := reference(l, "userinfo.fetch"); err != nil {
			return err
		}
		return withStatus(http.StatusInternalServerError, read(l.UserInfo))
	}
}

// guidForm is the older of Yahoo! JAPAN's two forms of a subject.
var guidForm = regexp.MustCompile(`^[0-9A-Za-z]{26}$`)

// subjects are mistakes with the identity of people.
func subjects() []Mutant {
	return []Mutant{
		{"account.find", "guid-only", "IDT-QUIRK",
			"26文字でない sub（PPID）の人をログインさせない",
			"nobody signs in whose sub has not 26 characters",
			func(l *rp.Login) error {
				if l.Provider.CancelsSilently && !guidForm.MatchString(l.Subject) {
					return errors.New("want a subject of 26 characters, got another")
				}
				return reference(l, "account.find")
			}},
		{"account.find", "letter-case", "ACC-SUB",
			"sub の大文字と小文字を区別せずに会員を見つける",
			"the member is found by sub without regard to letter case",
			func(l *rp.Login) error {
				return orReference(l, `SELECT member FROM identity WHERE subject = ? COLLATE NOCASE LIMIT 1`, l.Subject)
			}},
		{"account.find", "by-truthy-email", "ACC-SUB",
			"email_verified が空でなければ（文字列の false でも）確認済みとみなし、同じメールアドレスの会員としてログインさせる",
			"any email_verified that is not empty, even the text false, lets a person in as the member of that address",
			func(l *rp.Login) error {
				if verified := l.UserInfo["email_verified"]; verified == nil || verified == false {
					return reference(l, "account.find")
				}
				return orReference(l, `SELECT member FROM identity WHERE email = ? AND email <> '' LIMIT 1`, l.Profile().Email)
			}},
	}
}
