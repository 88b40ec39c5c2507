package target_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// relayed is further with what only RPs of a relay have.
var relayed = strings.Replace(strings.Replace(further,
	"    link: {page: /me, select: \"#link\"}\n", "    link: {page: /me, select: \"#link\"}\n    associate: {page: /me, select: \"#add\"}\n", 1),
	"registration:\n", "friendship: {page: /me, friend: \"#friend\", other: \"#other\"}\nregistration:\n", 1)

func TestAnAdditionAndAFriendshipAreDescribed(t *testing.T) {
	t.Setenv("STG_SECRET", "the-secret-of-staging")
	t.Setenv("STG_PASSWORD", "the-password-of-staging")
	f, err := target.Parse("conf/torii.yaml", []byte(relayed))
	require.NoError(t, err)
	a := f.Describe("http://localhost:1").Account
	assert.Equal(t, target.Control{Page: "http://localhost:1/me", Select: "#add"}, a.Associate["line"])
	assert.Equal(t, target.Friendship{Page: "http://localhost:1/me", Yes: "#friend", No: "#other"}, a.Friendship)

	plain := parseFurther(t).Describe("http://localhost:1").Account
	assert.Empty(t, plain.Associate)
	assert.Equal(t, target.Friendship{}, plain.Friendship)
}

func TestErrorsInAnAdditionAndAFriendship(t *testing.T) {
	for _, tt := range []fileTest{
		{"selector of an addition", `"#add"`, `"#"`, []string{"18: providers.line.associate.select", "want a CSS selector"}},
		{"page of a friendship", "friendship: {page: /me", "friendship: {page: me", []string{"19: friendship.page: got \"me\"", "want a path"}},
		{"no selector of friends", `friend: "#friend", `, "", []string{"19: friendship.friend: is missing"}},
		{"selector of others", `"#other"`, `"#"`, []string{"19: friendship.other", "want a CSS selector"}},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, relayed) })
	}
}
