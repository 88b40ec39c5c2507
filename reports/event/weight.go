package event

// least is what any fact takes, in bytes.
const least = 256

// Weight is about how many bytes a fact keeps of what others have sent.
func Weight(fact Fact) int {
	f, ok := fact.(Called)
	if !ok {
		return least
	}
	n := least + len(f.Body)
	for name, value := range f.Params {
		n += len(name) + len(value)
	}
	for _, m := range f.Answer {
		n += len(m.Name) + len(m.Value)
	}
	return n
}
