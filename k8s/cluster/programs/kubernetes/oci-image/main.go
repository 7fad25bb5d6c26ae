// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

// Command oci-image writes an image as an OCI archive from files, for the cluster's containerd: the layers of a
// base image, if any, and one more.
//
//	oci-image -name REPOSITORY:TAG [-base ARCHIVE] [-layer TAR] [-add SOURCE=TARGET[=USER]]... [-env K=V]...
//	    [-user USER] [-workdir DIR] [-entrypoint WORD]... ARCHIVE
//
// -layer takes a root file system as a tar archive as it is; -add puts a file or folder, links followed, into a layer
// of its own, in the order of names and without times, so that the same files give the same bytes.
package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

type many []string

func (m *many) String() string         { return strings.Join(*m, " ") }
func (m *many) Set(value string) error { *m = append(*m, value); return nil }

type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

type manifest struct {
	SchemaVersion int          `json:"schemaVersion"`
	MediaType     string       `json:"mediaType"`
	Config        descriptor   `json:"config"`
	Layers        []descriptor `json:"layers"`
}

type index struct {
	SchemaVersion int          `json:"schemaVersion"`
	Manifests     []descriptor `json:"manifests"`
}

type runConfig struct {
	User       string   `json:"User,omitempty"`
	Env        []string `json:"Env,omitempty"`
	Entrypoint []string `json:"Entrypoint,omitempty"`
	WorkingDir string   `json:"WorkingDir,omitempty"`
}

type image struct {
	Architecture string    `json:"architecture"`
	OS           string    `json:"os"`
	Config       runConfig `json:"config"`
	RootFS       struct {
		Type    string   `json:"type"`
		DiffIDs []string `json:"diff_ids"`
	} `json:"rootfs"`
}

// blob is content by its digest; its bytes are in memory or in a file.
type blob struct {
	digest string
	size   int64
	bytes  []byte
	file   string
}

func (b blob) open() (io.ReadCloser, error) {
	if b.file == "" {
		return io.NopCloser(bytes.NewReader(b.bytes)), nil
	}
	return os.Open(b.file)
}

func main() {
	log.SetFlags(0)
	var adds, env, entrypoint many
	name := flag.String("name", "", "")
	base := flag.String("base", "", "")
	layer := flag.String("layer", "", "")
	user := flag.String("user", "", "")
	workdir := flag.String("workdir", "", "")
	flag.Var(&adds, "add", "")
	flag.Var(&env, "env", "")
	flag.Var(&entrypoint, "entrypoint", "")
	flag.Parse()
	if *name == "" || flag.NArg() != 1 {
		log.Fatal("oci-image: -name and an archive are needed")
	}
	if err := write(flag.Arg(0), *name, *base, *layer, adds, runConfig{*user, env, entrypoint, *workdir}); err != nil {
		log.Fatalf("oci-image: %v", err)
	}
}

func write(archive, name, base, layer string, adds []string, run runConfig) error {
	result := image{Architecture: runtime.GOARCH, OS: "linux"}
	result.RootFS.Type = "layers"
	temporary, err := os.MkdirTemp(filepath.Dir(archive), "oci-image")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temporary)

	var layers []blob
	if base != "" {
		if layers, err = read(base, temporary, &result); err != nil {
			return err
		}
	}
	if layer != "" {
		added, err := fileBlob(layer)
		if err != nil {
			return err
		}
		layers = append(layers, added)
	}
	if len(adds) > 0 {
		file := filepath.Join(temporary, "added")
		if err := makeLayer(file, adds); err != nil {
			return err
		}
		added, err := fileBlob(file)
		if err != nil {
			return err
		}
		layers = append(layers, added)
	}
	result.Config = over(result.Config, run)
	result.RootFS.DiffIDs = nil
	for _, each := range layers { // nothing is compressed, so a layer is its own difference
		result.RootFS.DiffIDs = append(result.RootFS.DiffIDs, each.digest)
	}
	return pack(archive, name, result, layers)
}

// over gives what the image states over what its base does.
func over(base, own runConfig) runConfig {
	base.Env = append(base.Env, own.Env...)
	if own.User != "" {
		base.User = own.User
	}
	if own.WorkingDir != "" {
		base.WorkingDir = own.WorkingDir
	}
	if len(own.Entrypoint) > 0 {
		base.Entrypoint = own.Entrypoint
	}
	return base
}

func pack(archive, name string, config image, layers []blob) error {
	configBlob, err := jsonBlob(config)
	if err != nil {
		return err
	}
	content := manifest{
		SchemaVersion: 2,
		MediaType:     "application/vnd.oci.image.manifest.v1+json",
		Config:        descriptor{"application/vnd.oci.image.config.v1+json", configBlob.digest, configBlob.size, nil},
	}
	for _, each := range layers {
		content.Layers = append(content.Layers,
			descriptor{"application/vnd.oci.image.layer.v1.tar", each.digest, each.size, nil})
	}
	manifestBlob, err := jsonBlob(content)
	if err != nil {
		return err
	}
	top := descriptor{content.MediaType, manifestBlob.digest, manifestBlob.size, map[string]string{
		"io.containerd.image.name":          name,
		"org.opencontainers.image.ref.name": name[strings.LastIndex(name, ":")+1:],
	}}
	indexBlob, err := jsonBlob(index{2, []descriptor{top}})
	if err != nil {
		return err
	}
	out, err := os.Create(archive)
	if err != nil {
		return err
	}
	defer out.Close()
	files := tar.NewWriter(out)
	layout, err := jsonBlob(map[string]string{"imageLayoutVersion": "1.0.0"})
	if err != nil {
		return err
	}
	if err := put(files, "oci-layout", layout); err != nil {
		return err
	}
	if err := put(files, "index.json", indexBlob); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, each := range append([]blob{manifestBlob, configBlob}, layers...) {
		if seen[each.digest] {
			continue
		}
		seen[each.digest] = true
		if err := put(files, "blobs/"+strings.Replace(each.digest, ":", "/", 1), each); err != nil {
			return err
		}
	}
	if err := files.Close(); err != nil {
		return err
	}
	return out.Close()
}

