package world

import (
	"context"
	"strings"

	"torii/fixtures/text"
	"torii/fixtures/workspace"
	"torii/mockidp/gcal/directory"
)

// mishap is something that a customer, or time, has got wrong with the set-up.
type mishap struct {
	name text.Both
	do   func(*calendar) error
}

// as makes another of the Workspace's service accounts the one that is handed over.
func as(account, key string) func(*calendar) error {
	return func(c *calendar) error {
		c.given.Account, c.given.Key = account, key
		return nil
	}
}

// from makes another address the sender.
func from(email string) func(*calendar) error {
	return func(c *calendar) error {
		c.given.Sender = email
		return nil
	}
}

func file(b string) func(*calendar) error {
	return func(c *calendar) error {
		c.file = []byte(b)
		return nil
	}
}

func changed(all ...directory.Change) func(*calendar) error {
	return func(c *calendar) error {
		for _, change := range all {
			if err := c.mock.Change(change); err != nil {
				return unusable("%w", err)
			}
		}
		return nil
	}
}

const (
	project = "@hinode-renkei.iam.gserviceaccount.com"
	client  = "110000000000000000001" // of the account that is in order
	domain  = "@hinode.example.jp"
)

// mishaps lists them.
func mishaps() []mishap {
	return []mishap{
		{text.Both{JA: "委任を登録していない", EN: "no delegation"}, as("sa-nodwd"+project, "k1")},
		{text.Both{JA: "委任をメールアドレスで登録した", EN: "the delegation names an e-mail address"}, as("sa-email-row"+project, "k1")},
		{text.Both{JA: "委任のスコープが足りない", EN: "the delegation has too few scopes"}, as("sa-subset"+project, "k1")},
		{text.Both{JA: "委任がまだ行き渡っていない", EN: "the delegation is still spreading"}, as("sa-flap"+project, "k1")},
		{text.Both{JA: "APIを有効にしていない", EN: "the API is not enabled"}, as("sa-apioff@hinode-apioff.iam.gserviceaccount.com", "k1")},
		{text.Both{JA: "サービスアカウントが無効である", EN: "the service account is disabled"}, as("sa-disabled"+project, "k1")},
		{text.Both{JA: "サービスアカウントが削除されている", EN: "the service account is deleted"}, as("sa-deleted"+project, "k1")},
		{text.Both{JA: "削除した古い鍵を渡した", EN: "a deleted key is handed over"}, as("sa-oldkey"+project, "k0")},
		{text.Both{JA: "別のサービスアカウントのメールアドレスを渡した", EN: "another account's address is handed over"}, func(c *calendar) error {
			made, err := c.mock.KeyFile(goodAccount, "k2", directory.P12)
			c.file, c.given.Account = made.Body, "sa-nodwd"+project
			return err
		}},
		{text.Both{JA: "サービスアカウントと予約元を取り違えた", EN: "account and sender are swapped"}, func(c *calendar) error {
			made, err := c.mock.KeyFile(goodAccount, "k2", directory.P12)
			c.file, c.given.Account, c.given.Sender = made.Body, sender, goodAccount
			return err
		}},
		{text.Both{JA: "鍵ではないファイルを渡した", EN: "a file that is no key is handed over"}, file("これは鍵ではありません")},
		{text.Both{JA: "別の用途のJSONを渡した", EN: "JSON of another kind is handed over"}, file(`{"type":"authorized_user"}`)},
		{text.Both{JA: "鍵を渡していない", EN: "no key is handed over"}, file("")},
		{text.Both{JA: "予約元にGoogleグループを渡した", EN: "the sender is a Google Group"}, from("saiyo-team" + domain)},
		{text.Both{JA: "予約元が停止されている", EN: "the sender is suspended"}, from("teishi.taro" + domain)},
		{text.Both{JA: "予約元のカレンダーがオフである", EN: "the sender's calendar is off"}, from("mukou.jiro" + domain)},
		{text.Both{JA: "予約元が削除されたばかりである", EN: "the sender was deleted lately"}, from("taishoku.saburo" + domain)},
		{text.Both{JA: "予約元がずっと前に削除されている", EN: "the sender was deleted long ago"}, from("mukashi.shiro" + domain)},
		{text.Both{JA: "予約元が一度もログインしていない", EN: "the sender has never signed in"}, from("shinjin.goro" + domain)},
		{text.Both{JA: "予約元が存在しない", EN: "there is no such sender"}, from("nobody" + domain)},
		{text.Both{JA: "予約元がメールアドレスでない", EN: "the sender is no address"}, from("面接予約")},
		{text.Both{JA: "予約元が別の会社の人である", EN: "the sender is of another company"}, from("user@tsukimi.example.jp")},
	}
}

