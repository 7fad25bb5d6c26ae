# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""What k8s/image/base refuses; that its bases run is shown by k8s/cluster/run."""

import os
import subprocess
import tempfile
import unittest

BASE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "base")


class BaseTest(unittest.TestCase):
    def refused(self, *words, **environment):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [BASE, *(word.format(folder=folder) for word in words)],
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual(1, done.returncode)
            self.assertEqual([], os.listdir(folder))
            return done.stderr

    def test_names_the_file_that_is_to_be_written(self):
        self.assertIn("base: 0 words (expected: a file to write", self.refused())

    def test_knows_the_machines_that_the_image_is_for(self):
        self.assertEqual(
            "base: riscv64: not a machine of the image's (expected: amd64 or arm64)\n",
            self.refused("{folder}/base.tar", "riscv64"),
        )

    def test_needs_mmdebstrap(self):
        with tempfile.TemporaryDirectory() as tools:
            for tool in ("bash", "uname", "sed", "dirname"):
                os.symlink(f"/usr/bin/{tool}" if os.path.exists(f"/usr/bin/{tool}") else f"/bin/{tool}", f"{tools}/{tool}")
            self.assertIn("base: mmdebstrap is missing (expected: ", self.refused("{folder}/base.tar", PATH=tools))


if __name__ == "__main__":
    unittest.main()
