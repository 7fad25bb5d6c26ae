# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A ROUTER for Seldon's Python wrapper: the first feature is the number of the branch."""


class Router:
    def route(self, X, names):
        return int(X[0][0])

    def tags(self):
        return {"routed": True}
