#!/usr/bin/env python3
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Leat's image as an OCI archive, made of files alone: no daemon, no root, no network.

k8s/build-image calls this; it needs Python 3.9 and nothing beyond its standard library.

  oci.py has-flink BASE...     prints "yes" if the bases hold Flink, "no" if not
  oci.py labels JAR            prints the labels of an image with this job jar, KEY=VALUE a line
  oci.py build ...             writes the archive; see --help

The same input gives the same bytes: layers are tar files in the order of their names, owned by root but for what
the job writes, of the time that the job jar states. They are not compressed, as what gzip makes depends on its
version; what pushes an image compresses it.
"""

import argparse
import datetime
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = "opt/flink"
USER = 9999  # flink, in the official image too
MACHINES = {62: "amd64", 183: "arm64"}  # e_machine in the header of an ELF file

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"


class BadInput(Exception):
    """What the user gave cannot become an image; the message says what was expected."""


# --- Bases ----------------------------------------------------------------------------------------


class Layer:
    """A layer that exists: how it is described, and how it is read."""

    def __init__(self, descriptor, diff_id, open_blob):
        self.descriptor = descriptor
        self.diff_id = diff_id
        self.open_blob = open_blob

    def compression(self):
        media_type = self.descriptor["mediaType"]
        if media_type.endswith((".tar", "diff.tar")):
            return ""
        return "gz" if media_type.endswith(("+gzip", ".gzip")) else None


class Content:
    """What the layers of a base hold together, as far as it is asked for."""

    def __init__(self):
        self.names = {}  # path -> whether it is a folder
        self.texts = {}  # path -> bytes of small files that are looked at
        self.machine = None

    def add(self, layer, source):
        mode = layer.compression()
        if mode is None:
            raise BadInput(
                f"{source}: a layer of type {layer.descriptor['mediaType']}"
                " (expected: layers as tar or tar+gzip, as `skopeo copy --dest-compress-format gzip` writes them)"
            )
        with layer.open_blob() as blob, tarfile.open(fileobj=blob, mode=f"r|{mode}") as tar:
            for member in tar:
                self._member(plain(member.name), member, tar)

    def _member(self, name, member, tar):
        folder, _, last = name.rpartition("/")
        if last == ".wh..wh..opq":
            self._remove(folder + "/")
        elif last.startswith(".wh."):
            gone = (folder + "/" if folder else "") + last[len(".wh.") :]
            self.names.pop(gone, None)
            self._remove(gone + "/")
        elif name:
            self.names[name] = member.isdir()
            if member.isfile() and (name in ("etc/passwd", "etc/group") or name.endswith("/release")):
                self.texts[name] = tar.extractfile(member).read(1 << 20)
            elif member.isfile() and name.endswith("bin/java"):
                header = tar.extractfile(member).read(20)
                if header[:4] == b"\x7fELF":
                    self.machine = int.from_bytes(header[18:20], "little")

    def _remove(self, prefix):
        for name in [n for n in self.names if n.startswith(prefix)]:
            del self.names[name]

    def flink(self):
        """The version of the Flink in it, or None."""
        for name in self.names:
            if name.startswith(HOME + "/lib/flink-dist-") and name.endswith(".jar"):
                return name[len(HOME + "/lib/flink-dist-") : -len(".jar")]
        return None


class Base:
    """One platform's root file system, with what its image says of it."""

    def __init__(self, source, platform, layers, config):
        self.source = source
        self.layers = layers
        self.config = config
        self.content = Content()
        for layer in layers:
            self.content.add(layer, source)
        self.platform = platform or self._platform()
        self._check()

    def _platform(self):
        machine = MACHINES.get(self.content.machine)
        if machine is None:
            raise BadInput(
                f"{self.source}: no bin/java for amd64 or arm64 in it"
                " (expected: a root file system with a Java runtime of version 17 or newer)"
            )
        return {"architecture": machine, "os": "linux"}

    def _check(self):
        names = self.content.names
        if not any(name.endswith("bin/java") for name in names):
            raise BadInput(f"{self.source}: no java in it (expected: a Java runtime of version 17 or newer)")
        for name, text in self.content.texts.items():
            if name.endswith("/release") and name[: -len("release")] + "bin/java" in names:
                major = java_version(text.decode("utf-8", "replace"))
                if major is not None and major < 17:
                    raise BadInput(f"{self.source}: /{name} says Java {major} (expected: 17 or newer)")
        if "bin/bash" not in names and "usr/bin/bash" not in names:
            raise BadInput(f"{self.source}: no bash in it (expected: bash, which Flink's scripts are written for)")

    def key(self):
        variant = self.platform.get("variant")
        return self.platform["os"] + "/" + self.platform["architecture"] + (f"/{variant}" if variant else "")


