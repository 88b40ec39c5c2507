package container

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Labels of everything that is made in the engine.
const (
	labelTorii = "torii"       // "1"
	labelRun   = "torii.run"   // the run's id
	labelOwner = "torii.owner" // "<pid>@<boot id>" of the process that runs it
	labelBorn  = "torii.born"  // "<start time in clock ticks>@<pid namespace>" of that process: a pid alone is given out again
	labelPart  = "torii.part"  // partRelay or partRP, on containers and images
)

const (
	partRelay = "relay"
	partRP    = "rp"
)

// owner is the process that a run belongs to.
type owner struct {
	pid   int
	boot  string // id of the kernel's boot
	born  string // start time in clock ticks since then
	space string // pid namespace: elsewhere the pid means another process
}

const (
	bootFile  = "/proc/sys/kernel/random/boot_id"
	spaceFile = "/proc/self/ns/pid"
)

// self returns this process as an owner. It reads /proc, as Linux has it.
func self() (owner, error) {
	boot, err := os.ReadFile(bootFile)
	if err != nil {
		return owner{}, fmt.Errorf("containers need Linux: %w", err)
	}
	space, err := os.Readlink(spaceFile)
	if err != nil {
		return owner{}, err
	}
	o := owner{pid: os.Getpid(), boot: strings.TrimSpace(string(boot)), space: strings.Trim(space, "pid:[]")}
	_, o.born, err = process(o.pid)
	return o, err
}

// newRun returns an id that no other run has, fit for names of containers.
func newRun() string { return strings.ToLower(rand.Text()[:16]) }

func (o owner) labels(run string) map[string]string {
	return map[string]string{
		labelTorii: "1", labelRun: run,
		labelOwner: fmt.Sprintf("%d@%s", o.pid, o.boot),
		labelBorn:  o.born + "@" + o.space,
	}
}

// ownerOf reads labels; ok is false for labels that torii did not write.
func ownerOf(labels map[string]string) (o owner, ok bool) {
	pid, boot, ok1 := strings.Cut(labels[labelOwner], "@")
	born, space, ok2 := strings.Cut(labels[labelBorn], "@")
	n, err := strconv.Atoi(pid)
	return owner{n, boot, born, space}, ok1 && ok2 && err == nil && n > 0
}

// gone reports whether an owner of this boot and pid namespace has ended. Where that
// cannot be told, it lives.
func (o owner) gone() bool {
	p, err := os.FindProcess(o.pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
		return true
	}
	state, born, err := process(o.pid)
	if err != nil {
		return false // hidden from us, so of another user, so alive
	}
	return born != o.born || state == "Z" || state == "X"
}

// process returns the state letter and the start time of a process, see proc(5).
func process(pid int) (state, born string, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", "", err
	}
	const fromState, tillStart = 0, 19 // fields 3 and 22; the ones before may hold anything, brackets included
	fields := strings.Fields(string(b)[strings.LastIndexByte(string(b), ')')+1:])
	if len(fields) <= tillStart {
		return "", "", fmt.Errorf("/proc/%d/stat has %d fields", pid, len(fields))
	}
	return fields[fromState], fields[tillStart], nil
}
