#!/usr/bin/env python3
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Writes an image of the scenarios as an OCI archive, beside Leat's own, which k8s/build-image makes:

  image.py --name NAME [--base ROOT_FILE_SYSTEM.tar] --add SOURCE=TARGET... [--entrypoint PATH] ARCHIVE

Files and folders are put into one layer over the base's. The archive is written whole or not at all.
"""

import argparse
import os
import platform
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "image"))
import oci  # noqa: E402  as k8s/image is no package

TIME = 0
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def added(pairs, folder):
    layer = oci.LayerFile(TIME)
    for pair in pairs:
        source, target = pair.split("=", 1)
        if os.path.isdir(source):
            layer.tree(oci.plain(target), source)
        else:
            layer.file(oci.plain(target), source)
    layer.parents()
    return layer.write(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", required=True)
    parser.add_argument("--base")
    parser.add_argument("--add", action="append", default=[])
    parser.add_argument("--entrypoint", action="append", default=[])
    parser.add_argument("archive")
    arguments = parser.parse_args()
    archive = oci.Archive(TIME)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(arguments.archive))) as folder:
        below = oci.read_base(arguments.base)[0].layers if arguments.base else []
        layers = below + [added(arguments.add, folder)]
        config = archive.json(
            oci.CONFIG,
            {
                "architecture": MACHINES[platform.machine()],
                "os": "linux",
                "config": {"Entrypoint": arguments.entrypoint} if arguments.entrypoint else {},
                "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
            },
        )
        manifest = archive.json(
            oci.MANIFEST,
            {
                "schemaVersion": 2,
                "mediaType": oci.MANIFEST,
                "config": config,
                "layers": [archive.layer(layer) for layer in layers],
            },
        )
        manifest["annotations"] = {"io.containerd.image.name": oci.full_name(arguments.name)}
        archive.write(arguments.archive, {"schemaVersion": 2, "mediaType": oci.INDEX, "manifests": [manifest]})


if __name__ == "__main__":
    main()
