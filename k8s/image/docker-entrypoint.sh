#!/bin/sh
# Flink's native Kubernetes mode starts the processes of its pods through a file of this name
# (kubernetes.entry.path). The official image's does more for other modes, which Leat's pods do not use.
exec "$@"
