package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/strictyaml"
	"torii/reports/verdict"
)

const (
	actionFile   = ".github/actions/torii/action.yml"
	workflowFile = ".github/workflows/torii.yml"
	gitlabFile   = ".gitlab/torii.yml"
	jobFile      = ".github/kubernetes/job.yaml"
)

// The types below name the keys that the examples use: one that is misspelt is refused.

// step is one step of an action or a job.
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
type step struct {
	ID    string            `yaml:"id"`
	If    string            `yaml:"if"`
	Uses  string            `yaml:"uses"`
	With  map[string]string `yaml:"with"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

type action struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Inputs      map[string]struct {
		Description string `yaml:"description"`
		Default     string `yaml:"default"`
	} `yaml:"inputs"`
	Outputs map[string]struct {
		Description string `yaml:"description"`
		Value       string `yaml:"value"`
	} `yaml:"outputs"`
	Runs struct {
		Using string `yaml:"using"`
		Steps []step `yaml:"steps"`
	} `yaml:"runs"`
}

type workflow struct {
	Name        string            `yaml:"name"`
	On          map[string]any    `yaml:"on"`
	Permissions map[string]string `yaml:"permissions"`
	Jobs        map[string]struct {
		RunsOn   string `yaml:"runs-on"`
		Needs    string `yaml:"needs"`
		If       string `yaml:"if"`
		Timeout  int    `yaml:"timeout-minutes"`
		Strategy struct {
			FailFast bool             `yaml:"fail-fast"`
			Matrix   map[string][]int `yaml:"matrix"`
		} `yaml:"strategy"`
		Steps []step `yaml:"steps"`
	} `yaml:"jobs"`
}

type pipelineJob struct {
	Image     string   `yaml:"image"`
	Stage     string   `yaml:"stage"`
	Parallel  int      `yaml:"parallel"`
	When      string   `yaml:"when"`
	Needs     []string `yaml:"needs"`
	Script    []string `yaml:"script"`
	Artifacts struct {
		When    string            `yaml:"when"`
		Paths   []string          `yaml:"paths"`
		Reports map[string]string `yaml:"reports"`
	} `yaml:"artifacts"`
}

type pipeline struct {
	Variables map[string]string `yaml:"variables"`
	Torii     pipelineJob       `yaml:"torii"`
	Report    pipelineJob       `yaml:"torii-report"`
}

type podContainer struct {
	Name          string              `yaml:"name"`
	Image         string              `yaml:"image"`
	RestartPolicy string              `yaml:"restartPolicy"`
	Args          []string            `yaml:"args"`
	Env           []map[string]string `yaml:"env"`
	VolumeMounts  []map[string]any    `yaml:"volumeMounts"`
}

// indexedJob is a Job whose pods are numbered.
// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
type indexedJob struct {
	APIVersion string            `yaml:"apiVersion"`
	Kind       string            `yaml:"kind"`
	Metadata   map[string]string `yaml:"metadata"`
	Spec       struct {
		CompletionMode        string `yaml:"completionMode"`
		Completions           int    `yaml:"completions"`
		Parallelism           int    `yaml:"parallelism"`
		BackoffLimit          int    `yaml:"backoffLimit"`
		ActiveDeadlineSeconds int    `yaml:"activeDeadlineSeconds"`
		Template              struct {
			Spec struct {
				RestartPolicy   string           `yaml:"restartPolicy"`
				SecurityContext map[string]any   `yaml:"securityContext"`
				InitContainers  []podContainer   `yaml:"initContainers"`
				Containers      []podContainer   `yaml:"containers"`
				Volumes         []map[string]any `yaml:"volumes"`
			} `yaml:"spec"`
		} `yaml:"template"`
	} `yaml:"spec"`
}

// read decodes a file of the repository's root.
func read[T any](t *testing.T, name string) (into T) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", name))
	require.NoError(t, err)
	_, err = strictyaml.Decode(name, b, &into)
	require.NoError(t, err)
	return into
}

var inputWord = regexp.MustCompile(`inputs\.([a-z0-9_-]+)`)

func TestActionUsesItsInputsSafely(t *testing.T) {
	a := read[action](t, actionFile)
	require.Equal(t, "composite", a.Runs.Using)
	used := map[string]bool{}
	for i, s := range a.Runs.Steps {
		assert.NotEqual(t, s.Uses == "", s.Run == "", "step %d is either an action or a script", i)
		assert.NotContains(t, s.Run, "${{", "step %d: what a caller gives reaches a script by its environment only", i)
		if s.Run != "" {
			assert.Equal(t, "bash", s.Shell, "step %d", i)
		}
		for _, words := range append(slices.Collect(maps.Values(s.Env)), append(slices.Collect(maps.Values(s.With)), s.If)...) {
			for _, m := range inputWord.FindAllStringSubmatch(words, -1) {
				used[m[1]] = true
			}
		}
	}
	assert.ElementsMatch(t, slices.Collect(maps.Keys(a.Inputs)), slices.Collect(maps.Keys(used)))
}

func TestWorkflowFitsTheAction(t *testing.T) {
	a, w := read[action](t, actionFile), read[workflow](t, workflowFile)
	assert.Equal(t, map[string]string{"contents": "read"}, w.Permissions)
	for name, job := range w.Jobs {
		assert.Positive(t, job.Timeout, "%s has a deadline", name)
		if job.Needs != "" {
			assert.Contains(t, w.Jobs, job.Needs)
		}
		for _, s := range job.Steps {
			if s.Uses != "./"+filepath.ToSlash(filepath.Dir(actionFile)) {
				continue
			}
			for input := range s.With {
				assert.Contains(t, a.Inputs, input, name)
			}
			if parts := job.Strategy.Matrix["part"]; len(parts) > 0 {
				assert.Equal(t, fmt.Sprintf("${{ matrix.part }}/%d", len(parts)), s.With["shard"])
			}
		}
	}
}

// stub stands in for torii: it tells its words, writes a summary, and ends as told.
const stub = `#!/usr/bin/env bash
printf '%s\n' "$@" >>"$STUB_TOLD"
while [ $# -gt 1 ]; do
  if [ "$1" = --out ]; then mkdir -p "$2" && echo '# 合格' >"$2/summary.md"; fi
  shift
done
exit "${STUB_EXIT:-0}"
`

// stubGo stands in for the compiler: what it builds is the stub.
const stubGo = `#!/usr/bin/env bash
printf '%s\n' "$@" >>"$STUB_TOLD.go"
while [ $# -gt 1 ]; do
  if [ "$1" = -o ]; then cp "$STUB" "$2"; fi
  shift
done
`

// shop is a working directory with the stubs.
type shop struct{ dir string }

func newShop(t *testing.T) shop {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the scripts are for bash")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the scripts are for bash: ", err)
	}
	s := shop{t.TempDir()}
	require.NoError(t, os.Mkdir(filepath.Join(s.dir, "bin"), 0o755))
	for name, text := range map[string]string{"stub": stub, "bin/go": stubGo} {
		require.NoError(t, os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o755))
	}
	return s
}

// bash runs a script as GitHub does.
func (s shop) bash(t *testing.T, script string, env map[string]string) (output string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(s.dir, "bin")+":"+os.Getenv("PATH"), "RUNNER_TEMP="+s.dir,
		"GITHUB_ACTION_PATH=/checkout/.github/actions/torii", "STUB="+s.path("stub"), "STUB_TOLD="+s.path("told"),
		"GITHUB_OUTPUT="+s.path("output"), "GITHUB_STEP_SUMMARY="+s.path("summary"))
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, _ := cmd.CombinedOutput()
	return string(out), cmd.ProcessState.ExitCode()
}

func (s shop) path(name string) string { return filepath.Join(s.dir, name) }

// told returns what a file of the shop holds, a line a word.
func (s shop) told(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile(s.path(name))
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

func stepNamed(t *testing.T, id string) step {
	t.Helper()
	steps := read[action](t, actionFile).Runs.Steps
	at := slices.IndexFunc(steps, func(s step) bool { return s.ID == id })
	require.NotEqual(t, -1, at, id)
	return steps[at]
}

type judgeTest struct {
	name string
	env  map[string]string
	want []string
}

func (tt judgeTest) run(t *testing.T) {
	s := newShop(t)
	env := map[string]string{"TORII_BINARY": s.path("stub"), "TORII_OUT": "out dir", "TORII_SALT": "17", "TORII_STRICT": "false", "STUB_EXIT": "1"}
	judge := stepNamed(t, "judge")
	for name := range judge.Env {
		if _, ok := env[name]; !ok {
			env[name] = ""
		}
	}
	maps.Copy(env, tt.env)
	out, code := s.bash(t, judge.Run, env)
	assert.Equal(t, 1, code, "the gate's exit is the step's: %s", out)
	assert.Equal(t, tt.want, s.told(t, "told"))
	_, code = s.bash(t, stepNamed(t, "summary").Run, env)
	assert.Zero(t, code)
	assert.Equal(t, []string{"# 合格"}, s.told(t, "summary"))
}

func TestActionJudges(t *testing.T) {
	for _, tt := range []judgeTest{
		{"nothing given", nil, []string{"run", "--out", "out dir", "--salt", "17"}},
		{"everything given",
			map[string]string{"TORII_RP": "my shop/torii.yaml", "TORII_PROVIDER": "line,google", "TORII_TAGS": "@line && ~@error", "TORII_SHARD": "2/4",
				"TORII_EXPECTED": "$(id).yaml", "TORII_STRICT": "true"},
			[]string{"run", "--out", "out dir", "--salt", "17", "--rp", "my shop/torii.yaml", "--provider", "line,google", "--tags", "@line && ~@error",
				"--shard", "2/4", "--expected", "$(id).yaml", "--strict"}},
		{"parts to join", map[string]string{"TORII_MERGE": "bin", "TORII_RP": "torii.yaml"}, []string{"report", "merge", "--partial", "--out", "out dir", "bin/go"}},
		{"parts to join, strictly", map[string]string{"TORII_MERGE": "bin", "TORII_STRICT": "true"},
			[]string{"report", "merge", "--partial", "--out", "out dir", "--strict", "bin/go"}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestActionWithoutReports(t *testing.T) {
	out, code := newShop(t).bash(t, stepNamed(t, "summary").Run, map[string]string{"TORII_OUT": "nowhere"})
	assert.Zero(t, code, "a run that wrote nothing has told why already: %s", out)
}

func TestActionGetsTorii(t *testing.T) {
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(stub)) }))
	t.Cleanup(served.Close)
	sum := sha256.Sum256([]byte(stub))
	get := stepNamed(t, "get").Run

	s := newShop(t)
	_, code := s.bash(t, get, map[string]string{"TORII_BINARY": "", "TORII_URL": ""})
	assert.Zero(t, code)
	assert.Equal(t, []string{"build", "-C", "/checkout/.github/actions/torii/../../..", "-trimpath", "-o", s.path("torii"), "./cmd/torii"}, s.told(t, "told.go"))
	assert.Equal(t, []string{"binary=" + s.path("torii")}, s.told(t, "output"))

	s = newShop(t)
	_, code = s.bash(t, get, map[string]string{"TORII_BINARY": "/opt/torii"})
	assert.Zero(t, code)
	assert.Equal(t, []string{"binary=/opt/torii"}, s.told(t, "output"))

	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("downloads by curl: ", err)
	}
	s = newShop(t)
	out, code := s.bash(t, get, map[string]string{"TORII_BINARY": "", "TORII_URL": served.URL, "TORII_SHA256": hex.EncodeToString(sum[:])})
	assert.Zero(t, code, out)
	assert.Equal(t, []string{"binary=" + s.path("torii")}, s.told(t, "output"))

	s = newShop(t)
	out, code = s.bash(t, get, map[string]string{"TORII_BINARY": "", "TORII_URL": served.URL, "TORII_SHA256": hex.EncodeToString(make([]byte, 32))})
	assert.NotZero(t, code, "another binary than the one named is not run: %s", out)
	assert.NoFileExists(t, s.path("output"))
}

func TestGitLabPipeline(t *testing.T) {
	p := read[pipeline](t, gitlabFile)
	assert.Equal(t, []string{"torii"}, p.Report.Needs)
	s := newShop(t)
	env := map[string]string{"CI_PIPELINE_ID": "17", "CI_NODE_INDEX": "3", "CI_NODE_TOTAL": fmt.Sprint(p.Torii.Parallel), "TORII_RP": "my shop/torii.yaml"}
	out, code := s.bash(t, strings.Join(p.Torii.Script, "\n"), env)
	require.Zero(t, code, out)
	out, code = s.bash(t, strings.Join(p.Report.Script, "\n"), env)
	require.Zero(t, code, out)
	assert.Equal(t, []string{"run", "--rp", "my shop/torii.yaml", "--salt", "17", "--shard", "3/4", "--out", "parts/3",
		"report", "merge", "--partial", "--out", "torii-report", "parts/3"}, s.told(t, "told"))
}

// TestIndexedJobCoversEveryRow runs the words of every pod, against the reference RP.
func TestIndexedJobCoversEveryRow(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("runs the rows of LINE twice, which the race detector meets in other tests")
	}
	job := read[indexedJob](t, jobFile).Spec
	assert.Equal(t, "Indexed", job.CompletionMode)
	assert.Equal(t, job.Completions, job.Parallelism)
	dir := t.TempDir()
	merging := []string{"report", "merge", "--out", filepath.Join(dir, "all")}
	for i := range job.Completions {
		line := strings.Join(job.Template.Spec.Containers[0].Args, "\x00")
		line = strings.NewReplacer("$(JOB_COMPLETION_INDEX)", fmt.Sprint(i), "/reports/", dir+"/", "--rp\x00/rp/torii.yaml", "--provider\x00line").Replace(line)
		o := call(t, strings.Split(line, "\x00")...)
		require.Equal(t, verdict.Open, o.gate, "%s %s", o.stdout, o.stderr)
		merging = append(merging, filepath.Join(dir, fmt.Sprint(i)))
	}
	merged := call(t, merging...)
	require.Equal(t, verdict.Open, merged.gate, merged.stderr)
	whole := call(t, "run", "--provider", "line", "--out", filepath.Join(dir, "whole"))
	lines := strings.Split(strings.TrimSpace(whole.stdout), "\n")
	assert.Contains(t, merged.stdout, lines[len(lines)-1])
}