def java_version(release):
    for line in release.splitlines():
        if line.startswith("JAVA_VERSION="):
            parts = line.split("=", 1)[1].strip('"').split(".")
            major = parts[1] if parts[0] == "1" and len(parts) > 1 else parts[0]
            digits = "".join(c for c in major if c.isdigit())
            return int(digits) if digits else None
    return None


def plain(name):
    """A path as it is compared: ./usr/bin/ and /usr/bin are usr/bin."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def bases(paths):
    found = {}
    for path in paths:
        for base in read_base(path):
            other = found.get(base.key())
            if other is not None:
                raise BadInput(f"{path}: for {base.key()}, as {other.source} is (expected: one base a platform)")
            found[base.key()] = base
    with_flink = {base.content.flink() is not None for base in found.values()}
    if len(with_flink) > 1:
        raise BadInput("some of the bases hold Flink and others do not (expected: all or none of them)")
    return [found[key] for key in sorted(found)]


def read_base(path):
    if os.path.isdir(path):
        if not os.path.exists(os.path.join(path, "oci-layout")):
            raise BadInput(
                f"{path}: a folder without oci-layout (expected: a root file system as a tar file, an OCI layout or"
                " an OCI archive)"
            )
        return images(path, lambda name: open(os.path.join(path, *name.split("/")), "rb"))
    try:
        with tarfile.open(path) as tar:
            first = {plain(member.name) for member in tar}
    except (OSError, EOFError, tarfile.TarError) as e:
        raise BadInput(
            f"{path}: cannot be read: {reason(e)} (expected: a root file system as a tar file, an OCI layout or an"
            " OCI archive)"
        ) from e
    if "oci-layout" in first:
        return images(path, lambda name: Member(path, name))
    if "manifest.json" in first:
        raise BadInput(
            f"{path}: an archive as older `docker save` writes it (expected: an OCI archive, such as"
            " `skopeo copy docker-archive:IN oci-archive:OUT` makes of it, or a root file system as a tar file)"
        )
    return [root_file_system(path)]


class Member(io.BufferedReader):
    """A file in a tar file that closes both."""

    def __init__(self, path, name):
        self._tar = tarfile.open(path)
        names = {plain(member.name): member for member in self._tar}
        if name not in names:
            self._tar.close()
            raise FileNotFoundError(2, "no such file in the archive", name)
        super().__init__(self._tar.extractfile(names[name]))

    def close(self):
        super().close()
        self._tar.close()


def images(path, open_file):
    """Every Linux image of an OCI layout that Leat's libraries have native code for."""

    def document(name):
        with open_file(name) as f:
            return json.load(f)

    def blob(descriptor):
        algorithm, digest = descriptor["digest"].split(":", 1)
        return f"blobs/{algorithm}/{digest}"

    def manifests(index):
        for descriptor in index["manifests"]:
            content = document(blob(descriptor))
            if "manifests" in content:
                yield from manifests(content)
            elif "layers" in content and "config" in content:
                yield content

    def image(manifest):
        config = document(blob(manifest["config"]))
        layers = [
            Layer(dict(mediaType=oci_type(d["mediaType"]), digest=d["digest"], size=d["size"]), diff_id, opener(d))
            for d, diff_id in zip(manifest["layers"], config["rootfs"]["diff_ids"])
        ]
        platform = {k: config[k] for k in ("architecture", "os", "variant") if k in config}
        return Base(path, platform, layers, config)

    def opener(descriptor):
        return lambda: open_file(blob(descriptor))

    try:
        # What states no platform, or "unknown", is a signature or an attestation.
        usable = [
            manifest
            for manifest in manifests(document("index.json"))
            for config in [document(blob(manifest["config"]))]
            if config.get("os") == "linux" and config.get("architecture") in MACHINES.values()
        ]
        if not usable:
            raise BadInput(f"{path}: no image for linux/amd64 or linux/arm64 in it (expected: at least one)")
        return [image(manifest) for manifest in usable]
    except (OSError, KeyError, ValueError, TypeError, tarfile.TarError) as e:
        raise BadInput(f"{path}: not an OCI image layout: {reason(e)} (expected: index.json and all its blobs)") from e


