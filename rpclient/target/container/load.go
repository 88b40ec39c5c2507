package container

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	dc "github.com/ory/dockertest/v3/docker"
)

// imageConfig is what the engine has to know of an image; see the OCI image specification.
type imageConfig struct {
	Architecture string    `json:"architecture"`
	OS           string    `json:"os"`
	Config       dc.Config `json:"config"`
	RootFS       rootFS    `json:"rootfs"`
}

type rootFS struct {
	Type  string   `json:"type"`
	Diffs []string `json:"diff_ids"` // digests of the layers, unpacked
}

// imageManifest lists the files of one image in an archive as of 'docker save'.
type imageManifest struct {
	Config   string
	RepoTags []string
	Layers   []string
}

const (
	fileManifest = "manifest.json"
	fileConfig   = "config.json"
	fileLayer    = "layer.tar"
)

// relayImage makes the image of the relay and returns its name.
func (r run) relayImage(ctx context.Context, program string) (string, error) {
	if err := static(program); err != nil {
		return "", err
	}
	name := r.tag(partRelay)
	if err := load(ctx, r.Client, name, program, dc.Config{Labels: r.label(partRelay)}); err != nil {
		return "", fmt.Errorf("relay image: %w", err)
	}
	return name, nil
}

// load makes an image of nothing but a program. It is loaded as if saved elsewhere, not
// built: that is one step, leaves no images on the way, and bears the labels at once.
func load(ctx context.Context, client *dc.Client, name, program string, config dc.Config) error {
	ctx, cancel := making(ctx)
	defer cancel()
	size := &counter{}
	digest := sha256.New()
	if err := packLayer(io.MultiWriter(digest, size), program); err != nil {
		return err
	}
	config.Entrypoint = []string{"/" + filepath.Base(program)}
	c := imageConfig{runtime.GOARCH, "linux", config, rootFS{"layers", []string{"sha256:" + hex.EncodeToString(digest.Sum(nil))}}}
	files, w := io.Pipe()
	defer func() { _ = files.Close() }()
	go func() { w.CloseWithError(packImage(w, name, program, size.n, c)) }()
	var out bytes.Buffer
	if err := client.LoadImage(dc.LoadImageOptions{InputStream: files, OutputStream: &out, Context: ctx}); err != nil {
		return err
	}
	return nil
}

// counter counts bytes.
type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// packImage writes the archive of an image whose layer has that many bytes.
func packImage(w io.Writer, name, program string, layer int64, c imageConfig) error {
	t := tar.NewWriter(w)
	config, err := json.Marshal(c)
	if err != nil {
		return err
	}
	manifest, err := json.Marshal([]imageManifest{{fileConfig, []string{name}, []string{fileLayer}}})
	if err != nil {
		return err
	}
	if err := addFile(t, fileManifest, manifest); err != nil {
		return err
	}
	if err := addFile(t, fileConfig, config); err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: fileLayer, Mode: 0o644, Size: layer}); err != nil {
		return err
	}
	if err := packLayer(t, program); err != nil {
		return err
	}
	return t.Close()
}

// packLayer writes the file system that holds the program alone.
func packLayer(w io.Writer, program string) error {
	t := tar.NewWriter(w)
	f, err := os.Open(program)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: filepath.Base(program), Mode: 0o755, Size: info.Size()}); err != nil {
		return err
	}
	if _, err := io.Copy(t, f); err != nil {
		return err
	}
	return t.Close()
}

func addFile(t *tar.Writer, name string, content []byte) error {
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
		return err
	}
	_, err := t.Write(content)
	return err
}
