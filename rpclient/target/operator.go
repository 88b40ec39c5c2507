package target

import (
	"database/sql"
	"encoding/json"
	"net/http"

	"golang.org/x/crypto/bcrypt"

	"torii/rpclient/interview"
	"torii/rpclient/rp"
)

// operatorPath is where the operator's desk of the reference RP is, which no Relying
// Party in use would open to the world.
const operatorPath = "/operator/"

// MailsPath is where the mails of the reference RP are read.
const MailsPath = operatorPath + "mails"

// operated puts an operator's desk beside the reference RP: what its operator does by
// hand, and the mails that nobody sends. Passwords are hashed cheaply, for rows are many.
func operated(app http.Handler, form *interview.App, db *sql.DB) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", app)
	mux.Handle("/interviews", form)
	mux.Handle("/interviews/", form)
	calendarDesk(mux, form)
	mux.HandleFunc("POST "+operatorPath+"member", func(w http.ResponseWriter, r *http.Request) {
		id, err := rp.AddMember(r.Context(), db, r.FormValue("name"), r.FormValue("email"), r.FormValue("password"), bcrypt.MinCost)
		answerJSON(w, map[string]string{"member": id}, err)
	})
	mux.HandleFunc("POST "+operatorPath+"suspend", func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, map[string]string{}, rp.Suspend(r.Context(), db, r.FormValue("member")))
	})
	mux.HandleFunc("GET "+MailsPath, func(w http.ResponseWriter, r *http.Request) {
		written, err := rp.Mails(r.Context(), db, r.FormValue("to"))
		mails := make([]Mail, len(written))
		for i, m := range written {
			mails[i] = Mail(m)
		}
		answerJSON(w, mails, err)
	})
	return mux
}

func answerJSON(w http.ResponseWriter, v any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the reader has gone
}

// referenceAccount describes how members of the reference RP manage what is theirs.
func referenceAccount() Account {
	one := func(path, selector string, fields map[string]string) Form {
		return Form{Page: ReferenceOrigin + path, Steps: []FormStep{{Select: selector, Fields: fields}}}
	}
	mailed := func(f Form, selector string, fields map[string]string) Form {
		f.Steps = append(f.Steps, FormStep{Mail: true, Select: selector, Fields: fields})
		return f
	}
	typed := map[string]string{"email": "{{.Email}}"}
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	a := Account{
		Link: map[string]Control{}, Associate: map[string]Control{}, Unlink: map[string]Control{}, Refresh: map[string]Control{}, Notices: map[string]string{}, Prove: map[string]Control{}, Merge: map[string]Control{},
		Identities: Identities{Page: ReferenceOrigin + "/me", Linked: map[string]string{}},
		Friendship: Friendship{Page: ReferenceOrigin + "/me", Yes: "#friend-yes", No: "#friend-no"},
		Register:   mailed(one("/register", "#register", typed), "#join", map[string]string{"name": "{{.Name}}", "password": "{{.Password}}"}),
		Password:   one("/signin", "#signin", map[string]string{"email": "{{.Email}}", "password": "{{.Password}}"}),
		Confirm:    one("/reauth", "#reauth", map[string]string{"password": "{{.Password}}"}),
		Email:      mailed(one("/email", "#change-email", typed), "#move", nil),
		Recover:    mailed(one("/recover", "#recover", typed), "#reset", map[string]string{"password": "{{.Password}}"}),
		Withdraw:   one("/withdraw", "#withdraw", nil),

		MergePassword: one("/merge", "#merge-password", map[string]string{"email": "{{.Email}}", "password": "{{.Password}}"}),
		MergeConfirm:  one("/merge/confirm", "#merge", nil),
		Actions: map[string]Action{
			ActionMember: Call{Address: ReferenceOrigin + operatorPath + "member", Header: form,
				Body: "name={{urlquery .Name}}&email={{urlquery .Email}}&password={{urlquery .Password}}"},
			ActionSuspend: Call{Address: ReferenceOrigin + operatorPath + "suspend", Header: form, Body: "member={{urlquery .Member}}"},
			ActionMails:   Call{Method: http.MethodGet, Address: ReferenceOrigin + MailsPath + "?to={{urlquery .Email}}"},
		},
	}
	referenceCalendar(a.Actions)
	for _, p := range rp.Presets() {
		a.Link[p.ID] = Control{Page: ReferenceOrigin + "/me", Select: "#link-" + p.ID}
		if p.Make("", "").Associates() {
			a.Associate[p.ID] = Control{Page: ReferenceOrigin + "/me", Select: "#associate-" + p.ID}
		}
		if p.Make("id", "").NoticeAudience != "" {
			a.Notices[p.ID] = ReferenceOrigin + "/notices/" + p.ID
		}
		if p.Make("", "").Refreshes {
			a.Refresh[p.ID] = Control{Page: ReferenceOrigin + "/me", Select: "#refresh-" + p.ID}
		}
		a.Unlink[p.ID] = Control{Page: ReferenceOrigin + "/me", Select: "#unlink-" + p.ID}
		a.Prove[p.ID] = Control{Page: ReferenceOrigin + "/reauth", Select: "#reauth-" + p.ID}
		a.Merge[p.ID] = Control{Page: ReferenceOrigin + "/merge", Select: "#merge-" + p.ID}
		a.Identities.Linked[p.ID] = "#identity-" + p.ID
	}
	return a
}
