package check

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"torii/fixtures/userfile"
	"torii/reports/event"
	"torii/rpclient/target"
)

// calendarScope is the one that the guide asks the customer to enter. Source:
// https://www.hito-link.jp/ja/knowledge/manual-ca/p233
const calendarScope = "https://www.googleapis.com/auth/calendar"

// p12Password is what Google gives every P12 key.
const p12Password = "notasecret"

// readable is what is wanted of a key file.
const readable = "開ける / opens"

// maxKey bounds a key file that is read.
const maxKey = 1 << 20

// jsonKey is what is read of a JSON key; the private key is only parsed.
type jsonKey struct {
	Type       string `json:"type"`
	Email      string `json:"client_email"`
	Number     string `json:"client_id"`
	PrivateKey string `json:"private_key"`
}

func read(f target.File, name string) ([]byte, string) {
	b, err := userfile.Read(f.Beside(name), maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "ファイルが無い / no such file"
	case errors.Is(err, userfile.ErrTooLarge):
		return nil, "鍵には大きすぎる / too large for a key"
	case err != nil:
		return nil, "読めない / cannot be read"
	}
	return b, ""
}

// lookKey opens the key and holds it against the account.
func lookKey(f target.File, _ time.Time) result {
	h := f.Handover
	opens := says("鍵ファイル "+filepath.Base(h.Key), "the key file "+filepath.Base(h.Key))
	fix := says("手順1③の認証キーを作り直してもらい、手順3で受け取る。P12ならパスワード（既定は notasecret）も確かめる",
		"have the key of step 1-3 made anew and take it over in step 3; for a P12 see to its password (notasecret by default)")
	b, problem := read(f, h.Key)
	if problem != "" {
		return compared(equal(opens, readable, problem, fix))
	}
	if strings.HasPrefix(strings.TrimSpace(string(b)), "{") {
		return lookJSONKey(h, b)
	}
	password := h.Password
	if password == "" {
		password = p12Password
	}
	private, certificate, err := opened(b, password)
	if err != nil {
		return compared(equal(opens, readable, "PKCS#12として開けない / does not open as PKCS#12", fix))
	}
	if _, ok := private.(*rsa.PrivateKey); !ok {
		return compared(equal(opens, "RSAの鍵 / an RSA key", "別の種類の鍵 / another kind of key", fix))
	}
	all := []finding{equal(opens, readable, readable, fix)}
	if h.Certificates != "" {
		all = append(all, published(f, certificate))
	}
	return compared(all...)
}

// openWithin bounds how long a P12 may take: it says itself how often its password is hashed.
const openWithin = 10 * time.Second

// opened opens a P12, whatever it holds.
func opened(b []byte, password string) (any, *x509.Certificate, error) {
	type content struct {
		private     any
		certificate *x509.Certificate
		err         error
	}
	done := make(chan content, 1)
	go func() { // ends by itself: nobody waits for one that takes too long
		var c content
		c.err = userfile.Guard(func() (err error) {
			c.private, c.certificate, _, err = pkcs12.DecodeChain(b, password)
			return err
		})
		done <- c
	}()
	select {
	case c := <-done:
		return c.private, c.certificate, c.err
	case <-time.After(openWithin):
		return nil, nil, context.DeadlineExceeded
	}
}

// published holds a P12's certificate against those that Google publishes for the
// account: the file itself names no account.
func published(f target.File, certificate *x509.Certificate) finding {
	what := says("公開された証明書との一致（"+f.Handover.Account+"）", "among the published certificates of "+f.Handover.Account)
	fix := says("別のサービスアカウントの鍵を受け取っていないか、手順1③と1④を確かめる", "see whether the key of another service account was handed over: steps 1-3 and 1-4")
	same := "同じ鍵 / the same key"
	b, problem := read(f, f.Handover.Certificates)
	if problem != "" {
		return equal(what, same, "certificates: "+problem, fix)
	}
	var byID map[string]string
	if json.Unmarshal(b, &byID) != nil {
		return equal(what, same, "certificates: JSONではない / not the JSON of https://www.googleapis.com/robot/v1/metadata/x509/…", fix)
	}
	for _, text := range byID {
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			continue
		}
		if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.Equal(certificate.PublicKey) {
			return equal(what, same, same, fix)
		}
	}
	return equal(what, same, number(len(byID))+" 枚のどれでもない / none of "+number(len(byID)), fix)
}

