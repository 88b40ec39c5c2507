package container

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	dc "github.com/ory/dockertest/v3/docker"
	"github.com/ory/dockertest/v3/docker/pkg/archive"
)

const (
	fileDockerfile = "Dockerfile"
	fileIgnored    = ".dockerignore"
)

// folderImage builds a folder's Dockerfile and returns the image's name.
func (r run) folderImage(ctx context.Context, folder string, printed func(string)) (string, error) {
	if _, err := os.Stat(filepath.Join(folder, fileDockerfile)); err != nil {
		return "", fmt.Errorf("build: %w", err)
	}
	files, err := packFolder(folder, r.label(partRP))
	if err != nil {
		return "", fmt.Errorf("build %s: %w", folder, err)
	}
	defer drain(files)
	name, err := r.build(ctx, partRP, files, newLines(printed))
	if err != nil && strings.Contains(err.Error(), "BuildKit") {
		err = fmt.Errorf("%w\nbuild it with 'docker build', and name the image instead of its folder", err)
	}
	return name, err
}

// packFolder returns the folder as the engine wants it, without what .dockerignore names.
func packFolder(folder string, labels map[string]string) (io.ReadCloser, error) {
	ignored, err := os.ReadFile(filepath.Join(folder, fileIgnored))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var exclude []string
	for line := range strings.Lines(string(ignored)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			exclude = append(exclude, line)
		}
	}
	// The engine needs both files, whatever is ignored.
	exclude = append(exclude, "!"+fileDockerfile, "!"+fileIgnored)
	files, err := archive.TarWithOptions(folder, &archive.TarOptions{ExcludePatterns: exclude})
	if err != nil {
		return nil, err
	}
	return archive.ReplaceFileTarWrapper(files, map[string]archive.TarModifierFunc{
		fileDockerfile: func(_ string, header *tar.Header, content io.Reader) (*tar.Header, []byte, error) {
			if header == nil {
				return nil, nil, fmt.Errorf("no file %s", fileDockerfile)
			}
			b, err := io.ReadAll(content)
			return header, []byte(labelStages(string(b), labels)), err
		},
	}), nil
}

// build makes an image of a packed folder and returns its name.
func (r run) build(ctx context.Context, part string, files io.Reader, out *lines) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, buildWithin)
	defer cancel()
	name := r.tag(part)
	err := r.BuildImage(dc.BuildImageOptions{
		Name: name, InputStream: files, OutputStream: out, Context: ctx,
		RmTmpContainer: true, ForceRmTmpContainer: true,
	})
	out.flush()
	if ctx.Err() != nil {
		err = errors.Join(err, r.quiet(context.WithoutCancel(ctx)))
	}
	if err != nil {
		return "", fmt.Errorf("build of the %s image: %w\n%s", part, err, out)
	}
	return name, nil
}

// drain reads what the engine left of a packed folder, and lets the packer end: it logs
// a reader that goes away.
func drain(files io.ReadCloser) {
	go func() {
		_, _ = io.Copy(io.Discard, files)
		_ = files.Close()
	}()
}

// present makes sure that an image is in the engine.
func (r run) present(ctx context.Context, image string) error {
	err := bounded(ctx, func() error {
		_, err := r.InspectImage(image)
		return err
	})
	if errors.Is(err, dc.ErrNoSuchImage) {
		return fmt.Errorf("image %s is not in the engine: get it with 'docker pull %s', or name the folder of its Dockerfile", image, image)
	}
	return err
}
