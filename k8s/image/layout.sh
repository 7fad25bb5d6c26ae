#!/bin/sh
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Lays Leat's files into a Flink home: layout.sh FLINK_HOME JAR [FILESYSTEMS]
# The one statement of what the image has beyond Flink: k8s/Dockerfile, the OCI archive of k8s/build-image
# and k8s/pod-layout.sh all use it.
#   FILESYSTEMS  names of Flink's plug-ins for --state-dir, separated by blanks; "" for none
#                (default: those below that this Flink has)
set -eu
flink_home=$1 jar=$2
usual="s3-fs-presto gs-fs-hadoop azure-fs-hadoop"

# The plug-ins lie in opt/ already, so that switching one on costs a link. The Prometheus reporter is
# switched on by Flink itself.
stated=${3+yes}
for name in ${3-$usual}; do
  set -- "$flink_home/opt/flink-$name"-*.jar
  if [ -e "$1" ]; then
    mkdir -p "$flink_home/plugins/$name"
    ln -sf "../../opt/${1##*/}" "$flink_home/plugins/$name/"
  elif [ -n "$stated" ]; then
    echo "no $flink_home/opt/flink-$name-*.jar (expected: file systems that this Flink has, such as s3-fs-presto)" >&2
    exit 1
  else
    echo "left out: $name, as there is no $flink_home/opt/flink-$name-*.jar" >&2
  fi
done

# Everything a pod writes lies in /tmp, log/ and state/, so the rendered pods mount the rest read-only. The
# jar is not its user's: the job cannot change itself.
mkdir -p "$flink_home/usrlib" "$flink_home/leat" "$flink_home/log" "$flink_home/state"
cp "$jar" "$flink_home/usrlib/leat-flink-job.jar"
chmod 644 "$flink_home/usrlib/leat-flink-job.jar"
if [ "$(id -u)" = 0 ]; then
  chown 9999:9999 "$flink_home/log" "$flink_home/state"
fi