func lookJSONKey(h *target.FileHandover, b []byte) result {
	fix := says("手順1③で Google Cloud が作った JSON の鍵を、そのまま受け取る", "take the JSON key of step 1-3 as Google Cloud made it")
	var k jsonKey
	if err := json.Unmarshal(b, &k); err != nil {
		return compared(equal(says("鍵ファイル", "the key file"), "JSON", "壊れたJSON / broken JSON", fix))
	}
	block, _ := pem.Decode([]byte(k.PrivateKey))
	opens := block != nil
	if opens {
		_, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		opens = err == nil
	}
	return compared(
		equal(says("鍵の type", "type of the key"), "service_account", k.Type, fix),
		holds(opens, says("鍵の private_key", "private_key of the key"), readable, "開けない / does not open", fix),
		equal(says("鍵のサービスアカウント", "service account of the key"), h.Account, k.Email, says("手順1④のメールアドレスか手順1③の鍵のどちらかが違う", "either the address of step 1-4 or the key of step 1-3 is another account's")),
		equal(says("鍵の client_id", "client_id of the key"), h.ClientID, k.Number, says("手順1④の番号か手順1③の鍵のどちらかが違う", "either the number of step 1-4 or the key of step 1-3 is another account's")))
}

// serviceDomain is what every service account's address ends with.
const serviceDomain = ".gserviceaccount.com"

// lookAccount holds the account's address against what such addresses look like: a P12
// names no account, and the two addresses are easily swapped.
func lookAccount(f target.File, _ time.Time) result {
	return compared(holds(strings.HasSuffix(strings.ToLower(f.Handover.Account), serviceDomain), says("サービスアカウントのメールアドレス", "address of the service account"),
		"…@….iam"+serviceDomain, f.Handover.Account,
		says("手順1④で控えたアドレスを受け取る（予約元ユーザーと取り違えていないか確かめる）", "take the address of step 1-4; see whether it was swapped with the sender")))
}

var accountNumber = regexp.MustCompile(`^1[0-9]{20}$`)

func lookNumber(f target.File, _ time.Time) result {
	return compared(holds(accountNumber.MatchString(f.Handover.ClientID), says("委任に入れた番号", "the number in the delegation"), "1で始まる21桁 / 21 digits beginning with 1", f.Handover.ClientID,
		says("手順2には、メールアドレスや別の番号でなく、手順1④で控えたサービスアカウントの「クライアント ID」を入れる",
			"enter the service account's client ID of step 1-4 in step 2, not its address nor another number")))
}

func lookSender(f target.File, _ time.Time) result {
	sender := strings.ToLower(f.Handover.Sender)
	local, host, _ := strings.Cut(sender, "@")
	user := local != "" && strings.Contains(host, ".") && !strings.HasSuffix(host, serviceDomain) && !strings.HasSuffix(host, "calendar.google.com")
	return compared(
		holds(user, says("予約元ユーザーのアドレス", "address of the sender"), "Workspace の利用者 / a user of the Workspace", f.Handover.Sender,
			says("手順1⑤と3では、Workspace の利用者のアドレスにする（グループ、カレンダー、サービスアカウントは不可）",
				"name a user of the Workspace in steps 1-5 and 3: no group, no calendar, no service account")),
		holds(host != "gmail.com" && host != "googlemail.com", says("予約元ユーザーのドメイン", "domain of the sender"), "Workspace のドメイン / the Workspace's", host,
			says("委任は Workspace の利用者にだけ効く", "a delegation works for users of the Workspace only")))
}

// askSender leaves to a person what no address tells.
func (r *run) askSender() {
	r.Log.Add("", "", event.Manual{ID: "sender-is-user", Result: event.ManualOpen,
		Item: "予約元ユーザーが Google グループでないことを、管理コンソールのユーザー一覧で確かめた / the sender stands in the list of users of the Admin console, and is no Google Group"})
}

func lookDelegated(f target.File, _ time.Time) result {
	return compared(equal(says("委任に入れた scope", "the scope in the delegation"), calendarScope, f.Handover.Scope,
		says("手順2の「許可するAPIスコープ」には、文字列をそのまま入れる（末尾の / や空白、.readonly を付けない）",
			"enter the string of step 2 as it is: no slash or space at its end, no .readonly")))
}
