package world

import (
	"strconv"
	"strings"
	"sync/atomic"

	"torii/fixtures/text"
)

// AddressKnown expects that the session page shows the address that the provider told.
func (w *World) AddressKnown() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if !w.bay.Target.Built && !strings.Contains(w.shown.text(), "@") {
		return w.missing("an e-mail address on the session page")
	}
	if w.unasked(last, "メールアドレス") {
		return w.missing("scope: email")
	}
	w.expectIn(last)
	w.check(last.id, w.Rule, "true", strconv.FormatBool(strings.Contains(w.shown.text(), last.who.Email)),
		text.Both{JA: "プロバイダーの告げたメールアドレスが会員情報にあるか", EN: "the address that the provider told is with the member"})
	return nil
}

// Colleague expects that the target takes the person for one of its own organization, or
// not. Only a target that tells so on its session page, as the reference does, can be asked.
func (w *World) Colleague(want bool) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if !w.bay.Target.Built {
		return w.missing("staff on the session page")
	}
	w.expectIn(last)
	w.check(last.id, w.Rule, strconv.FormatBool(want), strconv.FormatBool(strings.Contains(w.shown.text(), `"staff":true`)),
		text.Both{JA: "組織の一員として扱われているか", EN: "the person is taken for one of the organization"})
	return nil
}

// latest is a text of which the last one counts, whoever of several people at once set it.
type latest struct{ value atomic.Value }

func (l *latest) set(text string) { l.value.Store(text) }

func (l *latest) text() string {
	text, _ := l.value.Load().(string)
	return text
}
