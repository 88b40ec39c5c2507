package rp

import (
	"net/http"
	"strings"
)

// accountRoutes lists the addresses where members manage what is theirs.
func (a *App) accountRoutes(mux *http.ServeMux) {
	for _, f := range []struct {
		path, page string
		show       action // nil: the page needs nothing but its name
		send       action
	}{
		{"/signin", "signin", nil, a.signIn},
		{"/register", "register", nil, a.change("/sent", Register)},
		{"/join", "join", a.opened("join", Join), a.join},
		{"/reauth", "reauth", a.mine("reauth"), a.confirm},
		{"/email", "email", a.mine("email"), a.change("/sent", Email)},
		{"/move", "move", a.opened("move", Move), a.change("/me", Moving)},
		{"/recover", "recover", nil, a.change("/sent", Recover)},
		{"/reset", "reset", a.opened("reset", Reset), a.reset},
		{"/withdraw", "withdraw", a.mine("withdraw"), a.change("/", Withdraw)},
	} {
		show := f.show
		if show == nil {
			show = a.plain(f.page)
		}
		mux.Handle("GET "+f.path, a.handle(show))
		mux.Handle("POST "+f.path, a.handle(a.form(f.send)))
	}
	mux.Handle("POST /welcome", a.handle(a.form(a.welcome)))
	mux.Handle("GET /sent", a.handle(a.plain("sent")))
	mux.Handle("POST /link/{provider}", a.handle(a.form(a.link)))
	mux.Handle("POST /associate/{provider}", a.handle(a.form(a.associate)))
	mux.Handle("/unlink/{provider}", a.handle(a.form(a.unlink)))
	mux.Handle("POST /reauth/{provider}", a.handle(a.form(a.reauth)))
}

// change answers a form with stages that are one transaction, and leads on.
func (a *App) change(next string, stages ...Stage) action {
	return func(l *Login) (answer, error) {
		err := l.inTx(func() error {
			for _, s := range stages {
				if err := run(a.config.Steps, s, l); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			l.say(stages[0])
			a.tell(l)
		}
		return redirect(next), err
	}
}

// tell tells providers what has ended. The change stands, whatever they answer.
func (a *App) tell(l *Login) {
	told := *l // whom it is told of is not who is here
	if err := run(a.config.Steps, Told, &told); err != nil {
		a.config.Log.WarnContext(l.Request.Context(), "a provider was not told", "error", err)
	}
}

// signIn signs in with address and password.
func (a *App) signIn(l *Login) (answer, error) {
	if err := run(a.config.Steps, Password, l); err != nil {
		return answer{}, err
	}
	return a.change("/me", Enter)(l)
}

// confirm takes the password as proof of who is signed in.
func (a *App) confirm(l *Login) (answer, error) {
	if err := run(a.config.Steps, Confirm, l); err != nil {
		return answer{}, err
	}
	return a.change("/me", Enter)(l)
}

// join makes who opened the mail a member, and signs them in.
func (a *App) join(l *Login) (answer, error) {
	if err := l.choosePassword(); err != nil {
		return answer{}, err
	}
	return a.change("/me", Joining, Enter)(l)
}

// reset sets the new password, and signs in.
func (a *App) reset(l *Login) (answer, error) {
	if err := l.choosePassword(); err != nil {
		return answer{}, err
	}
	return a.change("/me", Resetting, Enter)(l)
}

// link sends the member to a provider whose account they want to link.
func (a *App) link(l *Login) (answer, error) {
	if err := run(a.config.Steps, Link, l); err != nil {
		return answer{}, err
	}
	l.Mode = ModeLink
	return a.depart(l)
}

// reauth sends the member to a provider they have linked, to prove who they are.
func (a *App) reauth(l *Login) (answer, error) {
	if err := l.signedIn(); err != nil {
		return answer{}, err
	}
	l.Mode = ModeReauth
	return a.depart(l)
}

// unlink takes the link to a provider away.
func (a *App) unlink(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	return a.change("/me", Unlink)(l)
}

// titles are the headings of the account pages.
func title(page string) string {
	return map[string]string{
		"signin": "ログイン", "register": "会員登録", "join": "会員登録", "reauth": "本人確認", "email": "メールアドレスの変更",
		"move": "メールアドレスの変更", "recover": "パスワードの再設定", "reset": "パスワードの再設定", "withdraw": "退会", "merge": "アカウントの統合", "merging": "アカウントの統合の確認", "sent": "メールをお送りしました",
	}[page]
}

// plain shows a page that is the same for everybody.
func (a *App) plain(name string) action {
	return func(*Login) (answer, error) {
		return page(http.StatusOK, name, map[string]any{"Title": title(name)})
	}
}

// mine shows a page for the member signed in.
func (a *App) mine(name string) action {
	return func(l *Login) (answer, error) {
		m, err := l.findMember()
		if err != nil {
			return answer{}, err
		}
		if m == nil {
			return answer{}, errSignedOut
		}
		return page(http.StatusOK, name, map[string]any{"Title": title(name), "Member": m, "Accounts": a.accounts(m)})
	}
}

// opened shows the page of a link in a mail. Looking at it uses nothing up.
func (a *App) opened(name string, p Purpose) action {
	return func(l *Login) (answer, error) {
		l.Form = l.Request.URL.Query()
		t, err := l.lookAt(p)
		if err != nil {
			return answer{}, err
		}
		m, err := l.memberByID(t.Member)
		if err != nil {
			return answer{}, err
		}
		return page(http.StatusOK, name, map[string]any{
			"Title": title(name), "Ticket": l.Form.Get("t"), "Email": t.Email, "Accounts": a.accounts(&m)})
	}
}

// account is a provider as a member sees it.
type account struct {
	Provider
	Linked bool
	As     string // what the provider calls the member
	Adds   bool   // can be added to what the member has linked through the same relay
}

// accounts returns every provider, linked by m or not.
func (a *App) accounts(m *member) []account {
	var all []account
	for _, p := range a.config.Providers {
		one := account{Provider: p}
		for _, i := range m.Identities {
			one.Adds = one.Adds || i.Issuer == p.Issuer && p.Associates()
			if i.Issuer == p.Issuer && (p.Relay == nil || strings.Contains(i.Via, " "+p.Relay.Target+" ")) {
				one.Linked, one.As = true, i.Name
			}
		}
		all = append(all, one)
	}
	return all
}