def oci_type(media_type):
    """Docker's names for the same."""
    return {
        "application/vnd.docker.image.rootfs.diff.tar.gzip": LAYER + "+gzip",
        "application/vnd.docker.image.rootfs.diff.tar": LAYER,
    }.get(media_type, media_type)


def root_file_system(path):
    with open(path, "rb") as f:
        gzipped = f.read(2) == b"\x1f\x8b"
    size, digest = measured(lambda: open(path, "rb"))
    diff_id = measured(lambda: gzip.open(path, "rb"))[1] if gzipped else digest
    media_type = LAYER + ("+gzip" if gzipped else "")
    layer = Layer(dict(mediaType=media_type, digest=digest, size=size), diff_id, lambda: open(path, "rb"))
    return Base(path, None, [layer], {})


def measured(open_file):
    size, sha256 = 0, hashlib.sha256()
    with open_file() as f:
        while chunk := f.read(1 << 20):
            size += len(chunk)
            sha256.update(chunk)
    return size, "sha256:" + sha256.hexdigest()


def reason(error):
    """An error in words, without a path that is named anyway."""
    if isinstance(error, tarfile.ReadError):
        return "not a tar file, or a damaged one"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


# --- The job jar ----------------------------------------------------------------------------------


class Job:
    """The job's jar, which states the version of all that is made of it."""

    def __init__(self, path):
        self.path = path
        try:
            with zipfile.ZipFile(path) as jar:
                text = jar.read("META-INF/MANIFEST.MF").decode("utf-8")
        except (OSError, KeyError, zipfile.BadZipFile) as e:
            raise BadInput(f"{path}: {reason(e)} (expected: leat-flink-job.jar, as the build makes it)") from e
        lines = text.replace("\r\n ", "").replace("\n ", "").splitlines()
        stated = dict(line.split(": ", 1) for line in lines if ": " in line)
        try:
            self.version = stated["Implementation-Version"]
            self.url = stated["Implementation-URL"]
            self.flink = stated["Flink-Version"]
            self.created = stated["Build-Time"]
            self.time = int(datetime.datetime.fromisoformat(self.created.replace("Z", "+00:00")).timestamp())
        except (KeyError, ValueError) as e:
            raise BadInput(
                f"{path}: its manifest does not state {e} (expected: leat-flink-job.jar of this version)"
            ) from e

    def labels(self, revision):
        labels = {
            "org.opencontainers.image.title": "Leat",
            "org.opencontainers.image.description": "Kafka-native model inference on Apache Flink",
            "org.opencontainers.image.version": self.version,
            "org.opencontainers.image.created": self.created,
            "org.opencontainers.image.licenses": "Apache-2.0",
            "org.opencontainers.image.url": self.url,
            "org.opencontainers.image.source": self.url,
            "io.leat.flink-version": self.flink,
        }
        if revision:
            labels["org.opencontainers.image.revision"] = revision
        return labels


# --- Layers ---------------------------------------------------------------------------------------


