# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A COMBINER for Seldon's Python wrapper: adds up what the children answer."""


class Combiner:
    def aggregate(self, features_list, names_list):
        return sum(features_list)

    def tags(self):
        return {"combined": True}
