package gbizid

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

func screens(e environment) profile.Screens {
	return profile.Screens{
		Brand: e.name.JA, Colour: "#00508f",
		SignIn:       text.Both{JA: "ログイン", EN: "Login"},
		Other:        text.Both{JA: "別のアカウントでログイン", EN: "Use another account"},
		Consent:      text.Both{JA: "サービスへ進む", EN: "Go on to the service"},
		Approve:      text.Both{JA: "進む", EN: "Go on"},
		Cancel:       text.Both{JA: "キャンセル", EN: "Cancel"},
		Error:        text.Both{JA: "エラー", EN: "Error"},
		CancelSignIn: func(set profile.Settings) bool { return set.Is("cancel", "access_denied") },
		Hint:         "login_hint",
		Second:       secondFactor,
		Interlude:    func(set profile.Settings) bool { return set.Is("ahead_second_factor", "new") },
	}
}

// secondFactor asks プライム and メンバー for what they have registered; エントリー has none.
// From March 2026 the app wants a number of four digits that the login page shows.
func secondFactor(a profile.Authn) *profile.Challenge {
	switch a.Person.Trait("second_factor") {
	case "app":
		asked := &profile.Challenge{
			Heading: text.Both{JA: "アプリ認証", EN: "App authentication"},
			Note:    text.Both{JA: "画面の番号をGビズIDアプリに入力してください。", EN: "Type the number on this page into the app."},
			Label:   text.Both{JA: "アプリに入力する番号", EN: "Number for the app"},
			Button:  text.Both{JA: "OK", EN: "OK"}, Answer: digits(a, 4)}
		if a.Set.Is("app_approval", "push") {
			asked.Note, asked.Label, asked.Answer = text.Both{JA: "GビズIDアプリの通知で承認してください。", EN: "Approve in the app."}, text.Both{}, "approved"
		}
		return asked
	case "mail", "sms":
		by := text.Both{JA: "メールで届いた6桁の数字を入力してください。", EN: "Type the six digits that came by mail."}
		if a.Set.Is("otp_by", "sms") {
			by = text.Both{JA: "SMSで届いた6桁の数字を入力してください。", EN: "Type the six digits that came by SMS."}
		}
		return &profile.Challenge{
			Heading: text.Both{JA: "ワンタイムパスワード/One-time Password", EN: "One-time Password"},
			Note:    by,
			Label:   text.Both{JA: "ワンタイムパスワード", EN: "One-time password"},
			Button:  text.Both{JA: "OK", EN: "OK"}, Answer: digits(a, 6)}
	}
	return nil
}

// digits are what the mock asks for in this login: no secret, the page shows them.
func digits(a profile.Authn, n int) string {
	sum := sha256.Sum256([]byte(a.Person.ID + " " + a.Get("state")))
	return fmt.Sprintf("%010d", binary.BigEndian.Uint32(sum[:]))[10-n:]
}
