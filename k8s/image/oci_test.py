# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""What k8s/build-image --oci makes of small bases, and what it says of those it cannot use.

python3 -m unittest discover -s k8s/image -p '*_test.py'
"""

import contextlib
import gzip
import io
import json
import os
import stat
import tarfile
import tempfile
import unittest
import zipfile

import oci

JAR_MANIFEST = """Manifest-Version: 1.0
Implementation-Version: 9.8.7-2.2
Implementation-URL: https://leat.example/leat
Flink-Version: 2.2.1
Build-Time: 2026-01-01T00:00:00Z
"""
TIME = 1767225600
ELF = {"amd64": 62, "arm64": 183}


def elf(architecture):
    return b"\x7fELF\x02\x01\x01" + bytes(11) + ELF[architecture].to_bytes(2, "little") + bytes(44)


class ImageTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.jar = self.path("leat-flink-job.jar")
        with zipfile.ZipFile(self.jar, "w") as jar:
            jar.writestr("META-INF/MANIFEST.MF", JAR_MANIFEST)
        self.flink = self.path("flink-2.2.1")
        for name in ("lib/flink-dist-2.2.1.jar", "bin/flink", "conf/config.yaml", "opt/flink-s3-fs-presto-2.2.1.jar"):
            self.write(os.path.join(self.flink, name), b"of Flink: " + name.encode())
        os.chmod(os.path.join(self.flink, "bin/flink"), 0o755)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, path, data):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)

    def base(self, name="base.tar", architecture="amd64", more=(), without=()):
        """A root file system with next to nothing in it."""
        files = {
            "./usr/bin/bash": b"bash",
            f"./usr/lib/jvm/java-17-openjdk-{architecture}/bin/java": elf(architecture),
            f"./usr/lib/jvm/java-17-openjdk-{architecture}/release": b'JAVA_VERSION="17.0.19"\n',
            "./etc/passwd": b"root:x:0:0:root:/root:/bin/bash\n",
            "./etc/group": b"root:x:0:\n",
            "./opt/": None,
            **dict(more),
        }
        with tarfile.open(self.path(name), "w") as tar:
            for file, data in files.items():
                if any(word in file for word in without):
                    continue
                info = tarfile.TarInfo(file)
                if data is None:
                    info.type = tarfile.DIRTYPE
                    tar.addfile(info)
                else:
                    info.size, info.mode = len(data), 0o755
                    tar.addfile(info, io.BytesIO(data))
        return self.path(name)

    def base_with_flink(self, name="with-flink.tar", architecture="amd64"):
        flink = {
            "./opt/flink/": None,
            "./opt/flink/log/": None,
            "./opt/flink/lib/flink-dist-2.2.1.jar": b"dist",
            "./opt/flink/opt/flink-s3-fs-presto-2.2.1.jar": b"s3",
            "./opt/flink/opt/flink-gs-fs-hadoop-2.2.1.jar": b"gs",
            "./opt/flink/opt/flink-azure-fs-hadoop-2.2.1.jar": b"azure",
        }
        return self.base(name, architecture, more=flink)

    def layout(self, *bases):
        """The bases as one OCI layout, as registries have the official image."""
        archive = self.build(*bases, archive="layout.tar", options=["--filesystems", ""])
        folder = self.path("layout")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        return folder

    def build(self, *bases, archive="leat.tar", options=()):
        arguments = ["build", "--archive", self.path(archive), "--jar", self.jar, "--flink", self.flink, *options]
        for base in bases:
            arguments += ["--base", base]
        code, out, err = self.run_oci(*arguments)
        self.assertEqual((code, err.replace(NOTES, "")), (0, ""))
        return self.path(archive)

    def run_oci(self, *arguments):
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            code = oci.main(list(arguments))
        return code, out.getvalue(), err.getvalue()

    def refusal(self, base, options=()):
        archive = self.path("refused.tar")
        code, out, err = self.run_oci(
            "build", "--archive", archive, "--jar", self.jar, "--flink", self.flink, "--base", base, *options
        )
        self.assertEqual((code, out), (2, ""))
        self.assertFalse(os.path.exists(archive))
        self.assertEqual([n for n in os.listdir(self.folder) if "unfinished" in n or n.startswith("tmp")], [])
        return err.replace(self.folder + "/", "")

    def read(self, archive):
        return Image(archive)


NOTES = "".join(
    f"left out: {name}, as there is no /opt/flink/opt/flink-{name}-*.jar\n"
    for name in ("gs-fs-hadoop", "azure-fs-hadoop")
)


class Image:
    """An archive, read as a runtime reads it: every digest and size is checked."""

    def __init__(self, archive):
        with tarfile.open(archive) as tar:
            self.files = {m.name: tar.extractfile(m).read() for m in tar}
        self.index = json.loads(self.files["index.json"])
        top = self.blob(self.index["manifests"][0])
        self.manifests = [top] if "layers" in top else [self.blob(d) for d in top["manifests"]]
        self.descriptors = self.index["manifests"] if "layers" in top else top["manifests"]
        self.configs = [self.blob(m["config"]) for m in self.manifests]

    def raw(self, descriptor):
        data = self.files["blobs/" + descriptor["digest"].replace(":", "/")]
        size, digest = oci.measured(lambda: io.BytesIO(data))
        assert (size, digest) == (descriptor["size"], descriptor["digest"])
        return data

    def blob(self, descriptor):
        return json.loads(self.raw(descriptor))

    def entries(self, platform=0):
        """Path to entry and content, the upper layers over the lower ones; diff_ids are checked."""
        found = {}
        layers = self.manifests[platform]["layers"]
        diff_ids = self.configs[platform]["rootfs"]["diff_ids"]
        assert len(layers) == len(diff_ids) == len(self.configs[platform]["history"])
        for descriptor, diff_id in zip(layers, diff_ids):
            data = self.raw(descriptor)
            if descriptor["mediaType"].endswith("+gzip"):
                data = gzip.decompress(data)
            assert oci.measured(lambda: io.BytesIO(data))[1] == diff_id
            with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                for m in tar:
                    found[oci.plain(m.name)] = (m, tar.extractfile(m).read() if m.isfile() else None)
        return found

    def own_entries(self, layer):
        with tarfile.open(fileobj=io.BytesIO(self.raw(self.manifests[0]["layers"][layer]))) as tar:
            return {m.name: m for m in tar}


class BuildTest(ImageTest):
    def test_a_base_without_flink_gets_flink_the_job_and_its_user(self):
        image = self.read(self.build(self.base()))

        entries = image.entries()
        self.assertEqual(entries["opt/flink/lib/flink-dist-2.2.1.jar"][1], b"of Flink: lib/flink-dist-2.2.1.jar")
        with open(self.jar, "rb") as jar:
            self.assertEqual(entries["opt/flink/usrlib/leat-flink-job.jar"][1], jar.read())
        self.assertEqual(
            entries["etc/passwd"][1].decode(),
            "root:x:0:0:root:/root:/bin/bash\nflink:x:9999:9999::/opt/flink:/usr/sbin/nologin\n",
        )
        self.assertEqual(entries["etc/group"][1].decode(), "root:x:0:\nflink:x:9999:\n")
        config = image.configs[0]["config"]
        self.assertEqual(config["Entrypoint"], ["/docker-entrypoint.sh"])
        self.assertIn("docker-entrypoint.sh", entries)
        self.assertEqual(config["WorkingDir"], "/opt/flink")
        self.assertIn("FLINK_HOME=/opt/flink", config["Env"])

    def test_a_base_with_flink_gets_the_job_alone(self):
        image = self.read(self.build(self.base_with_flink()))

        self.assertEqual(
            sorted(image.own_entries(1)),
            [
                "opt/flink/leat",
                "opt/flink/log",
                "opt/flink/plugins",
                "opt/flink/plugins/azure-fs-hadoop",
                "opt/flink/plugins/azure-fs-hadoop/flink-azure-fs-hadoop-2.2.1.jar",
                "opt/flink/plugins/gs-fs-hadoop",
                "opt/flink/plugins/gs-fs-hadoop/flink-gs-fs-hadoop-2.2.1.jar",
                "opt/flink/plugins/s3-fs-presto",
                "opt/flink/plugins/s3-fs-presto/flink-s3-fs-presto-2.2.1.jar",
                "opt/flink/state",
                "opt/flink/usrlib",
                "opt/flink/usrlib/leat-flink-job.jar",
            ],
        )
        self.assertEqual(len(image.manifests[0]["layers"]), 2)

    def test_links_of_file_systems_lead_to_their_jars(self):
        image = self.read(self.build(self.base()))

        entries = image.entries()
        link = "opt/flink/plugins/s3-fs-presto/flink-s3-fs-presto-2.2.1.jar"
        target = os.path.normpath(os.path.join(os.path.dirname(link), entries[link][0].linkname))
        self.assertEqual(target, "opt/flink/opt/flink-s3-fs-presto-2.2.1.jar")
        self.assertIn(target, entries)

    def test_a_plugin_that_is_given_is_added_and_switched_on(self):
        plugin = self.path("flink-gs-fs-hadoop-2.2.1.jar")
        self.write(plugin, b"gs")
        image = self.read(
            self.build(self.base(), options=["--plugin", plugin, "--filesystems", "gs-fs-hadoop"])
        )

        entries = image.entries()
        self.assertEqual(entries["opt/flink/opt/flink-gs-fs-hadoop-2.2.1.jar"][1], b"gs")
        self.assertIn("opt/flink/plugins/gs-fs-hadoop/flink-gs-fs-hadoop-2.2.1.jar", entries)
        self.assertNotIn("opt/flink/plugins/s3-fs-presto", entries)

    def test_runs_as_a_user_that_owns_what_it_writes_and_nothing_else(self):
        for base in (self.base(), self.base_with_flink()):
            image = self.read(self.build(base))
            self.assertEqual(image.configs[0]["config"]["User"], "9999:9999")
            own = {}
            for layer in range(1, len(image.manifests[0]["layers"])):
                own.update(image.own_entries(layer))
            self.assertEqual(
                {name for name, m in own.items() if (m.uid, m.gid) != (0, 0)}, {"opt/flink/log", "opt/flink/state"}
            )
            for name, m in own.items():
                self.assertFalse(m.mode & (stat.S_IWGRP | stat.S_IWOTH) and not m.issym(), name)
                self.assertFalse(m.mode & (stat.S_ISUID | stat.S_ISGID), name)

    def test_the_same_input_gives_the_same_bytes_whenever_and_by_whom(self):
        base = self.base()
        with open(self.build(base, archive="first.tar"), "rb") as f:
            first = f.read()
        for folder, _, files in os.walk(self.flink):
            for file in files:
                os.utime(os.path.join(folder, file), (1, 1))
        before = os.umask(0o077)
        self.addCleanup(os.umask, before)
        with open(self.build(base, archive="second.tar"), "rb") as f:
            self.assertEqual(f.read(), first)

        image = self.read(self.path("first.tar"))
        for layer in range(1, len(image.manifests[0]["layers"])):
            self.assertEqual({m.mtime for m in image.own_entries(layer).values()}, {TIME})

    def test_labels_state_what_the_job_jar_states(self):
        image = self.read(self.build(self.base(), options=["--revision", "0123abc"]))

        labels = image.configs[0]["config"]["Labels"]
        self.assertEqual(labels, image.manifests[0]["annotations"])
        self.assertEqual(
            labels,
            {
                "org.opencontainers.image.title": "Leat",
                "org.opencontainers.image.description": "Kafka-native model inference on Apache Flink",
                "org.opencontainers.image.version": "9.8.7-2.2",
                "org.opencontainers.image.created": "2026-01-01T00:00:00Z",
                "org.opencontainers.image.licenses": "Apache-2.0",
                "org.opencontainers.image.url": "https://leat.example/leat",
                "org.opencontainers.image.source": "https://leat.example/leat",
                "org.opencontainers.image.revision": "0123abc",
                "io.leat.flink-version": "2.2.1",
            },
        )
        self.assertEqual(image.configs[0]["created"], "2026-01-01T00:00:00Z")

    def test_holds_nothing_of_the_machine_that_builds(self):
        """Neither a variable nor a file that was not named, nor a path."""
        os.environ["LEAT_TEST_TOKEN"] = "a-token-of-the-builder"
        self.addCleanup(os.environ.pop, "LEAT_TEST_TOKEN")
        self.write(os.path.join(self.flink, "credentials"), b"a-secret-beside-flink")
        archive = self.build(self.base())

        with open(archive, "rb") as f:
            data = f.read()
        for secret in ("a-token-of-the-builder", "a-secret-beside-flink", self.folder):
            self.assertNotIn(secret.encode(), data)

    def test_two_platforms_share_every_layer_but_their_base(self):
        image = self.read(self.build(self.base("arm.tar", "arm64"), self.base("amd.tar", "amd64")))

        self.assertEqual(
            [d["platform"] for d in image.descriptors],
            [{"architecture": "amd64", "os": "linux"}, {"architecture": "arm64", "os": "linux"}],
        )
        amd, arm = ([layer["digest"] for layer in m["layers"]] for m in image.manifests)
        self.assertNotEqual(amd[0], arm[0])
        self.assertEqual(amd[1:], arm[1:])
        for platform, architecture in enumerate(("amd64", "arm64")):
            java = image.entries(platform)[f"usr/lib/jvm/java-17-openjdk-{architecture}/bin/java"][1]
            self.assertEqual(java, elf(architecture))
        self.assertEqual(len({name for name in image.files if name.startswith("blobs/")}), len(set(amd + arm)) + 5)

    def test_an_oci_layout_of_several_platforms_is_a_base_for_all_of_them(self):
        layout = self.layout(
            self.base_with_flink("arm.tar", "arm64"), self.base_with_flink("amd.tar", "amd64")
        )
        image = self.read(self.build(layout))

        self.assertEqual([d["platform"]["architecture"] for d in image.descriptors], ["amd64", "arm64"])
        self.assertEqual([len(m["layers"]) for m in image.manifests], [3, 3])
        self.assertIn("opt/flink/usrlib/leat-flink-job.jar", image.entries(1))

    def test_an_oci_archive_is_a_base_and_keeps_its_variables_and_entry_point(self):
        first = self.build(self.base(), archive="first.tar", options=["--filesystems", ""])
        before = self.read(first).configs[0]["config"]
        after = self.read(self.build(first)).configs[0]["config"]

        for key in ("Env", "Entrypoint", "Cmd", "WorkingDir"):
            self.assertEqual(after[key], before[key])

    def test_a_compressed_base_stays_as_it_is(self):
        with open(self.base(), "rb") as f:
            compressed = gzip.compress(f.read(), mtime=0)
        self.write(self.path("base.tar.gz"), compressed)
        image = self.read(self.build(self.path("base.tar.gz")))

        self.assertEqual(image.raw(image.manifests[0]["layers"][0]), compressed)
        self.assertIn("usr/bin/bash", image.entries())

    def test_names_it_as_kubernetes_will_ask_for_it(self):
        for name, tag, full in (
            (None, "9.8.7-2.2", "docker.io/library/leat:9.8.7-2.2"),
            ("leat:1", "1", "docker.io/library/leat:1"),
            ("team/leat:1", "1", "docker.io/team/leat:1"),
            ("registry.example:5000/leat", "9.8.7-2.2", "registry.example:5000/leat:9.8.7-2.2"),
        ):
            with self.subTest(name):
                options = [] if name is None else ["--name", name]
                image = self.read(self.build(self.base(), options=options))
                self.assertEqual(
                    image.index["manifests"][0]["annotations"],
                    {"io.containerd.image.name": full, "org.opencontainers.image.ref.name": tag},
                )

    def test_labels_are_printed_for_docker(self):
        code, out, _ = self.run_oci("labels", self.jar)

        self.assertEqual(code, 0)
        self.assertIn("org.opencontainers.image.version=9.8.7-2.2\n", out)

    def test_says_whether_flink_is_to_be_given(self):
        self.assertEqual(self.run_oci("has-flink", self.base())[:2], (0, "no\n"))
        self.assertEqual(self.run_oci("has-flink", self.base_with_flink())[:2], (0, "yes\n"))


class RefusalTest(ImageTest):
    def test_a_base_without_java(self):
        self.assertEqual(
            self.refusal(self.base(without=["bin/java"])),
            "build-image: base.tar: no bin/java for amd64 or arm64 in it"
            " (expected: a root file system with a Java runtime of version 17 or newer)\n",
        )

    def test_a_base_with_an_old_java(self):
        release = "./usr/lib/jvm/java-17-openjdk-amd64/release"
        self.assertEqual(
            self.refusal(self.base(more={release: b'JAVA_VERSION="1.8.0_292"\n'})),
            "build-image: base.tar: /usr/lib/jvm/java-17-openjdk-amd64/release says Java 8 (expected: 17 or newer)\n",
        )

    def test_a_base_without_bash(self):
        self.assertEqual(
            self.refusal(self.base(without=["bash"])),
            "build-image: base.tar: no bash in it (expected: bash, which Flink's scripts are written for)\n",
        )

    def test_two_bases_of_one_platform(self):
        self.assertEqual(
            self.refusal(self.base(), ["--base", self.base("other.tar")]),
            "build-image: other.tar: for linux/amd64, as base.tar is (expected: one base a platform)\n",
        )

    def test_flink_in_some_of_the_bases(self):
        self.assertEqual(
            self.refusal(self.base(), ["--base", self.base_with_flink("arm.tar", "arm64")]),
            "build-image: some of the bases hold Flink and others do not (expected: all or none of them)\n",
        )

    def test_what_is_no_tar_file(self):
        self.write(self.path("base.iso"), b"not a tar file")
        self.assertEqual(
            self.refusal(self.path("base.iso")),
            "build-image: base.iso: cannot be read: not a tar file, or a damaged one (expected: a root file system as a"
            " tar file, an OCI layout or an OCI archive)\n",
        )

    def test_a_folder_that_is_no_layout(self):
        self.assertEqual(
            self.refusal(self.flink),
            "build-image: flink-2.2.1: a folder without oci-layout (expected: a root file system as a tar file, an OCI"
            " layout or an OCI archive)\n",
        )

    def test_an_archive_of_an_older_docker(self):
        with tarfile.open(self.path("saved.tar"), "w") as tar:
            info = tarfile.TarInfo("manifest.json")
            info.size = 2
            tar.addfile(info, io.BytesIO(b"[]"))
        self.assertIn("as older `docker save` writes it", self.refusal(self.path("saved.tar")))

    def test_a_layout_that_lacks_a_blob(self):
        layout = self.layout(self.base())
        with open(os.path.join(layout, "index.json"), encoding="utf-8") as f:
            index = json.load(f)
        os.remove(os.path.join(layout, "blobs", *index["manifests"][0]["digest"].split(":")))
        self.assertEqual(
            self.refusal(layout),
            "build-image: layout: not an OCI image layout: No such file or directory (expected: index.json and all its"
            " blobs)\n",
        )

    def test_a_distribution_of_another_flink(self):
        os.rename(self.flink, self.path("other"))
        self.flink = self.path("other")
        os.rename(self.path("other/lib/flink-dist-2.2.1.jar"), self.path("other/lib/flink-dist-2.3.0.jar"))
        self.assertEqual(
            self.refusal(self.base()),
            "build-image: other: no lib/flink-dist-2.2.1.jar (expected: a distribution of the Flink that the job is"
            " built for)\n",
        )

    def test_a_file_system_that_flink_does_not_have(self):
        self.assertEqual(
            self.refusal(self.base(), ["--filesystems", "s3-fs-presto oss-fs-hadoop"]),
            "build-image: no /opt/flink/opt/flink-oss-fs-hadoop-*.jar (expected: file systems that this Flink has, such"
            " as s3-fs-presto)\n",
        )

    def test_a_jar_that_is_not_the_job(self):
        with zipfile.ZipFile(self.jar, "w") as jar:
            jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        self.assertEqual(
            self.refusal(self.base()),
            "build-image: leat-flink-job.jar: its manifest does not state 'Implementation-Version' (expected:"
            " leat-flink-job.jar of this version)\n",
        )


if __name__ == "__main__":
    unittest.main()
