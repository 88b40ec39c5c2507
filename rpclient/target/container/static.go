package container

import (
	"debug/elf"
	"fmt"
	"slices"
)

// static makes sure that a program runs in an image that holds nothing else.
func static(program string) error {
	f, err := elf.Open(program)
	if err != nil {
		return fmt.Errorf("relay program: %w", err)
	}
	defer func() { _ = f.Close() }()
	if slices.ContainsFunc(f.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP }) {
		return fmt.Errorf("relay program: %s needs shared libraries, which an empty image has not: "+
			"build torii with CGO_ENABLED=0, or name such a build", program)
	}
	return nil
}
