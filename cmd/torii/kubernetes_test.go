package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/strictyaml"
)

const serveFile = ".github/kubernetes/serve.yaml"

// object is a part of the manifest, as far as it is held here.
type object struct {
	APIVersion string         `yaml:"apiVersion"`
	Kind       string         `yaml:"kind"`
	Metadata   map[string]any `yaml:"metadata"`
	Spec       struct {
		Replicas int               `yaml:"replicas"`
		Strategy map[string]string `yaml:"strategy"`
		Selector map[string]any    `yaml:"selector"`
		Template struct {
			Metadata map[string]any `yaml:"metadata"`
			Spec     struct {
				Automount       bool           `yaml:"automountServiceAccountToken"`
				SecurityContext map[string]any `yaml:"securityContext"`
				Containers      []struct {
					Name  string           `yaml:"name"`
					Image string           `yaml:"image"`
					Args  []string         `yaml:"args"`
					Env   []map[string]any `yaml:"env"`
					Ports []struct {
						Name          string `yaml:"name"`
						ContainerPort int    `yaml:"containerPort"`
					} `yaml:"ports"`
					ReadinessProbe struct {
						HTTPGet map[string]string `yaml:"httpGet"`
						Period  int               `yaml:"periodSeconds"`
					} `yaml:"readinessProbe"`
					Resources       map[string]any `yaml:"resources"`
					SecurityContext map[string]any `yaml:"securityContext"`
				} `yaml:"containers"`
			} `yaml:"spec"`
		} `yaml:"template"`
		Ports       []map[string]any `yaml:"ports"`
		PodSelector map[string]any   `yaml:"podSelector"`
		PolicyTypes []string         `yaml:"policyTypes"`
		Ingress     []map[string]any `yaml:"ingress"`
		Egress      []map[string]any `yaml:"egress"`
	} `yaml:"spec"`
}

func TestTheManifestOfSharedMocksFitsServe(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", serveFile))
	require.NoError(t, err)
	kinds := map[string]object{}
	for part := range strings.SplitSeq(string(b), "\n---\n") {
		var o object
		_, err := strictyaml.Decode(serveFile, []byte(part), &o)
		require.NoError(t, err)
		kinds[o.Kind] = o
	}
	deployment := kinds["Deployment"].Spec
	require.Equal(t, 1, deployment.Replicas)
	require.Equal(t, "Recreate", deployment.Strategy["type"])
	pod := deployment.Template.Spec.Containers[0]
	require.Equal(t, "/health", pod.ReadinessProbe.HTTPGet["path"])
	require.Equal(t, "control", pod.ReadinessProbe.HTTPGet["port"])
	for _, kind := range []string{"Service", "NetworkPolicy"} {
		require.Contains(t, kinds, kind)
		assert.Equal(t, kinds["Deployment"].Metadata, kinds[kind].Metadata)
	}
	t.Setenv("TORII_CONTROL_TOKEN", "a-token-of-the-secret-of-the-cluster")
	args := strings.NewReplacer("0.0.0.0:9400", "127.0.0.1:0", "0.0.0.0:9401", "127.0.0.1:0").Replace(strings.Join(pod.Args, "\x00"))
	var f serveFlags
	c := serveCommand()
	require.NoError(t, c.ParseFlags(strings.Split(args, "\x00")[1:]))
	f.token = c.Flag("control-token").Value.String()
	f.Listen, f.Control, f.Origin = c.Flag("listen").Value.String(), c.Flag("control").Value.String(), c.Flag("origin").Value.String()
	s, err := f.open(io.Discard)
	require.NoError(t, err)
	ended := make(chan error, 1)
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	defer end()
	go func() { ended <- s.Run(ctx) }()
	res, err := http.Get("http://" + s.ControlAddress() + pod.ReadinessProbe.HTTPGet["path"])
	require.NoError(t, err)
	said, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusOK, res.StatusCode, "a probe has no token")
	require.JSONEq(t, `{"status":"ok"}`, string(said), "and is told nothing else")
	end()
	require.NoError(t, <-ended)
}
