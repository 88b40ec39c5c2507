package op

import (
	"encoding/json"
	"mime"
	"net/http"
	"net/url"

	"torii/mockidp/profile"
)

// tokenForm reads the parameters of a token request as the provider does.
func (c *call) tokenForm(r *http.Request) (url.Values, profile.TokenFailure) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	if kind == "multipart/form-data" && c.Profile.Reply.Multipart {
		if r.ParseMultipartForm(maxForm) != nil {
			return nil, profile.BodyType
		}
		return r.PostForm, ""
	}
	if kind == "application/json" && c.Profile.Reply.JSONBody {
		return c.jsonForm(r)
	}
	if _, told := c.Profile.Reply.Errors[profile.BodyJSON]; told && kind == "application/json" {
		return nil, profile.BodyJSON
	}
	also := c.Profile.Reply.AlsoQuery
	reads := c.Profile.Reply.QueryParams || also != nil && also(c.set)
	if err := r.ParseForm(); err != nil || kind != "application/x-www-form-urlencoded" && !reads {
		return nil, profile.BodyType
	}
	if reads {
		return r.Form, ""
	}
	return r.PostForm, ""
}

// jsonForm reads an object of texts and numbers as the form it stands for.
func (c *call) jsonForm(r *http.Request) (url.Values, profile.TokenFailure) {
	var members map[string]any
	d := json.NewDecoder(r.Body)
	d.UseNumber()
	if d.Decode(&members) != nil || d.More() {
		return nil, profile.BodyType
	}
	c.body = "json"
	form := url.Values{}
	for name, value := range members {
		switch v := value.(type) {
		case string:
			form.Set(name, v)
		case json.Number:
			form.Set(name, v.String())
		}
	}
	return form, ""
}
