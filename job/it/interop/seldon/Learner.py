# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A MODEL for Seldon's Python wrapper that answers with what it was rewarded and told so far."""


class Learner:
    def __init__(self):
        self.rewards = 0.0
        self.truths = 0.0

    def predict(self, X, names, meta=None):
        return [[self.rewards, self.truths]]

    def send_feedback(self, features, feature_names, reward, truth, routing=None):
        self.rewards += reward
        self.truths += float(truth.sum())
        return []
