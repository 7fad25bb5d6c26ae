# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced by what installs model servers with pip: finds Python 3.11, and gives each server an
# environment of its own in LEAT_CACHE (default: $XDG_CACHE_HOME/leat or ~/.cache/leat). LEAT_PYTHON
# names the Python to use instead.
# Expects: repository, the checkout's path; python, what find_python has found, before the others.

# The system's own before others: Triton loads the library that belongs to it.
find_python() {
  local candidate
  for candidate in ${LEAT_PYTHON:-/usr/bin/python3.11 python3.11 python3}; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}
cache=${LEAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/leat}

# The folder of a server's environment: another list of versions, another folder.
environment() {
  local version
  version=$(cat "$repository/job/it/interop/$1.txt" <(echo "$python") | sha256sum | cut -c 1-12)
  echo "$cache/interop-$1-$version"
}

# The versions are complete, so nothing is left to resolve. An environment without the file `done`
# is the rest of an earlier attempt.
install() {
  local tools pip=("$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile)
  rm -rf "$1"
  "$python" -m venv "$1"
  # What builds the packages that are published as sources only.
  tools=$(grep -E '^(setuptools|wheel)==' "$2" || true)
  if [[ -n $tools ]]; then
    # shellcheck disable=SC2086 # one word each
    "${pip[@]}" $tools
  fi
  "${pip[@]}" --no-build-isolation -r "$2"
  touch "$1/done"
}
