// Package features embeds the Gherkin scenarios, one folder a subject.
//
// Each row of an Examples table is one row of a run; its id is the scenario's
// @id- tag and the row's first cell.
package features

import "embed"

// FS holds every feature.
//
//go:embed */*.feature
var FS embed.FS