class LayerFile:
    """Writes a layer: entries in the order of their names, with owners and times that depend on nothing else."""

    def __init__(self, time):
        self.time = time
        self.entries = {}

    def folder(self, name, owner=0):
        self.entries[name] = (self._info(name, tarfile.DIRTYPE, 0o755, owner), None)

    def link(self, name, target):
        info = self._info(name, tarfile.SYMTYPE, 0o777, 0)
        info.linkname = target
        self.entries[name] = (info, None)

    def data(self, name, data, mode=0o644):
        info = self._info(name, tarfile.REGTYPE, mode, 0)
        info.size = len(data)
        self.entries[name] = (info, data)

    def file(self, name, path):
        status = os.stat(path)
        info = self._info(name, tarfile.REGTYPE, 0o755 if status.st_mode & 0o100 else 0o644, 0)
        info.size = status.st_size
        self.entries[name] = (info, path)

    def tree(self, name, path, owners=()):
        """A folder with all that is in it; links stay links."""
        self.folder(name, USER if name in owners else 0)
        for entry in os.scandir(path):
            inner = f"{name}/{entry.name}"
            if entry.is_symlink():
                self.link(inner, os.readlink(entry.path))
            elif entry.is_dir():
                self.tree(inner, entry.path, owners)
            else:
                self.file(inner, entry.path)

    def without(self, folders):
        """Leaves folders out that lower layers have: they keep their owner and mode."""
        for name in [n for n, (info, _) in self.entries.items() if info.isdir() and n in folders]:
            del self.entries[name]

    def parents(self):
        for name in list(self.entries):
            while "/" in name:
                name = name.rpartition("/")[0]
                if name not in self.entries:
                    self.folder(name)

    def _info(self, name, kind, mode, owner):
        info = tarfile.TarInfo(name)
        info.type, info.mode, info.mtime = kind, mode, self.time
        info.uid = info.gid = owner
        return info

    def write(self, folder):
        path = os.path.join(folder, f"layer-{len(os.listdir(folder))}.tar")
        with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
            for name in sorted(self.entries):
                info, content = self.entries[name]
                if isinstance(content, str):
                    with open(content, "rb") as f:
                        tar.addfile(info, f)
                else:
                    tar.addfile(info, None if content is None else io.BytesIO(content))
        size, digest = measured(lambda: open(path, "rb"))
        return Layer(dict(mediaType=LAYER, digest=digest, size=size), digest, lambda: open(path, "rb"))


def flink_layer(home, plugins, time):
    """The distribution, for bases that have none."""
    layer = LayerFile(time)
    for part in ("bin", "conf", "lib", "licenses", "opt", "plugins"):
        path = os.path.join(home, part)
        if os.path.isdir(path):
            layer.tree(f"{HOME}/{part}", path)
    for part in ("LICENSE", "NOTICE", "README.txt"):
        path = os.path.join(home, part)
        if os.path.isfile(path):
            layer.file(f"{HOME}/{part}", path)
    for plugin in plugins:
        layer.file(f"{HOME}/opt/{os.path.basename(plugin)}", plugin)
    layer.file("docker-entrypoint.sh", os.path.join(HERE, "docker-entrypoint.sh"))
    layer.parents()
    layer.without({"opt"})
    return layer


def leat_layer(job, filesystems, optional, below, work):
    """What layout.sh lays into a Flink home that has the same names in opt/."""
    home = os.path.join(work, "home")
    os.makedirs(os.path.join(home, "opt"))
    for name in optional:
        open(os.path.join(home, "opt", name), "wb").close()
    command = [os.path.join(HERE, "layout.sh"), home, job.path]
    if filesystems is not None:
        command.append(filesystems)
    layout = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    said = layout.stderr.strip().replace(home, f"/{HOME}")
    if layout.returncode != 0:
        raise BadInput(said)
    if said:
        print(said, file=sys.stderr)
    shutil.rmtree(os.path.join(home, "opt"))
    layer = LayerFile(job.time)
    layer.tree(HOME, home, owners={f"{HOME}/log", f"{HOME}/state"})
    layer.without(below - {f"{HOME}/log", f"{HOME}/state"})
    return layer


