// Package bounded is a map that forgets: what a mock remembers must not grow without end.
package bounded

import "container/list"

// Max is how many values a map keeps; the oldest goes first.
const Max = 20_000

// Map keeps values by key, each use at the same cost however many there are. The zero value
// is empty; it is not safe for concurrent use.
type Map[V any] struct {
	// Values are for reading, and for changing one that is there; [Map.Put] adds.
	Values map[string]V
	ages   list.List // of keys, the oldest first
	at     map[string]*list.Element
}

// Put keeps a value. A key that is there keeps its age.
func (m *Map[V]) Put(key string, v V) {
	if m.Values == nil {
		m.Values, m.at = map[string]V{}, map[string]*list.Element{}
	}
	if _, ok := m.Values[key]; !ok {
		if len(m.Values) == Max {
			m.Drop(m.ages.Front().Value.(string))
		}
		m.at[key] = m.ages.PushBack(key)
	}
	m.Values[key] = v
}

// Drop forgets a value.
func (m *Map[V]) Drop(key string) {
	age, ok := m.at[key]
	if !ok {
		return
	}
	delete(m.Values, key)
	delete(m.at, key)
	m.ages.Remove(age)
}
