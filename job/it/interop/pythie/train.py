# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Trains two linear models, the second on the answers of the first: train.py DIR."""

import json
import pathlib
import sys

import cloudpickle
from sklearn.linear_model import LinearRegression


def save(name, features, rows, answers):
    folder = pathlib.Path(sys.argv[1], name)
    folder.mkdir(parents=True)
    # One column per answer, as the answer is a tensor of one column.
    model = LinearRegression().fit(rows, [[answer] for answer in answers])
    (folder / f"{name}.pickled").write_bytes(cloudpickle.dumps(model))
    (folder / "metadata.json").write_text(json.dumps({"feature_names": features}))
    return f'config {{ name: "{name}" base_path: "{folder}" model_platform: "sklearn" }}'


configs = [
    save("sum", ["a", "b"], [[0, 0], [1, 0], [0, 1]], [0, 1, 1]),
    save("tenfold", ["predictions"], [[0], [1]], [0, 10]),
]
listed = "\n".join(configs)
pathlib.Path(sys.argv[1], "models.config").write_text(f"model_config_list {{\n{listed}\n}}\n")
