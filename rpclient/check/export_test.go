package check

// Bits is bits, for tests.
func Bits(values []string) int { return bits(values) }

// Endpoint is the authorization endpoint that is known of a provider.
func Endpoint(id, kind, service string) string { return known(id).endpoint(kind, service) }
