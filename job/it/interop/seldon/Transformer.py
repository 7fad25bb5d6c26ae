# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A TRANSFORMER for Seldon's Python wrapper, for input and output alike."""


class Transformer:
    def transform_input(self, X, names, meta=None):
        return X + 10

    def transform_output(self, X, names, meta=None):
        return X * 100

    def tags(self):
        return {"transformed": True}
