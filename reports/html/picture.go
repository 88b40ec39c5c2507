package html

import (
	"encoding/base64"
	"html/template"
	"strings"

	"torii/reports/verdict"
)

// Pictures are screenshots by row, as PNG.
type Pictures map[string][]byte

// The bounds of what is put into the page; a larger picture is named instead.
const (
	maxPicture  = 1 << 20
	maxPictures = 16 << 20
)

// within are the pictures that the page has room for, what needs a look first.
func within(rows []verdict.Row, pictures Pictures) map[string]bool {
	room, fits := maxPictures, map[string]bool{}
	for _, r := range rows {
		size := len(pictures[r.ID])
		if size > 0 && size <= min(room, maxPicture) {
			room -= size
			fits[r.ID] = true
		}
	}
	return fits
}

// picture puts a screenshot into the row, or says where it lies.
func (r *row) picture(png []byte, fits bool) {
	switch {
	case len(png) == 0:
	case fits:
		r.Picture = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
	default:
		r.Pictured = "evidence/" + strings.ReplaceAll(r.ID, "/", "_") + ".png"
	}
}
