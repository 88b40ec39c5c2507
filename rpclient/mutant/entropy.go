package mutant

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

// repetitions are mistakes that one login does not show.
func repetitions() []Mutant {
	return []Mutant{
		{"start.state", "counter", "REQ-ENTROPY",
			"state が長い通し番号である",
			"state is a long serial number",
			counting()},
		{"start.nonce", "clock", "REQ-ENTROPY",
			"nonce を時刻から作る",
			"nonce is made of the time",
			func(l *rp.Login) error {
				l.Pending.Nonce = fmt.Sprintf("%048x", l.Now.UnixNano())
				l.Query.Set("nonce", l.Pending.Nonce)
				return nil
			}},
		{"start.nonce", "state", "REQ-ENTROPY",
			"nonce に state と同じ値を使う",
			"nonce is the state once more",
			func(l *rp.Login) error {
				l.Pending.Nonce = l.Query.Get("state")
				l.Query.Set("nonce", l.Pending.Nonce)
				return nil
			}},
		{"idtoken.key", "each-time", "KEY-CACHE",
			"ログインのたびに鍵を取り直す",
			"the keys are fetched anew at every login",
			func(l *rp.Login) error {
				if l.Provider.Algorithm == rp.HS256 {
					return reference(l, "idtoken.key")
				}
				_, err := keysOf(l)
				return errors.Join(err, reference(l, "idtoken.key"))
			}},
		{"idtoken.key", "unbounded", "KEY-BOUND",
			"知らない kid を見るたびに、何度でも鍵を取り直す",
			"every unfamiliar kid has the keys fetched, without bound",
			func(l *rp.Login) error {
				err := reference(l, "idtoken.key")
				if err != nil && l.Provider.Algorithm != rp.HS256 {
					_, again := keysOf(l)
					return errors.Join(err, again)
				}
				return err
			}},
		{"idtoken.key", "failure-kept", "KEY-RECOVER",
			"鍵の取得に失敗したことを覚え、二度と取りに行かない",
			"that the keys could not be fetched is remembered for good",
			keepsFailure()},
		{"idtoken.key", "one-refetch", "KEY-REFETCH",
			"知らない kid での取り直しを、起動してから一度しかしない",
			"an unfamiliar kid has the keys fetched again once, and never after that",
			refetchesOnce()},
	}
}

func counting() func(*rp.Login) error {
	var n atomic.Int64
	return func(l *rp.Login) error {
		sendState(l, fmt.Sprintf("%048d", n.Add(1)))
		return nil
	}
}

func keepsFailure() func(*rp.Login) error {
	var failed atomic.Bool
	return func(l *rp.Login) error {
		if l.Provider.Algorithm != rp.HS256 && failed.Load() {
			return errors.New("want the keys, got none earlier on")
		}
		err := reference(l, "idtoken.key")
		if err != nil {
			failed.Store(true)
		}
		return err
	}
}

// refetchesOnce keeps a key set of its own, and gives up on kids once it was renewed.
func refetchesOnce() func(*rp.Login) error {
	var mu sync.Mutex
	sets, fetches := map[string][]jose.JSONWebKey{}, map[string]int{}
	return func(l *rp.Login) error {
		if l.Provider.Algorithm == rp.HS256 {
			return reference(l, "idtoken.key")
		}
		mu.Lock()
		defer mu.Unlock()
		for {
			for _, k := range sets[l.Provider.ID] {
				if k.KeyID == l.Header.Text("kid") {
					l.Key = k.Key
					return nil
				}
			}
			if fetches[l.Provider.ID]++; fetches[l.Provider.ID] > 2 {
				return errors.New("want a known kid, got another")
			}
			raw, err := keysOf(l)
			if err != nil {
				return err
			}
			sets[l.Provider.ID] = usable(raw)
		}
	}
}
