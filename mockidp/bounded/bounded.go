// Package bounded is a map that forgets: what a mock remembers must not grow without end.
package bounded

import "slices"

// Max is how many values a map keeps; the oldest goes first.
const Max = 20_000

// Map keeps values by key. The zero value is empty; it is not safe for concurrent use.
type Map[V any] struct {
	// Values are for reading, and for changing one that is there; [Map.Put] adds.
	Values map[string]V
	order  []string
}

// Put keeps a value. A key that is there keeps its age.
func (m *Map[V]) Put(key string, v V) {
	if m.Values == nil {
		m.Values = map[string]V{}
	}
	if _, ok := m.Values[key]; !ok {
		if len(m.order) == Max {
			delete(m.Values, m.order[0])
			m.order = m.order[1:]
		}
		m.order = append(m.order, key)
	}
	m.Values[key] = v
}

// Drop forgets a value.
func (m *Map[V]) Drop(key string) {
	if _, ok := m.Values[key]; ok {
		delete(m.Values, key)
		m.order = slices.DeleteFunc(m.order, func(k string) bool { return k == key })
	}
}
