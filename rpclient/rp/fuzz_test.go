package rp_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/rpclient/rp"
)

// FuzzParseObject reads any bytes as claims: what is taken is one JSON object.
func FuzzParseObject(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":1,"a":2}`, `[{}]`, `{"a":null}`, `{"a":{"b":[1e999]}} `, `{}{}`, "{\"\xff\":1}", `{"a":`, "\xef\xbb\xbf{}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := rp.ParseObject(b); err == nil {
			var object map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(b, &object))
		}
	})
}
