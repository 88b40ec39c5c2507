package gcal

import (
	"torii/fixtures/workspace"
	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/store"
)

func target(account, sender string) api.Target {
	return api.Target{Account: account, Sender: sender}
}

// deed lets something happen meanwhile. What cannot happen, for want of an account or a
// sender, does not.
func (s *Service) deed(d fault.Deed, t api.Target) {
	p := s.made()
	account, _ := p.directory.Account(t.Account)
	switch d {
	case fault.ExpireTokens:
		p.door.Expire(t.Account)
	case fault.Revoke:
		_ = p.directory.Apply(directory.Change{Do: "revoke", Of: account.ClientID})
	case fault.DeleteKey:
		for _, k := range account.Keys {
			_ = p.directory.Apply(directory.Change{Do: "key", Of: t.Account, Key: k.Name, To: workspace.Deleted})
		}
	case fault.Suspend:
		_ = p.directory.Apply(directory.Change{Do: "user", Of: t.Sender, To: workspace.Suspended})
	case fault.ForgetSync, fault.EditByHand:
		p.store.Lock()
		defer p.store.Unlock()
		s.deedInCalendar(d, t)
	}
}

func (s *Service) deedInCalendar(d fault.Deed, t api.Target) {
	p := s.made()
	if t.Calendar == "primary" {
		t.Calendar = t.Sender
	}
	c, ok := p.store.Calendar(t.Calendar)
	if !ok {
		return
	}
	if d == fault.ForgetSync {
		p.store.Forget(c)
		return
	}
	if i, ok := c.Find(t.Event); ok {
		content := i.Event.Content()
		content["description"] = store.Text(content, "description") + "\n(採用担当が画面で追記)"
		_, _ = p.store.Update(i, store.Write{Actor: c.ID, Content: content, Updates: "none"}) // a guest's copy stays as it is
	}
}
