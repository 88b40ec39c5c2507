package shuffle_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/bend"
	"torii/mockidp/shuffle"
	"torii/mockidp/token"
)

const seeds = 50

func honest() token.Object {
	return token.Object{
		{Name: "sub", Value: "forged"}, {Name: "iss", Value: `a "quoted, {name}\`}, {Name: "sub", Value: "own"},
		{Name: "keys", Value: []token.Object{{{Name: "n", Value: 1}, {Name: "kid", Value: "first"}}, {{Name: "kid", Value: "second"}}}},
	}
}

func TestNoValueChanges(t *testing.T) {
	for n := range seeds {
		d := shuffle.New(strconv.Itoa(n), t.Name())
		out := d.Extended(honest())
		var was, now map[string]any
		require.NoError(t, json.Unmarshal(honest().JSON(), &was))
		require.NoError(t, json.Unmarshal(d.Spaced(out.JSON()), &now))
		for name, value := range was {
			assert.Equal(t, value, now[name], "the last of doubled members is still the last")
		}
		assert.Equal(t, "forged", out.Text("sub"), "and the first still the first")
	}
}

func TestWhatIsOpenVaries(t *testing.T) {
	objects, spaced, params, statuses, names := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[int]bool{}, map[string]bool{}
	for n := range seeds {
		d := shuffle.New(strconv.Itoa(n), t.Name())
		objects[string(d.Object(honest()).JSON())] = true
		spaced[string(d.Spaced(honest().JSON()))] = true
		params[d.Params(bend.Params{{Name: "code", Value: "1"}, {Name: "state", Value: "2"}})[0].Name] = true
		statuses[d.Redirect(http.StatusFound)] = true
		h := http.Header{"Location": {"/"}}
		d.Header(h)
		for name := range h {
			names[name] = true
		}
	}
	assert.Greater(t, len(objects), 2)
	assert.Greater(t, len(spaced), 2)
	assert.True(t, params["code"] && params["state"])
	assert.Equal(t, map[int]bool{http.StatusFound: true, http.StatusSeeOther: true}, statuses)
	assert.Equal(t, map[string]bool{"Location": true, "location": true}, names)
}

func TestASeedRepeatsItself(t *testing.T) {
	one, two := shuffle.New("seed", "row"), shuffle.New("seed", "row")
	for range seeds {
		assert.Equal(t, string(one.Spaced(one.Extended(honest()).JSON())), string(two.Spaced(two.Extended(honest()).JSON())))
	}
}

func TestWithoutASeedNothingChanges(t *testing.T) {
	d := shuffle.New("", t.Name())
	h, p := http.Header{"Location": {"/"}}, bend.Params{{Name: "code", Value: "1"}, {Name: "state", Value: "2"}}
	d.Header(h)
	assert.Equal(t, honest(), d.Extended(honest()))
	assert.Equal(t, p, d.Params(p))
	assert.Equal(t, http.Header{"Location": {"/"}}, h)
	assert.Equal(t, http.StatusFound, d.Redirect(http.StatusFound))
	assert.Equal(t, honest().JSON(), d.Spaced(honest().JSON()))
}

func TestAResponseThatSpeaksByWhatItLeavesOutStays(t *testing.T) {
	for n := range seeds {
		p := bend.Params{{Name: "state", Value: "2"}}
		assert.Equal(t, p, shuffle.New(strconv.Itoa(n), t.Name()).Params(p))
	}
}

func TestWhatMayBeAbsentIsAtTimes(t *testing.T) {
	o := token.Object{{Name: "sub", Value: "1"}, {Name: "picture", Value: "p"}, {Name: "name", Value: "n"}}
	seen, pages := map[string]bool{}, map[int]bool{}
	for n := range seeds {
		d := shuffle.New(strconv.Itoa(n), t.Name())
		bare := d.Bare(o, []string{"picture", "locale"})
		assert.Equal(t, "1", bare.Text("sub"))
		assert.Equal(t, "n", bare.Text("name"), "nobody said that it may be absent")
		seen[bare.Text("picture")] = true
		assert.Equal(t, "p", o.Text("picture"), "what is given stays as it is")
		few := d.Fewer(250)
		assert.True(t, few > 0 && few <= 250, few)
		pages[few] = true
		assert.Equal(t, 1, d.Fewer(1), "no page of less than one")
	}
	assert.Equal(t, map[string]bool{"": true, "p": true}, seen)
	assert.Len(t, pages, 3)
	none := shuffle.New("", t.Name())
	assert.Equal(t, o, none.Bare(o, []string{"picture"}))
	assert.Equal(t, 250, none.Fewer(250))
	assert.False(t, none.Lacks())
}
