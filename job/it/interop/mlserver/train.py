# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Trains a decision tree of two features, whose answers are whole numbers: train.py FILE."""

import sys

import joblib
from sklearn.tree import DecisionTreeClassifier

tree = DecisionTreeClassifier(random_state=0)
tree.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 2, 3])
joblib.dump(tree, sys.argv[1])
