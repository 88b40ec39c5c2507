package mockidp

import (
	"time"

	"torii/mockidp/archive"
)

// keepers are the parts that remember something beside the clock.
func (m *Mock) keepers() []archive.Keeper {
	var all []archive.Keeper
	for _, p := range m.providers {
		all = append(all, p)
	}
	for _, s := range m.services {
		if k, ok := s.(archive.Keeper); ok {
			all = append(all, k)
		}
	}
	return all
}

// machineTime is the key of the one entry about the clock.
const machineTime = "ahead"

// Remembered tells what the mocks remember, for [Mock.Recall] of another process.
func (m *Mock) Remembered() ([]archive.Entry, error) {
	b := archive.Book{}
	b.Add(archive.Clock, machineTime, m.Clock.Offset())
	all, err := b.Entries()
	for _, k := range m.keepers() {
		if err != nil {
			return nil, err
		}
		var own []archive.Entry
		own, err = k.Remembered()
		all = append(all, own...)
	}
	return all, err
}

// Recall takes up what the mocks of another process remembered. It comes before anything is
// served; what this process was told otherwise, such as a switch of the command line, holds.
func (m *Mock) Recall(entries []archive.Entry) error {
	err := archive.Each(entries, "", archive.Clock, func(_ string, ahead time.Duration) error {
		m.Clock.Advance(ahead - m.Clock.Offset())
		return nil
	})
	for _, k := range m.keepers() {
		if err != nil {
			return err
		}
		err = k.Recall(entries)
	}
	return err
}
