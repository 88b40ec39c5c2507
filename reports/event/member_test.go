package event

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type memberTest struct {
	name, object string
	want         []Member
}

func (tt memberTest) run(t *testing.T) {
	m := NewMasker()
	got, err := m.Members([]byte(tt.object))
	require.NoError(t, err)
	for i := range tt.want {
		if secret, ok := strings.CutPrefix(tt.want[i].Value, "digest of "); ok {
			tt.want[i].Value = `"` + m.Digest(secret) + `"`
		}
	}
	assert.Equal(t, tt.want, got)
}

func TestMembersAreMaskedUnlessTheySayNothingOfAPerson(t *testing.T) {
	for _, tt := range []memberTest{
		{"in the order and number they stand", `{"iss":"https://a","aud":["x","y"],"iss":"https://b"}`,
			[]Member{{"iss", `"https://a"`}, {"aud", `["x","y"]`}, {"iss", `"https://b"`}}},
		{"who it is", `{"sub":"U123","email":"a@example.test","name":"山田"}`,
			[]Member{{"sub", "digest of U123"}, {"email", "digest of a@example.test"}, {"name", "digest of 山田"}}},
		{"a claim that nobody has thought of", `{"phone":819012345678,"address":{"street":"x"}}`,
			[]Member{{"phone", "digest of 819012345678"}, {"address", `digest of {"street":"x"}`}}},
		{"what a fault is made of", `{"sub":"","nonce":null,"email_verified":true}`,
			[]Member{{"sub", `""`}, {"nonce", "null"}, {"email_verified", "true"}}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestMembersAreBounded(t *testing.T) {
	m := NewMasker()
	got, err := m.Members([]byte(`{` + strings.Repeat(`"a":1,`, 1000) + `"scope":"` + strings.Repeat("あ", 1000) + `"}`))
	require.NoError(t, err)
	assert.Len(t, got, maxMembers)
	got, err = m.Members([]byte(`{"scope":"` + strings.Repeat("あ", 1000) + `"}`))
	require.NoError(t, err)
	assert.LessOrEqual(t, len(got[0].Value), maxValue+len("…"))
	for _, bad := range []string{"", "[]", "null", `{"a":`, `{"a"`, `{"a":1`, "<html>"} {
		_, err := m.Members([]byte(bad))
		assert.Error(t, err, bad)
	}
}

func TestALearntSecretIsFoundInWhatStaysOpen(t *testing.T) {
	m := NewMasker()
	m.Learn("the-secret-code")
	got, err := m.Members([]byte(`{"error_description":"code the-secret-code is used"}`))
	require.NoError(t, err)
	assert.Equal(t, `"code `+m.Digest("the-secret-code")+` is used"`, got[0].Value)
}

func TestATokenIsReadAsItWasSent(t *testing.T) {
	m := NewMasker()
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	whole := m.Decode("id_token", part(`{"alg":"none"}`)+"."+part(`{"sub":"U1","exp":3}`)+".")
	assert.Equal(t, Issued{What: "id_token", Header: []Member{{"alg", `"none"`}}, Claims: []Member{{"sub", `"` + m.Digest("U1") + `"`}, {"exp", "3"}}}, whole)
	broken := m.Decode("id_token", part(`{"alg":"HS256"}`)+".%%%")
	assert.Contains(t, broken.Problem, "2 segments")
	assert.Contains(t, broken.Problem, "claims: illegal base64")
	assert.NotEmpty(t, broken.Header)
	assert.Contains(t, m.Decode("id_token", "").Problem, "1 segments")
}
