package namespace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"torii/rpclient/target/relay"
)

// order is what the outer process asks of the inner starter, over its standard
// input: an environment may be longer than one variable can hold.
type order struct {
	Path string
	Args []string
	Dir  string
	Env  []string
	Etc  string // folder of the files that are bound over those of /etc
	Ways relay.Config
}

// maxOrder bounds an order, in bytes.
const maxOrder = 4 << 20

func newOrder(c Command, o Options, etc string) (order, error) {
	found := exec.Command(c.Args[0], c.Args[1:]...) // never started; it finds the program
	if found.Err != nil {
		return order{}, found.Err
	}
	dir, env := c.Dir, c.Env
	if env == nil {
		env = os.Environ()
	}
	ways := relay.Config{
		Folder: o.Folder,
		Out:    map[string]string{"127.0.0.1:443": TLSSocket, "127.0.0.1:80": PlainSocket},
		DNS:    map[string]string{"127.0.0.1:53": DNSSocket},
		In:     map[string]string{RPSocket: "127.0.0.1:" + strconv.Itoa(o.Port)},
	}
	maps.Copy(ways.Out, o.Out)
	return order{Path: found.Path, Args: c.Args, Dir: dir, Env: env, Etc: etc, Ways: ways}, nil
}

// clean removes what was made outside for the order, once nothing runs by it.
func (o order) clean() {
	_ = os.RemoveAll(o.Etc)
	_ = os.Remove(filepath.Join(o.Ways.Folder, RPSocket)) // whoever listened there may have removed it
}

func readOrder(from io.Reader) (o order, err error) {
	err = json.NewDecoder(io.LimitReader(from, maxOrder)).Decode(&o)
	return o, err
}

// answer is what the inner starter reports once, when the command runs or cannot.
type answer struct {
	Problem   string // "" if the command runs
	Forbidden bool   // a right was missing
}

// maxAnswer bounds an answer, in bytes.
const maxAnswer = 64 << 10

func newAnswer(err error) answer {
	if err == nil {
		return answer{}
	}
	return answer{Problem: err.Error(), Forbidden: errors.Is(err, os.ErrPermission)}
}

// err returns the answer as an error of Start.
func (a answer) err() error {
	switch {
	case a.Problem == "":
		return nil
	case a.Forbidden:
		return forbidden(a.Problem)
	}
	return errors.New("namespace: " + a.Problem)
}

// forbidden says what right is missing, and how it is had.
func forbidden(problem string) error {
	return fmt.Errorf("%w (%s): run as root with CAP_SYS_ADMIN and CAP_NET_ADMIN, or let ordinary users make user namespaces "+
		"(sysctl user.max_user_namespaces above 0, kernel.unprivileged_userns_clone=1 and "+
		"kernel.apparmor_restrict_unprivileged_userns=0 where these exist; in a container also its seccomp profile)", ErrForbidden, problem)
}
