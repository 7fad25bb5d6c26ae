# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: the images of the scenarios, made without Docker and kept in the cache. Expects programs.sh, repository and
# job/it/flink.sh.
#
#   base      Debian with a Java runtime, by mmdebstrap, from the machine's own package sources
#   pause     what holds a pod
#   leat      what k8s/Dockerfile makes: Flink's distribution, from PyPI, with the job in usrlib/. PyPI's has no plug-ins
#             for object stores
#   programs  broker, model, sender and audit: Kafka and the bench's classes

images=$cache/images
pause_image=leat.test/pause:1
leat_image=leat.test/leat:1
programs_image=leat.test/programs:1
java_home=/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture 2>/dev/null || echo amd64)

must_be_built() {
  local file
  for file in "$repository/job/target/leat-flink-job.jar" "$repository/bench/target/bench.classpath" "$repository/k8s/target/it.classpath"; do
    [[ -f $file ]] || stop_here "$file is missing (expected: a built checkout): run ./mvnw -DskipTests package"
  done
}

# image NAME ARCHIVE OPTIONS...: written whole or not at all.
image() {
  "$(program oci-image)" -name "$1" "${@:3}" "$2.fresh" || stop_here "the image $1 could not be made (see above)"
  mv "$2.fresh" "$2"
}

# stale_image ARCHIVE FILES...: whether it is missing, or older than one of them.
stale_image() {
  local archive=$1 file
  shift
  for file in "$@"; do
    [[ -f $archive && ! $file -nt $archive ]] || return 0
  done
  return 1
}

make_images() {
  must_be_built
  find_flink || exit 1
  mkdir -p "$images"
  make_base
  [[ -f $images/pause.tar ]] || image "$pause_image" "$images/pause.tar" -add "$(program pause)=/pause" -entrypoint /pause
  make_leat
  make_programs
}

make_base() {
  [[ ! -f $images/base.tar ]] || return 0
  echo "makes the base image, once" >&2
  local log=$images/mmdebstrap.log sources
  mapfile -t sources < <(find /etc/apt/sources.list /etc/apt/sources.list.d -type f \( -name '*.list' -o -name '*.sources' \) 2>/dev/null)
  nice -n 5 mmdebstrap --variant=essential --components=main --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include=openjdk-17-jre-headless bookworm "$images/root.tar" "${sources[@]}" >"$log" 2>&1 ||
    stop_here "the base image could not be made: $(grep -E '^E:' "$log" | tail -n 1) ($log)"
  image leat.test/base:1 "$images/base.tar" -layer "$images/root.tar" -env "JAVA_HOME=$java_home" \
    -env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  rm "$images/root.tar"
}

make_leat() {
  local jar=$repository/job/target/leat-flink-job.jar layout
  stale_image "$images/leat.tar" "$jar" "$images/base.tar" "$here/lib/images.sh" || return 0
  layout=$(mktemp -d "$images/layout.XXXXXX")
  mkdir -p "$layout"/{empty,home/usrlib,home/leat}
  cp -rL "$flink_home"/{bin,lib,conf,plugins} "$layout/home/"
  cp "$jar" "$layout/home/usrlib/"
  # Of the official image's entry point native mode needs that it runs what it is given.
  printf '#!/bin/sh\nexec "$@"\n' >"$layout/entry"
  chmod 755 "$layout/entry"
  image "$leat_image" "$images/leat.tar" -base "$images/base.tar" -add "$layout/home=/opt/flink" \
    -add "$layout/empty=/opt/flink/state=9999" -add "$layout/empty=/opt/flink/log=9999" -add "$layout/entry=/docker-entrypoint.sh" \
    -env FLINK_HOME=/opt/flink -env PATH=/opt/flink/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    -user 9999:9999 -workdir /opt/flink -entrypoint /docker-entrypoint.sh
  rm -rf "$layout"
}

make_programs() {
  local classpath=$repository/bench/target/bench.classpath layout path
  mapfile -t classes < <(find "$repository/bench/target/classes" -type f)
  stale_image "$images/programs.tar" "$classpath" "$images/base.tar" "$here/lib/images.sh" "${classes[@]}" || return 0
  layout=$(mktemp -d "$images/layout.XXXXXX")
  mkdir "$layout/lib"
  tr ':' '\n' <"$classpath" | while read -r path; do
    cp -rL "$path" "$layout/lib/"
  done
  image "$programs_image" "$images/programs.tar" -base "$images/base.tar" \
    -add "$layout/lib=/programs/lib" -add "$repository/bench/target/classes=/programs/classes" -workdir /programs
  rm -rf "$layout"
}

import_images() {
  local archive
  for archive in pause leat programs; do
    containers images import "$images/$archive.tar" >/dev/null
  done
}
