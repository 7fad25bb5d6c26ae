#!/bin/sh
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Flink's native Kubernetes mode starts the processes of its pods through a file of this name
# (kubernetes.entry.path). The official image's does more for other modes, which Leat's pods do not use.
exec "$@"