def user_layer(base, time):
    """Names the user, which a base without Flink does not know: Hadoop's clients refuse one without a name."""
    layer = LayerFile(time)
    for name, line in (
        ("etc/passwd", f"flink:x:{USER}:{USER}::/{HOME}:/usr/sbin/nologin"),
        ("etc/group", f"flink:x:{USER}:"),
    ):
        text = base.content.texts.get(name, b"").decode("utf-8", "replace")
        lines = [other for other in text.splitlines() if other.split(":")[2:3] != [str(USER)]]
        layer.data(name, ("\n".join(lines + [line]) + "\n").encode())
    return layer


# --- The archive ----------------------------------------------------------------------------------


class Archive:
    """An OCI layout in one tar file."""

    def __init__(self, time):
        self.time = time
        self.blobs = {}

    def json(self, media_type, content):
        data = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        self.blobs[digest] = (len(data), lambda: io.BytesIO(data))
        return dict(mediaType=media_type, digest=digest, size=len(data))

    def layer(self, layer):
        self.blobs[layer.descriptor["digest"]] = (layer.descriptor["size"], layer.open_blob)
        return layer.descriptor

    def write(self, path, index):
        unfinished = f"{path}.unfinished"
        try:
            with tarfile.open(unfinished, "w", format=tarfile.PAX_FORMAT) as tar:
                self._add(tar, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
                self._add(tar, "index.json", json.dumps(index, sort_keys=True).encode())
                for digest in sorted(self.blobs):
                    size, open_blob = self.blobs[digest]
                    with open_blob() as blob:
                        self._entry(tar, "blobs/" + digest.replace(":", "/"), size, blob)
            os.replace(unfinished, path)
        except BaseException:
            if os.path.exists(unfinished):
                os.remove(unfinished)
            raise

    def _add(self, tar, name, data):
        self._entry(tar, name, len(data), io.BytesIO(data))

    def _entry(self, tar, name, size, content):
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self.time, 0o644
        tar.addfile(info, content)


def config_of(base, job, layers, labels):
    """The base's configuration, with the user, the labels and, for a base without Flink, where it lies."""
    config = dict(base.config.get("config") or {})
    kept = {k: v for k, v in (config.get("Labels") or {}).items() if k != "org.opencontainers.image.ref.name"}
    config["Labels"] = {**kept, **labels}
    config["User"] = f"{USER}:{USER}"
    if base.content.flink() is None:
        env = dict(e.split("=", 1) for e in config.get("Env") or [] if "=" in e)
        path = env.get("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        env.update(FLINK_HOME=f"/{HOME}", PATH=f"/{HOME}/bin:{path}")
        config["Env"] = [f"{k}={v}" for k, v in env.items()]
        config["WorkingDir"] = f"/{HOME}"
        config["Entrypoint"] = ["/docker-entrypoint.sh"]
        config["Cmd"] = ["flink", "--version"]
    below = base.config.get("history") or [
        dict(created=job.created, created_by="base", comment=layer.descriptor["digest"]) for layer in base.layers
    ]
    own = [dict(created=job.created, created_by=f"leat {name}") for name, _ in layers]
    return {
        **{k: v for k, v in base.platform.items()},
        "created": job.created,
        "config": config,
        "rootfs": {"type": "layers", "diff_ids": [x.diff_id for x in base.layers + [x for _, x in layers]]},
        "history": below + own,
    }


def full_name(name):
    """As container runtimes keep it: a name without a registry is one of Docker Hub's library."""
    first, slash, _ = name.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return name
    return "docker.io/" + (name if slash else "library/" + name)


def build(arguments):
    job = Job(arguments.jar)
    found = bases(arguments.base)
    labels = job.labels(arguments.revision)
    name = arguments.name or f"leat:{job.version}"
    if ":" not in name.rpartition("/")[2]:
        name += f":{job.version}"
    archive = Archive(job.time)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(arguments.archive))) as work:
        made = os.path.join(work, "layers")
        os.mkdir(made)
        shared = []
        flinks = {base.content.flink() for base in found}
        if flinks == {None}:
            distribution = flink_layer(flink_home(arguments, job), arguments.plugin, job.time)
            shared.append(("flink", distribution.write(made)))
            below = {n for n, (info, _) in distribution.entries.items() if info.isdir()} | {"opt"}
            optional = jars(distribution.entries)
        else:
            for version in flinks - {job.flink}:
                print(
                    f"build-image: the base has Flink {version}; the job is built for {job.flink}", file=sys.stderr
                )
            below = set.intersection(*({n for n, d in b.content.names.items() if d} for b in found))
            optional = set.intersection(*(jars(b.content.names) for b in found))
        shared.append(("job", leat_layer(job, arguments.filesystems, optional, below, work).write(made)))
        manifests = []
        for base in found:
            layers = list(shared)
            if base.content.flink() is None:
                layers.insert(0, ("user", user_layer(base, job.time).write(made)))
            config = archive.json(CONFIG, config_of(base, job, layers, labels))
            every = [archive.layer(layer) for layer in base.layers + [layer for _, layer in layers]]
            manifest = archive.json(
                MANIFEST, dict(schemaVersion=2, mediaType=MANIFEST, config=config, layers=every, annotations=labels)
            )
            manifests.append({**manifest, "platform": base.platform})
        top = manifests[0]
        if len(manifests) > 1:
            top = archive.json(
                INDEX, dict(schemaVersion=2, mediaType=INDEX, manifests=manifests, annotations=labels)
            )
        tag = name.rpartition(":")[2]
        top["annotations"] = {
            "io.containerd.image.name": full_name(name),
            "org.opencontainers.image.ref.name": tag,
        }
        archive.write(arguments.archive, dict(schemaVersion=2, mediaType=INDEX, manifests=[top]))
    size = os.path.getsize(arguments.archive) >> 20
    platforms = ", ".join(base.key() for base in found)
    print(f"{arguments.archive}: {name} for {platforms}, {size} MiB")


