package rp

import (
	"fmt"
	"time"
)

// idTokenAge refuses a token that was issued long ago, where the provider's tokens are
// good for so long that exp protects against nothing (OpenID Connect Core 1.0, 3.1.3.7
// item 10).
func idTokenAge(l *Login) error {
	if l.Provider.MaxTokenAge == 0 {
		return nil
	}
	iat, err := l.Claims.Time("iat")
	if err != nil {
		return err
	}
	return notBefore("iat", iat, l.Now.Add(-l.Provider.MaxTokenAge))
}

// idTokenAuthTime refuses a token of a person who authenticated longer ago than was
// asked for, or that does not say when (OpenID Connect Core 1.0, 3.1.3.7 item 13).
func idTokenAuthTime(l *Login) error {
	if l.Provider.MaxAge == 0 {
		return nil
	}
	at, err := l.Claims.Time("auth_time")
	if err != nil {
		return err
	}
	return notBefore("auth_time", at, l.Now.Add(-l.Provider.MaxAge))
}

func notBefore(name string, t, earliest time.Time) error {
	if t.Before(earliest.Add(-skew)) {
		return fmt.Errorf("%s: want a time from %s, got %s", name, earliest.Add(-skew).UTC(), t.UTC())
	}
	return nil
}
