package container

import (
	"maps"

	dc "github.com/ory/dockertest/v3/docker"
)

// run is one run's share of the engine: what it makes bears its labels.
type run struct {
	*dc.Client
	id     string
	labels map[string]string
}

// label returns the run's labels for one part of it.
func (r run) label(part string) map[string]string {
	labels := maps.Clone(r.labels)
	labels[labelPart] = part
	return labels
}

// name returns the name of something that the run makes.
func (r run) name(part string) string { return "torii-" + r.id + "-" + part }

// tag returns the name of an image that the run makes.
func (r run) tag(part string) string { return "torii-" + part + ":" + r.id }
