package mutant

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"

	"torii/rpclient/rp"
)

// advertised are mistakes of who takes what a provider says it can do for what was agreed on.
func advertised() []Mutant {
	return []Mutant{
		{"idtoken.alg", "advertised", "IDT-ALG",
			"取り決めた alg でなくても、公開メタデータが掲げていれば none も HS256 も受け付ける",
			"an algorithm that was not agreed on is accepted if the metadata advertise it, none and HS256 included",
			func(l *rp.Login) error {
				alg := l.Header.Text("alg")
				if !advertises(l, "id_token_signing_alg_values_supported", alg) {
					return reference(l, "idtoken.alg")
				}
				if alg == rp.HS256 {
					l.Provider.Algorithm = alg
				}
				return acceptUnsigned(l, alg == "none")
			}},
		{"start.metadata", "none-refused", "DSC-OTHERS",
			"公開メタデータが、使わない方式として none も掲げていると読むのをやめる",
			"metadata that advertise none among what is not used are refused",
			func(l *rp.Login) error {
				if advertises(l, "id_token_signing_alg_values_supported", "none") {
					return errors.New("want no alg none advertised, got it")
				}
				return reference(l, "start.metadata")
			}},
		{"start.pkce", "plain-advertised", "REQ-PKCE",
			"公開メタデータの掲げる初めの方式が plain なら、PKCE を plain で使う",
			"PKCE goes by plain where the metadata advertise that first",
			func(l *rp.Login) error {
				err := reference(l, "start.pkce")
				if methods := advertisedOf(l, "code_challenge_methods_supported"); len(methods) > 0 && methods[0] == "plain" {
					l.Query.Set("code_challenge", l.Pending.CodeVerifier)
					l.Query.Set("code_challenge_method", "plain")
				}
				return err
			}},
	}
}

func advertises(l *rp.Login, member, value string) bool {
	return slices.Contains(advertisedOf(l, member), value)
}

// advertisedOf reads a list of the provider's metadata; what cannot be read is empty.
func advertisedOf(l *rp.Login, member string) []string {
	ctx, cancel := l.Deadline()
	defer cancel()
	if l.Provider.MetadataURL == "" {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.Provider.MetadataURL, nil)
	if err != nil {
		return nil
	}
	resp, err := l.HTTPClient().Do(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	var document map[string]json.RawMessage
	if json.NewDecoder(io.LimitReader(resp.Body, maxBody)).Decode(&document) != nil {
		return nil
	}
	var list []string
	if json.Unmarshal(document[member], &list) != nil {
		return nil
	}
	return list
}
