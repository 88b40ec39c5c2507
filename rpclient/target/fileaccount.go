package target

import (
	"maps"
	"slices"
	"strconv"
)

// FileForm is something a member fills in, page by page (入力 → 確認 → 完了).
type FileForm struct {
	Page  string         `yaml:"page"`
	Steps []FileFormStep `yaml:"steps"`
}

// FileFormStep is one page of a form.
type FileFormStep struct {
	Mail   bool              `yaml:"mail"`
	Select string            `yaml:"select" required:"true"`
	Fields map[string]string `yaml:"fields"`
	Fill   map[string]string `yaml:"fill"`
}

// FileIdentities says where a member sees which providers are linked.
type FileIdentities struct {
	Page   string            `yaml:"page" required:"true"`
	Linked map[string]string `yaml:"linked" required:"true"`
}

// IsZero tells that no form was given.
func (f FileForm) IsZero() bool { return f.Page == "" && len(f.Steps) == 0 }

func (f FileForm) at(s site) Form {
	if f.IsZero() {
		return Form{}
	}
	form := Form{Page: s.at(f.Page)}
	for _, step := range f.Steps {
		form.Steps = append(form.Steps, FormStep(step))
	}
	return form
}

// account describes how members manage what is theirs.
func (f File) account(s site) Account {
	a := Account{Link: map[string]Control{}, Associate: map[string]Control{}, Friendship: f.Friendship.at(s), Unlink: map[string]Control{}, Prove: map[string]Control{}, Merge: map[string]Control{}, Refresh: map[string]Control{}, Notices: map[string]string{}, Register: f.Register.at(s), Password: f.Password.at(s),
		Confirm: f.Confirm.at(s), Email: f.Email.at(s), Recover: f.Recover.at(s), Withdraw: f.Withdraw.at(s),
		MergePassword: f.MergePass.at(s), MergeConfirm: f.MergeConfirm.at(s),
		Actions: f.actions(s)}
	if f.Identities != nil {
		a.Identities = Identities{Page: s.at(f.Identities.Page), Linked: f.Identities.Linked}
	}
	for id, p := range f.Providers {
		if !p.Link.IsZero() {
			a.Link[id] = p.Link.at(s)
		}
		if !p.Associate.IsZero() {
			a.Associate[id] = p.Associate.at(s)
		}
		if !p.Unlink.IsZero() {
			a.Unlink[id] = p.Unlink.at(s)
		}
		if !p.Prove.IsZero() {
			a.Prove[id] = p.Prove.at(s)
		}
		if !p.Merge.IsZero() {
			a.Merge[id] = p.Merge.at(s)
		}
		if p.Notices != "" {
			a.Notices[id] = s.at(p.Notices)
		}
		if !p.Refresh.IsZero() {
			a.Refresh[id] = p.Refresh.at(s)
		}
	}
	return a
}

// forms lists the file's forms by field.
func (f File) forms() map[string]FileForm {
	return map[string]FileForm{"register": f.Register, "password": f.Password, "confirm": f.Confirm, "email": f.Email,
		"recover": f.Recover, "withdraw": f.Withdraw, "merge_password": f.MergePass, "merge_confirm": f.MergeConfirm}
}

func (f File) validateForms() error {
	forms := f.forms()
	for _, field := range slices.Sorted(maps.Keys(forms)) {
		form := forms[field]
		switch {
		case form.IsZero():
			continue
		case !f.isPath(form.Page):
			return f.fail(field+".page", "got %q; want a path such as /%s", form.Page, field)
		case len(form.Steps) == 0:
			return f.fail(field+".steps", "is missing: how the form is filled in, such as [{fill: {\"#email\": \"{{.Email}}\"}, select: form}]")
		}
		for i, s := range form.Steps {
			if err := f.validateFormStep(field+".steps["+strconv.Itoa(i)+"]", s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f File) validateFormStep(at string, s FileFormStep) error {
	if s.Select == "" {
		return f.fail(at+".select", "is missing: the CSS selector of the form or its button")
	}
	if err := f.validateSelector(at+".select", s.Select); err != nil {
		return err
	}
	if s.Mail && f.Actions[ActionMails].isZero() {
		return f.fail(at+".mail", "needs actions.%s, which answers the mails that were sent", ActionMails)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Fields)) {
		if _, err := (Values{}).Fill(s.Fields[name]); err != nil {
			return f.fail(at+".fields."+name, "%s; %s", templateProblem(err), valueTemplates)
		}
	}
	return f.validateFill(at+".fill.", s.Fill)
}

func (f File) validateIdentities() error {
	i := f.Identities
	switch {
	case i == nil:
		return nil
	case !f.isPath(i.Page):
		return f.fail("identities.page", "got %q; want a path such as /account", i.Page)
	case len(i.Linked) == 0:
		return f.fail("identities.linked", "is missing: by provider, the CSS selector of what is there only when it is linked")
	}
	for _, id := range slices.Sorted(maps.Keys(i.Linked)) {
		if _, ok := f.Providers[id]; !ok {
			return f.fail("identities.linked."+id, "the file has no such provider; allowed: %s", names(f.Providers))
		}
		if err := f.validateSelector("identities.linked."+id, i.Linked[id]); err != nil {
			return err
		}
	}
	return nil
}
