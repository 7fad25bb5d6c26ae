# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Trains a logistic regression on Fisher's irises, four numbers each: train.py FILE."""

import sys

import joblib
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

flowers = load_iris()
joblib.dump(LogisticRegression(max_iter=1000).fit(flowers.data, flowers.target), sys.argv[1])
