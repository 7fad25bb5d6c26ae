# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced by what needs a Flink distribution: sets flink_home.
#
# It comes from PyPI (330 MB, once), of the version in the pom, and is kept in LEAT_CACHE (default:
# $XDG_CACHE_HOME/leat or ~/.cache/leat). FLINK_HOME names another one to use instead.
# Expects: repository, the checkout's path.

find_flink() {
  if [[ -n ${FLINK_HOME:-} ]]; then
    flink_home=$FLINK_HOME
    return
  fi
  local version cache target
  version=$(sed -n 's:.*<flink.version>\(.*\)</flink.version>.*:\1:p' "$repository/pom.xml")
  cache=${LEAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/leat}
  target=$cache/flink-$version
  if [[ ! -x $target/pyflink/bin/flink ]]; then
    if ! python3 -m pip --version >/dev/null 2>&1; then
      echo "pip is missing (expected: Python 3 with pip, for the Flink distribution)" >&2
      return 1
    fi
    mkdir -p "$cache"
    local fresh
    fresh=$(mktemp -d "$cache/flink.XXXXXX")
    # The jars and scripts of the release; --no-deps leaves out all that is Python's.
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
      --no-deps --no-compile --target "$fresh" \
      "apache-flink==$version" "apache-flink-libraries==$version"
    rm -rf "$target"
    mv "$fresh" "$target"
  fi
  flink_home=$target/pyflink
}
