# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A ROUTER for Seldon's Python wrapper that learns: it goes where the last reward was."""


class Bandit:
    def __init__(self):
        self.branch = 0

    def route(self, X, names):
        return self.branch

    def send_feedback(self, features, feature_names, reward, truth, routing=None):
        if reward > 0 and routing is not None:
            self.branch = routing
        return []
