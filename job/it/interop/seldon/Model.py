# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A MODEL for Seldon's Python wrapper: multiplies, and shows what it was called with."""

import flask


class Model:
    def __init__(self, factor=2):
        self.factor = factor

    def predict(self, X, names, meta=None):
        if (X < 0).any():
            raise ValueError("negative features")
        return X * self.factor

    def class_names(self):
        return ["y"]

    def tags(self):
        """The HTTP headers this call came with; none over gRPC."""
        tags = {"factor": self.factor}
        if flask.has_request_context():
            for name in ("Seldon-Puid", "Content-Type", "Idempotency-Key", "Traceparent"):
                tags[name.lower()] = flask.request.headers.get(name, "")
        return tags

    def metrics(self):
        return [{"type": "COUNTER", "key": "predictions", "value": 1}]
