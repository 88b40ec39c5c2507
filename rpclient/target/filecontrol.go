package target

import (
	"maps"
	"slices"
	"strconv"
)

// FileControl is a control: one place on one page, or several steps (入力 → 確認 → 完了).
type FileControl struct {
	Page   string     `yaml:"page"`
	Select string     `yaml:"select"`
	Steps  []FileStep `yaml:"steps"`
}

// FileStep is one step of a control: a page that is filled in and sent.
type FileStep struct {
	Page   string            `yaml:"page"`
	Fill   map[string]string `yaml:"fill"`
	Select string            `yaml:"select"`
}

// FileRegistration is the form that the first login of a person leads to.
type FileRegistration struct {
	Shows string     `yaml:"shows" required:"true"`
	Steps []FileStep `yaml:"steps" required:"true"`
}

// IsZero tells that no control was given.
func (c FileControl) IsZero() bool { return c.Page == "" && c.Select == "" && len(c.Steps) == 0 }

// at returns the control at a site.
func (c FileControl) at(s site) Control {
	if c.IsZero() {
		return Control{}
	}
	if len(c.Steps) > 0 {
		return Control{Steps: stepsAt(s, c.Steps)}
	}
	return Control{Page: s.at(c.Page), Select: c.Select}
}

func stepsAt(at site, steps []FileStep) []Step {
	var all []Step
	for _, s := range steps {
		step := Step{Fill: s.Fill, Select: s.Select}
		if s.Page != "" {
			step.Page = at.at(s.Page)
		}
		all = append(all, step)
	}
	return all
}

func (r *FileRegistration) at(s site) *RegistrationForm {
	if r == nil {
		return nil
	}
	return &RegistrationForm{Shows: r.Shows, Steps: stepsAt(s, r.Steps)}
}

// namedControl is a control with the path of its field.
type namedControl struct {
	field string
	FileControl
	must bool
}

// controls lists every control of the file.
func (f File) controls() []namedControl {
	all := []namedControl{{"logout", f.Logout, false}}
	for _, id := range slices.Sorted(maps.Keys(f.Providers)) {
		p, at := f.Providers[id], "providers."+id
		all = append(all, namedControl{at + ".login", p.Login, true}, namedControl{at + ".link", p.Link, false},
			namedControl{at + ".associate", p.Associate, false},
			namedControl{at + ".unlink", p.Unlink, false}, namedControl{at + ".prove", p.Prove, false},
			namedControl{at + ".merge", p.Merge, false}, namedControl{at + ".refresh", p.Refresh, false})
	}
	return all
}

func (f File) validateControls() error {
	for _, c := range f.controls() {
		if c.IsZero() && !c.must {
			continue
		}
		if err := f.validateControl(c); err != nil {
			return err
		}
	}
	if f.Registration == nil {
		return nil
	}
	if f.Registration.Shows == "" {
		return f.fail("registration.shows", "is missing: the CSS selector of what is only there on the form")
	}
	if len(f.Registration.Steps) == 0 {
		return f.fail("registration.steps", "is missing: how a person fills the form in, such as [{fill: {\"#name\": \"{{.Name}}\"}, select: form}]")
	}
	return f.validateSteps("registration.steps", f.Registration.Steps)
}

func (f File) validateControl(c namedControl) error {
	switch {
	case len(c.Steps) > 0 && (c.Page != "" || c.Select != ""):
		return f.fail(c.field, "want either page and select, or steps")
	case len(c.Steps) > 0 && c.Steps[0].Page == "":
		return f.fail(c.field+".steps[0].page", "is missing: the first step opens a page, such as /")
	case len(c.Steps) > 0:
		return f.validateSteps(c.field+".steps", c.Steps)
	case c.Page == "" && c.Select != "" && !c.must:
		return f.fail(c.field+".page", "is missing: the page on which the control stands, such as /")
	case !f.isPath(c.Page):
		return f.fail(c.field+".page", "got %q; want a path such as /", c.Page)
	}
	return f.validateSelector(c.field+".select", c.Select)
}

func (f File) validateSteps(field string, steps []FileStep) error {
	for i, s := range steps {
		at := field + "[" + strconv.Itoa(i) + "]"
		switch {
		case s.Page != "" && !f.isPath(s.Page):
			return f.fail(at+".page", "got %q; want a path such as /", s.Page)
		case s.Select == "" && (len(s.Fill) > 0 || s.Page == ""):
			return f.fail(at+".select", "is missing: the CSS selector of the button or form that is used then")
		}
		if err := f.validateSelector(at+".select", s.Select); err != nil {
			return err
		}
		if err := f.validateFill(at+".fill.", s.Fill); err != nil {
			return err
		}
	}
	return nil
}

// validateFill looks at templates by CSS selector.
func (f File) validateFill(at string, fill map[string]string) error {
	for _, css := range slices.Sorted(maps.Keys(fill)) {
		if err := f.validateSelector(at+css, css); err != nil {
			return err
		}
		if _, err := (Values{}).Fill(fill[css]); err != nil {
			return f.fail(at+css, "%s; %s", templateProblem(err), valueTemplates)
		}
	}
	return nil
}
