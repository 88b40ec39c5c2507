package world

import (
	"context"
	"strings"
	"unicode"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/rpclient/target"
)

// fold is one way in which two texts that differ can be taken for one.
type fold struct {
	name   text.Both
	change func(string) string
}

// folds are the ways, each by what the two texts differ in.
var folds = []fold{
	{text.Both{JA: "後ろの空白", EN: "a space behind"}, func(s string) string { return s + " " }},
	{text.Both{JA: "前の空白", EN: "a space in front"}, func(s string) string { return " " + s }},
	{text.Both{JA: "前の 0", EN: "zeros in front"}, func(s string) string { return "00" + s }},
	{text.Both{JA: "大文字と小文字", EN: "letter case"}, otherCase},
	{text.Both{JA: "全角の文字", EN: "full-width letters"}, fullWidth},
	{text.Both{JA: "大文字にすると同じになる文字", EN: "letters whose capitals are the same"}, strings.NewReplacer("i", "ı", "s", "ſ").Replace},
	{text.Both{JA: "小文字にすると同じになる文字", EN: "letters whose small letters are the same"}, strings.NewReplacer("k", "\u212a").Replace},
}

// fullWidth writes printable ASCII in the full-width forms, which NFKC takes for it.
func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if '!' <= r && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

func foldOf(name string) (fold, error) {
	for _, f := range folds {
		if name == f.name.JA || name == f.name.EN {
			return f, nil
		}
	}
	return fold{}, unusable("no two texts are called alike but for %q", name)
}

// alikeAddress is another person's address, which only folding takes for the given one. Hosts are
// folded by the network itself, and so stay.
func alikeAddress(address, by string) (string, error) {
	f, err := foldOf(by)
	if err != nil {
		return "", err
	}
	local, host, _ := strings.Cut(address, "@")
	return f.change(local) + "@" + host, nil
}

// LogInAsLookalike lets another person log in whose sub only folding takes for the former's.
func (w *World) LogInAsLookalike(ctx context.Context, by, name string) error {
	f, err := foldOf(by)
	if err != nil {
		return err
	}
	return w.logInAsAnother(ctx, name, func(who *persona.Person) {
		who.Subject = f.change(w.who.Subject)
		w.masker.Learn(who.Subject)
	})
}

// LookalikeMailbox gives the person's account at a provider an address that only folding takes for another's.
func (w *World) LookalikeMailbox(ctx context.Context, name, of, by, provider string) error {
	r := w.role(name)
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	if who.Email, err = alikeAddress(w.role(of).values.Email, by); err != nil {
		return err
	}
	who.EmailVerified = true
	r.accounts[id] = who
	return nil
}

// alikeValues are somebody's own, with such an address.
func (w *World) alikeValues(r *role, of, by string) (target.Values, error) {
	v := r.values
	var err error
	v.Email, err = alikeAddress(w.role(of).values.Email, by)
	return v, err
}

// RegistersAlike takes the person through registration with such an address.
func (w *World) RegistersAlike(ctx context.Context, name, of, by string) error {
	r := w.role(name)
	v, err := w.alikeValues(r, of, by)
	if err != nil {
		return err
	}
	return w.form(ctx, r, "register", w.bay.Target.Account.Register, v, true)
}

// RecoversAlike takes the person through recovery with such an address, as far as mail comes to it.
func (w *World) RecoversAlike(ctx context.Context, name, of, by string) error {
	r := w.role(name)
	v, err := w.alikeValues(r, of, by)
	if err != nil {
		return err
	}
	return w.form(ctx, r, "recover", w.bay.Target.Account.Recover, v, true)
}

// otherCase writes small letters large and large ones small.
func otherCase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, s)
}

// otherEnd changes the last digit: two long numbers that floating-point arithmetic takes for one.
func otherEnd(s string) string {
	if s == "" {
		return s
	}
	end := "1"
	if strings.HasSuffix(s, end) {
		end = "2"
	}
	return s[:len(s)-1] + end
}
