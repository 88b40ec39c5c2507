package namespace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// arrangeMounts makes what is mounted from here on private and puts the files
// of etc in the place of the machine's.
func arrangeMounts(etc string) error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return os.NewSyscallError("mount / private", err)
	}
	for _, name := range []string{hostsFile, resolvFile, nsswitchFile} {
		if err := bind(filepath.Join(etc, name), filepath.Join("/etc", name)); err != nil {
			return err
		}
	}
	// The name cache answers over a unix socket, from outside.
	for _, dir := range []string{"/run/nscd", "/var/run/nscd"} {
		if err := unix.Mount("none", dir, "tmpfs", 0, "size=4k"); err != nil && !errors.Is(err, unix.ENOENT) {
			return os.NewSyscallError("mount "+dir, err)
		}
	}
	// The process ids inside are new. Where /proc cannot be mounted anew, it
	// shows those outside, which most programs never notice.
	_ = unix.Mount("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	return nil
}

// bind mounts one file over another. A file that is missing is not needed: C
// libraries then ask 127.0.0.1 for every name, as ours would have them do.
func bind(from, over string) error {
	err := unix.Mount(from, over, "", unix.MS_BIND, "")
	if err == nil || errors.Is(err, unix.ENOENT) {
		return nil
	}
	return fmt.Errorf("mount over %s: %w", over, err)
}

// raiseLoopback brings up the one interface of a new network.
func raiseLoopback() error {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("socket", err)
	}
	defer func() { _ = unix.Close(socket) }()
	lo, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	if err := unix.IoctlIfreq(socket, unix.SIOCGIFFLAGS, lo); err != nil {
		return os.NewSyscallError("read flags of lo", err)
	}
	lo.SetUint16(lo.Uint16() | unix.IFF_UP)
	return os.NewSyscallError("bring up lo", unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, lo))
}
