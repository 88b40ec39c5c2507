package control_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// described is what the tests read of an OpenAPI document.
type described struct {
	Paths map[string]map[string]struct {
		Summary     string
		RequestBody struct {
			Content map[string]struct {
				Schema struct {
					Ref string `json:"$ref"`
				}
			}
		}
		Parameters []struct{ Name, Description string }
	}
	Components struct {
		Schemas map[string]struct {
			Properties map[string]map[string]any
		}
	}
}

func document(t *testing.T, p port) described {
	t.Helper()
	var d described
	require.NoError(t, json.Unmarshal(p.call(t, http.MethodGet, "/openapi.json", "").Body.Bytes(), &d))
	return d
}

func TestTheDocumentDescribesWhatIsAnswered(t *testing.T) {
	p := open(t)
	d := document(t, p)
	for _, path := range []string{"/health", "/plans", "/events", "/clock", "/keys", "/people", "/notices", "/openapi.json",
		"/google-calendar/workspace", "/google-calendar/key", "/google-calendar/guide"} {
		require.Contains(t, d.Paths, path)
	}
	for path, operations := range d.Paths {
		for method, o := range operations {
			assert.NotEmpty(t, o.Summary, path)
			for _, q := range o.Parameters {
				assert.NotEmpty(t, q.Description, "%s ?%s", path, q.Name)
			}
			res := p.call(t, strings.ToUpper(method), path, "")
			assert.NotContains(t, []int{http.StatusNotFound, http.StatusMethodNotAllowed}, res.Code, "%s %s", method, path)
			ref := o.RequestBody.Content["application/json"].Schema.Ref
			assert.Equal(t, method == "post", ref != "", "%s %s: every post takes an object", method, path)
			if ref != "" {
				d.takes(t, p, path, ref)
			}
		}
	}
}

// takes holds a path to the object that the document says it takes.
func (d described) takes(t *testing.T, p port, path, ref string) {
	t.Helper()
	members := d.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")].Properties
	require.NotEmpty(t, members, path)
	for name, about := range members {
		assert.NotEmpty(t, about["description"], "%s: %s is not described", path, name)
		res := p.call(t, http.MethodPost, path, `{"`+name+`":null}`)
		assert.NotContains(t, res.Body.String(), "unknown field", "%s: %s", path, name)
	}
	assert.Contains(t, p.call(t, http.MethodPost, path, `{"no-such-member":1}`).Body.String(), "unknown field", path)
}

func TestThePublishedDocumentIsTheServedOne(t *testing.T) {
	published, err := os.ReadFile("openapi.json")
	require.NoError(t, err)
	require.JSONEq(t, string(published), open(t).call(t, http.MethodGet, "/openapi.json", "").Body.String(), "run make generate")
}