def jars(names):
    """The jars in Flink's opt/, by name."""
    prefix = HOME + "/opt/"
    return {n[len(prefix) :] for n in names if n.startswith(prefix) and n.endswith(".jar") and "/" not in n[len(prefix) :]}


def flink_home(arguments, job):
    home = arguments.flink
    if home is None:
        raise BadInput("the base holds no Flink (expected: --flink DIR, a Flink distribution)")
    if not os.path.isfile(os.path.join(home, "lib", f"flink-dist-{job.flink}.jar")):
        raise BadInput(
            f"{home}: no lib/flink-dist-{job.flink}.jar (expected: a distribution of the Flink that the job is built"
            " for)"
        )
    return home


def parser():
    parser = argparse.ArgumentParser(prog="oci.py", description="Leat's image as an OCI archive.")
    commands = parser.add_subparsers(required=True)
    has_flink = commands.add_parser("has-flink")
    has_flink.add_argument("base", nargs="+")
    has_flink.set_defaults(
        run=lambda a: print("yes" if any(b.content.flink() is not None for b in bases(a.base)) else "no")
    )
    labels = commands.add_parser("labels")
    labels.add_argument("jar")
    labels.add_argument("--revision")
    labels.set_defaults(
        run=lambda a: print("\n".join(f"{k}={v}" for k, v in Job(a.jar).labels(a.revision).items()))
    )
    build_parser = commands.add_parser("build")
    build_parser.add_argument("--archive", required=True, help="the file to write")
    build_parser.add_argument("--name", help="NAME[:TAG] (default: leat:<version>)")
    build_parser.add_argument("--jar", required=True, help="leat-flink-job.jar")
    build_parser.add_argument(
        "--base",
        required=True,
        action="append",
        help="a root file system as a tar file, an OCI layout or an OCI archive; once a platform",
    )
    build_parser.add_argument("--flink", help="a Flink distribution, for bases without Flink")
    build_parser.add_argument("--plugin", action="append", default=[], help="a jar to add to Flink's opt/")
    build_parser.add_argument("--filesystems", help="names of Flink's file systems to switch on (default: layout.sh's)")
    build_parser.add_argument("--revision", help="the commit the image is built from")
    build_parser.set_defaults(run=build)
    return parser


def main(arguments):
    parsed = parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except BadInput as e:
        print(f"build-image: {e}", file=sys.stderr)
        return 2
    except OSError as e:
        print(f"build-image: {e.filename}: {e.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
