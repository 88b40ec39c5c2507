package socialplus

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// resource is one call of the Web API.
// Source: https://docs.socialplus.jp/api-references/getting-started
type resource struct {
	name string
	do   func(*asking) (token.Object, *failure)
}

var resources = []resource{
	{"authenticated_user", authenticatedUser},
	{"map", mapUser},
	{"unmap", unmapUser},
	{"merge_user", mergeUser},
	{"dissociate", dissociate},
	{"delete_user", deleteUser},
	{"create_user", createUser},
	{"association_token", associationToken},
	{"providers_of_user", providersOfUser},
	{"user_attribute", userAttribute},
	{"profile", profileOfUser},
	{"profile_from_providers", profileFromProviders},
	{"line/friendship_status", friendshipStatus},
	{"appinfo", appInfo},
}

// asking is one call of the Web API, with the world of the service whose key came.
type asking struct {
	profile.Desk
	service service
	world   *world
	form    url.Values
}

// failure is an error of the Web API; programs go by the code.
// Source: https://docs.socialplus.jp/api-references/errors-definition
type failure struct {
	Status, Code int
	Message      string
}

// The documented errors. Codes 2 and 13 are not known.
var (
	errKey        = failure{http.StatusUnauthorized, 1, "Invalid API key or key not found."}
	errKeyOlder   = failure{http.StatusBadRequest, 1, "Invalid API key or API key not found."}
	errMerge      = failure{http.StatusInternalServerError, 3, "Operation failed."}
	errToken      = failure{http.StatusNotFound, 4, "Invalid authentication token or token not found."}
	errRequired   = failure{http.StatusBadRequest, 5, "Required parameter not found."}
	errParameter  = failure{http.StatusBadRequest, 6, "Invalid parameter."}
	errEntity     = failure{http.StatusNotFound, 7, "Entity not found."}
	errOverwrite  = failure{http.StatusForbidden, 8, "Field existed and overwrite disabled."}
	errNotLinked  = failure{http.StatusNotFound, 9, "Specified provider not associated with this user."}
	errIncomplete = failure{http.StatusBadRequest, 11, "Specified provider settings incomplete."}
	errLinked     = failure{http.StatusConflict, 15, "Specified provider already associated with this user."}
	errDuplicate  = failure{http.StatusBadRequest, 16, "Duplicated primary key."}
)

// unacceptable is the refusal to leave a user without any login provider; its code is not known.
func unacceptable(set profile.Settings) *failure {
	return &failure{http.StatusBadRequest, set.Int("unacceptable_code"), "Unacceptable operation."}
}

// serve answers one resource: the key first, then the call, in the world of the key's service.
func (res resource) serve(d profile.Desk, r *http.Request) profile.Reply {
	a := &asking{Desk: d, form: form(d, r)}
	s, ok := byKey(d, a.form.Get("key"))
	if !ok {
		refused := errKey
		if d.Set().Is("api_key_error", "older") {
			refused = errKeyOlder
		}
		return refused.say(d)
	}
	m := d.Memory().(*memory)
	m.mu.Lock()
	defer m.mu.Unlock()
	a.service, a.world = s, m.worlds[s.ID]
	if a.throttled() {
		d.Because("rate limit", text.Both{JA: "開発用サービスのAPI制限を超えた", EN: "the development service's rate limit is exceeded"})
		return profile.Reply{Status: http.StatusTooManyRequests}
	}
	members, refused := res.do(a)
	if refused != nil {
		return refused.say(d)
	}
	return profile.Reply{Status: http.StatusOK, Members: append(token.Object{{Name: "status", Value: "ok"}}, members...)}
}

// form returns the parameters; one integration sends them as the body of a GET.
func form(d profile.Desk, r *http.Request) url.Values {
	values := d.Form(r)
	if r.Method != http.MethodGet || r.Body == nil {
		return values
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return values
	}
	if more, err := url.ParseQuery(string(body)); err == nil {
		for name, list := range more {
			values[name] = append(values[name], list...)
		}
	}
	return values
}

func (a *asking) throttled() bool {
	limit := a.Set().Int("rate_limit")
	if limit == 0 || !a.service.Trial {
		return false
	}
	if a.Now().Sub(a.world.minute) >= time.Minute {
		a.world.minute, a.world.calls = a.Now(), 0
	}
	a.world.calls++
	return a.world.calls > limit
}

// say answers a failure.
func (f failure) say(d profile.Desk) profile.Reply {
	d.Because(strconv.Itoa(f.Code), text.Both{JA: "Web API のエラー: " + f.Message, EN: "error of the Web API: " + f.Message})
	return profile.Reply{Status: f.Status, Members: token.Object{{Name: "status", Value: "failed"},
		{Name: "error", Value: token.Object{{Name: "code", Value: f.Code}, {Name: "message", Value: f.Message}}}}}
}

// yes reads a boolean parameter.
func (a *asking) yes(name string) bool { return a.form.Get(name) == "true" }

// user finds the user that a call addresses, by the names that the call has for
// identifier and primary_key.
func (a *asking) user(identifier, primaryKey string) (*user, *failure) {
	id, key := a.form.Get(identifier), a.form.Get(primaryKey)
	switch {
	case id == "" && key == "":
		return nil, &errRequired
	case id != "" && !wellFormed(id), key != "" && !goodKey(key):
		return nil, &errParameter
	}
	if id == "" {
		id = a.world.keys.Values[key]
	}
	u, ok := a.world.users.Values[id]
	if !ok {
		return nil, &errEntity
	}
	if key != "" && u.Key != key {
		return nil, &errParameter
	}
	a.Follow(u.login)
	return u, nil
}

// addressed is the user of a call with the common names.
func (a *asking) addressed() (*user, *failure) { return a.user("identifier", "primary_key") }

func wellFormed(id string) bool {
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return false
		}
	}
	return len(id) == idLength
}

// maxKey is the longest primary_key; its characters are visible ASCII.
const maxKey = 255

func goodKey(key string) bool {
	for _, r := range key {
		if r < 0x21 || r > 0x7f {
			return false
		}
	}
	return key != "" && len(key) <= maxKey
}