func put(files *tar.Writer, name string, content blob) error {
	if err := files.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: content.size}); err != nil {
		return err
	}
	in, err := content.open()
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(files, in)
	return err
}

func jsonBlob(value any) (blob, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return blob{}, err
	}
	sum := sha256.Sum256(text)
	return blob{digest: "sha256:" + hex.EncodeToString(sum[:]), size: int64(len(text)), bytes: text}, nil
}

func fileBlob(file string) (blob, error) {
	in, err := os.Open(file)
	if err != nil {
		return blob{}, err
	}
	defer in.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, in)
	if err != nil {
		return blob{}, err
	}
	return blob{digest: "sha256:" + hex.EncodeToString(sum.Sum(nil)), size: size, file: file}, nil
}

// read takes the layers and settings of an archive that this program wrote.
func read(archive, folder string, into *image) ([]blob, error) {
	in, err := os.Open(archive)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	small := map[string][]byte{}
	large := map[string]string{}
	for files := tar.NewReader(in); ; {
		header, err := files.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", archive, err)
		}
		name := strings.Replace(strings.TrimPrefix(header.Name, "blobs/"), "/", ":", 1)
		if header.Size < 1<<20 {
			if small[name], err = io.ReadAll(files); err != nil {
				return nil, err
			}
			continue
		}
		large[name] = filepath.Join(folder, strings.Replace(name, ":", "-", 1))
		out, err := os.Create(large[name])
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(out, files); err != nil {
			return nil, err
		}
		if err := out.Close(); err != nil {
			return nil, err
		}
	}
	var top index
	var content manifest
	if err := json.Unmarshal(small["index.json"], &top); err != nil || len(top.Manifests) != 1 {
		return nil, fmt.Errorf("%s is no OCI archive of one image", archive)
	}
	if err := json.Unmarshal(small[top.Manifests[0].Digest], &content); err != nil {
		return nil, fmt.Errorf("%s: its manifest: %w", archive, err)
	}
	if err := json.Unmarshal(small[content.Config.Digest], into); err != nil {
		return nil, fmt.Errorf("%s: its configuration: %w", archive, err)
	}
	var layers []blob
	for _, each := range content.Layers {
		layers = append(layers, blob{each.Digest, each.Size, small[each.Digest], large[each.Digest]})
	}
	return layers, nil
}

func makeLayer(file string, adds []string) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	files := tar.NewWriter(out)
	made := map[string]bool{}
	for _, add := range adds {
		parts := strings.Split(add, "=")
		if len(parts) < 2 {
			return fmt.Errorf("-add %s (expected: SOURCE=TARGET or SOURCE=TARGET=USER)", add)
		}
		user := 0
		if len(parts) > 2 {
			if user, err = strconv.Atoi(parts[2]); err != nil {
				return fmt.Errorf("-add %s: the user is no number", add)
			}
		}
		if err := addTree(files, parts[0], strings.Trim(parts[1], "/"), user, made); err != nil {
			return err
		}
	}
	if err := files.Close(); err != nil {
		return err
	}
	return out.Close()
}

func addTree(files *tar.Writer, source, target string, user int, made map[string]bool) error {
	if err := addParents(files, path.Dir(target), made); err != nil {
		return err
	}
	source, err := filepath.EvalSymlinks(source)
	if err != nil {
		return err
	}
	return filepath.WalkDir(source, func(file string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		within, err := filepath.Rel(source, file)
		if err != nil {
			return err
		}
		return addFile(files, file, path.Join(target, filepath.ToSlash(within)), user, made)
	})
}

func addParents(files *tar.Writer, folder string, made map[string]bool) error {
	if folder == "." || made[folder] {
		return nil
	}
	if err := addParents(files, path.Dir(folder), made); err != nil {
		return err
	}
	made[folder] = true
	return files.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: folder + "/", Mode: 0o755})
}

func addFile(files *tar.Writer, file, target string, user int, made map[string]bool) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	header := &tar.Header{Name: target, Uid: user, Gid: user, Mode: 0o644}
	if info.IsDir() {
		if made[target] {
			return nil
		}
		made[target] = true
		header.Typeflag, header.Name, header.Mode = tar.TypeDir, target+"/", 0o755
		return files.WriteHeader(header)
	}
	if info.Mode()&0o111 != 0 {
		header.Mode = 0o755
	}
	header.Size = info.Size()
	if err := files.WriteHeader(header); err != nil {
		return err
	}
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(files, in)
	return err
}
