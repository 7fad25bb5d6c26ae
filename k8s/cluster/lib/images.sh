# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: the images of the scenarios, made without Docker and kept in the cache. Expects programs.sh, repository and
# job/it/flink.sh.
#
#   base      Debian with a Java runtime, by k8s/image/base
#   pause     what holds a pod
#   leat      Leat's own, by k8s/build-image, with Flink's distribution from PyPI and its plug-in for S3 from Maven Central
#   programs  broker, model, sender and audit: Kafka and the bench's classes

images=$cache/images
pause_image=leat.test/pause:1
leat_image=leat.test/leat:1
programs_image=leat.test/programs:1

# Maven Central has the plug-in not for each of Flink's patch releases; it is of the same minor one.
s3_plugin=org.apache.flink:flink-s3-fs-presto:2.2.0
s3_plugin_jar=$cache/flink-s3-fs-presto-2.2.0.jar

must_be_built() {
  local file
  for file in "$repository/job/target/leat-flink-job.jar" "$repository/bench/target/bench.classpath" "$repository/k8s/target/it.classpath"; do
    [[ -f $file ]] || stop_here "$file is missing (expected: a built checkout): run ./mvnw -DskipTests package"
  done
}

# image NAME ARCHIVE OPTIONS...: one beside Leat's own.
image() {
  python3 "$here/lib/image.py" --name "$1" "${@:3}" "$2" || stop_here "the image $1 could not be made (see above)"
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
  fetch_s3_plugin
  ! stale_image "$images/pause.tar" "$(program pause)" ||
    image "$pause_image" "$images/pause.tar" --add "$(program pause)=/pause" --entrypoint /pause
  make_leat
  make_programs
}

make_base() {
  stale_image "$images/base.tar" "$repository/k8s/image/base" || return 0
  echo "makes the base image, once" >&2
  nice -n 5 "$repository/k8s/image/base" "$images/base.tar" >&2 || stop_here "the base image could not be made (see above)"
}

fetch_s3_plugin() {
  [[ ! -f $s3_plugin_jar ]] || return 0
  (cd "$repository" && ./mvnw -B -ntp -q -N org.apache.maven.plugins:maven-dependency-plugin:copy \
    -Dartifact="$s3_plugin" -DoutputDirectory="$cache" >&2) || stop_here "$s3_plugin could not be fetched (Maven's messages stand above)"
}

# build_leat ARCHIVE: as its owner would make it for a release.
build_leat() {
  "$repository/k8s/build-image" --oci "$1" --base "$images/base.tar" --flink "$flink_home" --plugin "$s3_plugin_jar" \
    --jar "$repository/job/target/leat-flink-job.jar" "$leat_image" >"$images/leat.log" 2>&1 ||
    stop_here "the image $leat_image could not be made: $(tail -n 1 "$images/leat.log")"
}

make_leat() {
  stale_image "$images/leat.tar" "$repository/job/target/leat-flink-job.jar" "$images/base.tar" "$s3_plugin_jar" "$here/lib/images.sh" \
    "$repository"/k8s/{build-image,image/oci.py,image/layout.sh,image/docker-entrypoint.sh} || return 0
  build_leat "$images/leat.tar"
}

make_programs() {
  local classpath=$repository/bench/target/bench.classpath layout path
  mapfile -t classes < <(find "$repository/bench/target/classes" -type f)
  stale_image "$images/programs.tar" "$classpath" "$images/base.tar" "$here/lib/image.py" "${classes[@]}" || return 0
  layout=$(mktemp -d "$images/layout.XXXXXX")
  mkdir "$layout/lib"
  tr ':' '\n' <"$classpath" | while read -r path; do
    cp -rL "$path" "$layout/lib/"
  done
  image "$programs_image" "$images/programs.tar" --base "$images/base.tar" \
    --add "$layout/lib=/programs/lib" --add "$repository/bench/target/classes=/programs/classes"
  rm -rf "$layout"
}

import_images() {
  local archive
  for archive in pause leat programs; do
    containers images import "$images/$archive.tar" >/dev/null
  done
}
