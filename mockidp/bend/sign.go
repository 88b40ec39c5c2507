package bend

import "torii/mockidp/token"

// ByStranger signs with a key that no issuer has published, under the name of the
// honest one.
func ByStranger(s *token.Signing, x Context) error {
	kid := s.Key.ID
	s.Key = x.Stranger
	s.Header.Set("kid", kid)
	return nil
}

// ByNobody leaves the signature out and says so, in one spelling of none (RFC 7515, A.5).
func ByNobody(none string) func(*token.Signing, Context) error {
	return func(s *token.Signing, _ Context) error {
		s.Alg, s.Key, s.Header = token.None, token.Key{}, token.Object{{Name: "alg", Value: none}}
		return nil
	}
}
