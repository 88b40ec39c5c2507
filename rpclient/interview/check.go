package interview

import (
	"net/http"
	"net/url"
	"strings"
)

// Given is what a customer hands over, all three together.
type Given struct {
	Key      []byte // the P12 file, or a JSON key
	Account  string // e-mail of the service account
	Sender   string // e-mail of the sender (予約元ユーザー)
	checking bool
}

// checkKey reads the key.
func checkKey(j *Job) error {
	if len(j.Given.Key) == 0 && j.Given.Account == "" && j.Given.Sender == "" {
		return &Trouble{Kind: Setup, Step: "3", Says: "手順3「サポートデスクへの情報共有」がまだです: 認証キー(p12)ファイル、サービスアカウントのメールアドレス、予約元ユーザーのメールアドレスの三つをご提供ください"}
	}
	key, account, err := readKey(j.Given.Key)
	if err != nil {
		return &Trouble{Kind: Setup, Step: "1-3", Says: "手順1③・3: " + err.Error()}
	}
	if account != "" && !strings.EqualFold(account, j.Given.Account) {
		return &Trouble{Kind: Setup, Step: "3", Says: "手順3: 鍵は " + account + " のものですが、サービスアカウントのメールアドレスは " + j.Given.Account + " です"}
	}
	j.Customer = Customer{Account: j.Given.Account, Sender: j.Given.Sender, key: key}
	return nil
}

// serviceDomain is what every service account's address ends with.
const serviceDomain = ".gserviceaccount.com"

// checkNames holds the two addresses against what they ought to look like: they are easily swapped.
func checkNames(j *Job) error {
	switch {
	case !strings.Contains(j.Given.Account, "@") || !strings.HasSuffix(j.Given.Account, serviceDomain):
		return &Trouble{Kind: Setup, Step: "3", Says: "手順3: サービスアカウントのメールアドレス(手順1④)は …@….iam" + serviceDomain + " の形です。予約元ユーザーと取り違えていませんか"}
	case !strings.Contains(j.Given.Sender, "@") || strings.HasSuffix(j.Given.Sender, serviceDomain):
		return &Trouble{Kind: Setup, Step: "3", Says: "手順3: 予約元ユーザー(手順1⑤)には、カレンダーのある利用者のメールアドレスが必要です"}
	}
	return nil
}

// checkToken asks for a token, which shows whether key, account, sender and delegation fit together.
func checkToken(j *Job) error {
	j.app.dropToken("")
	return j.run(Token)
}

// checkCalendar asks for the sender's time, which shows whether the API is enabled, the
// scope is wide enough and the sender has a calendar.
func checkCalendar(j *Job) error {
	j.Day, j.Busy = j.Now(), map[string]Object{}
	if err := j.AskBusy([]string{j.Customer.Sender}); err != nil {
		return err
	}
	return j.Send(&Call{Method: http.MethodGet, Path: j.events(""), Query: url.Values{"maxResults": {"1"}}})
}
