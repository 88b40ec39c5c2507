package bend_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/bend"
	"torii/mockidp/token"
)

func TestPlaceIsWhereABendActsFirst(t *testing.T) {
	callback := func(*bend.Params, bend.Context) {}
	claims := func(*token.Object, bend.Context) {}
	sign := func(*token.Signing, bend.Context) error { return nil }
	compact := func(c string, _ bend.Context) string { return c }
	answer := func(*bend.Answer, bend.Context) {}
	for _, row := range []struct {
		want bend.Place
		bend bend.Bend
	}{
		{bend.Browser, bend.Bend{}},
		{bend.UserInfo, bend.Bend{UserInfo: answer}},
		{bend.TokenReply, bend.Bend{Token: answer, UserInfo: answer}},
		{bend.IDToken, bend.Bend{Compact: compact, Token: answer}},
		{bend.IDToken, bend.Bend{Sign: sign}},
		{bend.IDToken, bend.Bend{Claims: claims}},
		{bend.Callback, bend.Bend{Callback: callback, Claims: claims}},
	} {
		require.Equal(t, row.want, row.bend.Place())
	}
}

func TestParams(t *testing.T) {
	honest := bend.Params{{Name: "code", Value: "c"}, {Name: "state", Value: "s"}, {Name: "state", Value: "t"}}
	for _, row := range []struct {
		name   string
		change func(*bend.Params)
		want   bend.Params
	}{
		{"Set replaces the first in its place", func(p *bend.Params) { p.Set("state", "x") },
			bend.Params{{Name: "code", Value: "c"}, {Name: "state", Value: "x"}, {Name: "state", Value: "t"}}},
		{"Set appends what is new", func(p *bend.Params) { p.Set("iss", "i") },
			bend.Params{{Name: "code", Value: "c"}, {Name: "state", Value: "s"}, {Name: "state", Value: "t"}, {Name: "iss", Value: "i"}}},
		{"Delete removes all of a name", func(p *bend.Params) { p.Delete("state") }, bend.Params{{Name: "code", Value: "c"}}},
		{"Delete of what is not there", func(p *bend.Params) { p.Delete("iss") },
			bend.Params{{Name: "code", Value: "c"}, {Name: "state", Value: "s"}, {Name: "state", Value: "t"}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := append(bend.Params(nil), honest...)
			row.change(&p)
			require.Equal(t, row.want, p)
		})
	}
	require.Equal(t, "s", honest.Get("state"))
	require.Empty(t, honest.Get("iss"))
	kept := append(bend.Params(nil), honest...)
	shared := honest
	shared.Delete("code")
	require.Equal(t, kept, honest, "Delete leaves the list it was copied from alone")
}
