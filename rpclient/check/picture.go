package check

import (
	"context"
	"net/http"

	"torii/reports/event"
)

// Camera takes pictures of pages as people see them.
type Camera interface {
	// Take opens an address and returns what it shows, as PNG.
	Take(ctx context.Context, address string) ([]byte, error)
	Close()
}

// Aim starts a camera that reaches the hosts by this way alone.
type Aim func(ctx context.Context, hosts []string, way http.RoundTripper) (Camera, error)

// picture keeps a picture of the page with a login control, for whoever judges its looks.
// Without it nothing is missing but the picture: it fails no check.
func (r *run) picture(ctx context.Context, id string) {
	if r.Aim == nil || r.Picture == nil {
		return
	}
	steps := r.describe.Login[id].Path()
	if len(steps) == 0 || steps[0].Select == "" {
		return
	}
	if r.camera == nil {
		camera, err := r.Aim(ctx, r.File.Hosts(), r.wire)
		if err != nil {
			r.unpictured(id, err)
			return
		}
		r.camera = camera
	}
	png, err := r.camera.Take(ctx, steps[0].Page)
	if err == nil {
		err = r.Picture("check-button/"+id, png)
	}
	if err != nil {
		r.unpictured(id, err)
	}
}

// unpictured tells why there is no picture.
func (r *run) unpictured(id string, err error) {
	r.Log.Add("check-button/"+id, "", event.Printed{Line: r.Masker.Scrub("no picture: " + err.Error())})
}
