package target_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// described looks for fields without a description.
func described(t *testing.T, at string, schema map[string]any) {
	t.Helper()
	if properties, ok := schema["properties"].(map[string]any); ok {
		for name, property := range properties {
			p := property.(map[string]any)
			assert.NotEmpty(t, p["description"], at+name)
			described(t, at+name+".", p)
		}
	}
	for _, below := range []string{"items", "additionalProperties"} {
		if s, ok := schema[below].(map[string]any); ok {
			described(t, at+below+".", s)
		}
	}
}

func TestTheSchemaDescribesEveryFieldThatIsRead(t *testing.T) {
	b, err := target.Schema()
	require.NoError(t, err)
	var schema map[string]any
	require.NoError(t, json.Unmarshal(b, &schema))
	described(t, "", schema)
	properties := schema["properties"].(map[string]any)
	for f := range reflect.TypeFor[target.File]().Fields() {
		if name := f.Tag.Get("yaml"); name != "" && name != "-" {
			assert.Contains(t, properties, name)
		}
	}
	assert.Equal(t, []any{"name"}, schema["required"])
	assert.Equal(t, []any{map[string]any{"required": []any{"providers", "session"}}, map[string]any{"required": []any{"actions"}}, map[string]any{"required": []any{"calendar_handover"}}}, schema["anyOf"], "or a product that only writes calendars")
	assert.Equal(t, []any{"path", "hosts", "proxy"}, properties["door"].(map[string]any)["enum"])
	assert.Equal(t, false, schema["additionalProperties"])
}
