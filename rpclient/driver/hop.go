package driver

// Hop is one request of a navigation and what came back. It holds what went over the wire, secrets included: whoever
// writes it down masks it.
type Hop struct {
	Method string
	// URL is the address as sent, without a fragment.
	URL string
	// Status is 0 where no answer came.
	Status int
	// Location is the answer's field as it came, relative or not.
	Location string
	// Mocked tells that the host belongs to the mock, and not to the RP under test.
	Mocked bool
}
