package mutant

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"torii/rpclient/rp"
)

// metadata are wrong ways of reading what a provider publishes of itself.
func metadata() []Mutant {
	return []Mutant{
		{"start.metadata", "issuer-unchecked", "DSC-ISSUER",
			"公開メタデータの issuer を比べない",
			"issuer of the metadata is not compared",
			reading(func(l *rp.Login, document rp.Object) { document["issuer"] = l.Provider.Issuer })},
		{"start.metadata", "slash-ignored", "DSC-ISSUER",
			"公開メタデータの issuer を、末尾の「/」を除いて比べる",
			"issuer of the metadata is compared without a slash at its end",
			reading(func(l *rp.Login, document rp.Object) {
				if strings.Trim(document.Text("issuer"), "/") == strings.Trim(l.Provider.Issuer, "/") {
					document["issuer"] = l.Provider.Issuer
				}
			})},
		{"start.metadata", "gaps-filled", "DSC-MEMBERS",
			"公開メタデータに無いエンドポイントを、黙って手元の値で補う",
			"endpoints that the metadata lack are filled in from one's own settings",
			reading(func(l *rp.Login, document rp.Object) {
				for member, own := range map[string]string{"authorization_endpoint": l.Provider.AuthURL, "token_endpoint": l.Provider.TokenURL} {
					if document.Text(member) == "" {
						document[member] = own
					}
				}
			})},
		{"start.metadata", "any-host", "DSC-ELSEWHERE",
			"公開メタデータの指すどのホストにも、コードと秘密を送る",
			"code and secret go to whichever host the metadata name",
			func(l *rp.Login) error {
				ctx, cancel := l.Deadline()
				defer cancel()
				return l.ReadMetadata(ctx, func(l *rp.Login, document rp.Object) error {
					if document.Text("issuer") != l.Provider.Issuer {
						return errors.New("want the issuer, got another")
					}
					return nil
				})
			}},
		{"start.metadata", "no-deadline", "DSC-ERROR",
			"公開メタデータをいつまでも待つ",
			"the metadata are waited for without end",
			func(l *rp.Login) error {
				ctx, cancel := context.WithTimeout(context.WithoutCancel(l.Request.Context()), time.Minute)
				defer cancel()
				return l.ReadMetadata(ctx, func(*rp.Login, rp.Object) error { return nil })
			}},
		{"start.metadata", "closed", "DSC-OTHERS",
			"知らない項目のある公開メタデータを拒む",
			"metadata with a member that is not known are refused",
			func(l *rp.Login) error {
				ctx, cancel := l.Deadline()
				defer cancel()
				return l.ReadMetadata(ctx, func(_ *rp.Login, document rp.Object) error {
					if document.Has("torii_extension") {
						return errors.New("want known members, got torii_extension")
					}
					return nil
				})
			}},
		{"start.metadata", "failure-kept", "DSC-RECOVER",
			"公開メタデータが読めなかったことを覚え、二度と読みに行かない",
			"that the metadata could not be read is remembered for good",
			failsForGood()},
	}
}

// reading mends a document before the reference looks at it.
func reading(mend func(*rp.Login, rp.Object)) func(*rp.Login) error {
	return func(l *rp.Login) error {
		ctx, cancel := l.Deadline()
		defer cancel()
		return l.ReadMetadata(ctx, func(l *rp.Login, document rp.Object) error {
			mend(l, document)
			return rp.CheckMetadata(l, document)
		})
	}
}

func failsForGood() func(*rp.Login) error {
	var failed atomic.Bool
	return func(l *rp.Login) error {
		if l.Provider.MetadataURL != "" && failed.Load() {
			return errors.New("want the metadata, got none earlier on")
		}
		err := reference(l, "start.metadata")
		failed.Store(failed.Load() || err != nil)
		return err
	}
}