// Mistakes makes a mistake in the set-up, by name.
func (w *World) Mistakes(ctx context.Context, name string) error {
	c, err := w.office(ctx)
	if err != nil {
		return err
	}
	for _, m := range mishaps() {
		if name == m.name.JA || name == m.name.EN {
			return m.do(c)
		}
	}
	return unusable("nobody knows the mistake %q", name)
}

// JSONKey has the customer hand over a JSON key instead of a P12.
func (w *World) JSONKey(ctx context.Context) error {
	c, err := w.office(ctx)
	if err == nil {
		c.given.KeyKind = directory.JSON
	}
	return err
}

// guideSteps are the steps of the guide by their marks in it.
var guideSteps = map[string]string{"1①": "1-1", "1②": "1-2", "1③": "1-3", "1④": "1-4", "1⑤": "1-5", "2": "2", "3": "3"}

// Guided has the customer walk through the guide but for one step, "" for none.
func (w *World) Guided(ctx context.Context, without string) error {
	c, err := w.office(ctx)
	if err != nil {
		return err
	}
	if _, ok := guideSteps[without]; !ok && without != "" {
		return unusable("the guide has no step %q", without)
	}
	for _, s := range directory.Steps() {
		if s.ID == guideSteps[without] {
			continue
		}
		given := directory.Given{Project: "hito-link-renkei"}
		if s.ID == "1-5" || s.ID == "3" && c.given.Sender == "" {
			given.Sender = sender
		}
		if _, err := c.mock.Walk(s.ID, given); err != nil && without == "" {
			return unusable("%w", err)
		}
	}
	c.given = c.mock.Guide()
	switch without {
	case "1④":
		return w.wrongClient(c)
	case "3": // all is ready, and nothing is handed over
		c.given = directory.Guide{}
		return nil
	}
	if c.given.Account == "" { // somebody hands over what is not there
		c.given.Account, c.file = "hito-link@hito-link-renkei.iam.gserviceaccount.com", nil
	}
	if c.given.Sender == "" {
		c.given.Sender = sender
	}
	return nil
}

// wrongClient is what comes of not having noted the client id: the address is typed instead.
func (w *World) wrongClient(c *calendar) error {
	change := directory.Change{Do: "delegate", Of: c.given.Account, Scopes: []string{directory.CalendarScope}}
	if err := c.mock.Change(change); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// Administrates lets an administrator change something in the Workspace later, by name.
func (w *World) Administrates(ctx context.Context, name string) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	deeds := map[string]func(*calendar) error{
		"委任を取り消す":    changed(directory.Change{Do: "revoke", Of: client}),
		"鍵を削除する":     changed(directory.Change{Do: "key", Of: goodAccount, Key: "k2", To: workspace.Deleted}),
		"予約元を停止する":   changed(directory.Change{Do: "user", Of: sender, To: workspace.Suspended}),
		"委任を登録し直す":   changed(directory.Change{Do: "delegate", Of: client, Scopes: []string{directory.CalendarScope}}),
		"APIを無効にする":  changed(directory.Change{Do: "api", Of: "hinode-renkei", To: "off"}),
		"トークンを失効させる": func(c *calendar) error { c.mock.ExpireTokens(""); return nil },
	}
	do, ok := deeds[strings.TrimSpace(name)]
	if !ok {
		return unusable("nobody knows how to %q", name)
	}
	return do(c)
}
