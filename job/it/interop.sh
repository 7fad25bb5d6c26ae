#!/usr/bin/env bash
# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sends records through real model servers that this project did not write: the whole job, on an
# embedded Kafka broker and Flink cluster, calls them over REST and gRPC. Models and chains of models are
# stated as `leat local` takes them, by --protocol, --model and --model-name alone; routers, combiners and
# transformers need a SeldonDeployment.
#
#   job/it/interop.sh                   # every server
#   job/it/interop.sh --quick           # seldon, kserve and pythie: every protocol over both transports
#   job/it/interop.sh kserve triton     # these servers only
#   job/it/interop.sh --install …       # installs what the rest of the line would need, and runs nothing
#
#   seldon     Seldon's Python wrapper   seldon over REST and gRPC; model, router, combiner, transformer
#   kserve     KServe                    tensorflow over REST, v2 over REST (binary too) and gRPC
#   pythie     pythie-serving            tensorflow over gRPC; GPL-3.0, so it is started, never linked
#   mlserver   MLServer                  v2 over REST and gRPC
#   triton     Triton Inference Server   v2 over REST (binary too) and gRPC
#
# The tests are the classes job/src/test/java/io/leat/job/*Interop.java. Ends with 0 if all passed.
#
# Needs: JDK 17; Python 3.11 with venv; for Triton x86-64 Linux and libpython3.11.so.1.0 (Debian:
# libpython3.11). Each server is installed once, with pip, into a virtual environment of its own:
# exactly the versions in job/it/interop/*.txt, together 1.3 GB. All listen on the loopback address.
# Environment:
#   LEAT_CACHE    where the servers are kept (default: $XDG_CACHE_HOME/leat or ~/.cache/leat)
#   LEAT_PYTHON   the Python 3.11 to use (default: the first that is found)
#   LEAT_KEEP     if set, the logs stay and their folder is printed
set -euo pipefail

LIMIT_SECONDS=900
if [[ " $* " == *" --quick "* ]]; then
  LIMIT_SECONDS=480
fi
if [[ -z ${IT_LIMITED:-} ]]; then
  IT_LIMITED=1 exec timeout --foreground --kill-after=30 "$LIMIT_SECONDS" "$0" "$@"
fi

repository=$(cd "$(dirname "$0")/../.." && pwd)
sources=$repository/job/it/interop
. "$repository/job/it/python.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/leat-interop.XXXXXX")
declare -A groups=()
ports=$work/servers.properties
mkdir "$work/log"

# Ends the processes this script started, each with all that it started, and removes what they wrote.
clean_up() {
  local status=$? group
  trap - EXIT
  trap '' TERM INT
  for group in "${!groups[@]}"; do
    kill -TERM -- "-$group" 2>/dev/null || true
  done
  for _ in {1..25}; do
    any_left || break
    sleep 0.2
  done
  for group in "${!groups[@]}"; do
    kill -KILL -- "-$group" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  if [[ -n ${LEAT_KEEP:-} ]]; then
    echo "logs: $work/log"
  else
    rm -rf "$work"
  fi
  exit "$status"
}

any_left() {
  local group
  for group in "${!groups[@]}"; do
    if kill -0 -- "-$group" 2>/dev/null; then
      return 0
    fi
  done
  return 1
}

trap clean_up EXIT
trap 'echo "ended after $LIMIT_SECONDS s at the latest, or by a signal" >&2; exit 124' TERM INT

section() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

stop_here() {
  echo "$1" >&2
  exit 1
}

# --- What is asked for, and what is needed --------------------------------------------------------

install_only=
if [[ ${1:-} == --install ]]; then
  install_only=1
  shift
fi
all=(seldon kserve pythie mlserver triton)
case ${1:-} in
  "") chosen=("${all[@]}") ;;
  --quick) chosen=(seldon kserve pythie) ;;
  *) chosen=("$@") ;;
esac
for server in "${chosen[@]}"; do
  [[ " ${all[*]} " == *" $server "* ]] || stop_here "$server: no such server (expected: ${all[*]}, or --quick)"
done
is_chosen() { [[ " ${chosen[*]} " == *" $1 "* ]]; }

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || stop_here "java is missing (expected: JDK 17 on the PATH or JAVA_HOME)"

python=$(find_python) ||
  stop_here "Python 3.11 with venv is missing (expected: python3.11 on the PATH or LEAT_PYTHON)"
if is_chosen triton; then
  "$python" -c 'import ctypes; ctypes.CDLL("libpython3.11.so.1.0")' 2>/dev/null ||
    stop_here "libpython3.11.so.1.0 is missing (expected for Triton; Debian: libpython3.11)"
fi

# start NAME COMMAND...: in the background and in a process group of its own, with its output in a
# file; its id is in started.
start() {
  local name=$1
  shift
  setsid "$@" >>"$work/log/$name.out" 2>&1 &
  started=$!
  groups[$started]=$name
}

# finish GROUP: waits for its end and forgets it, as its number may become another's.
finish() {
  local status=0
  wait "$1" || status=$?
  unset "groups[$1]"
  return "$status"
}

# --- Servers --------------------------------------------------------------------------------------

export python
export -f install

section "Installing ${chosen[*]} with $python"
declare -A installing
mkdir -p "$cache"
for server in "${chosen[@]}"; do
  home=$(environment "$server")
  if [[ ! -f $home/done ]]; then
    start "install-$server" bash -euo pipefail -c 'install "$@"' install "$home" "$sources/$server.txt"
    installing[$server]=$started
  fi
  echo "$server: $home"
done
for server in "${!installing[@]}"; do
  finish "${installing[$server]}" ||
    { cat "$work/log/install-$server.out" >&2; stop_here "$server cannot be installed"; }
done
[[ -z $install_only ]] || exit 0

# Free ports, each handed out once.
mapfile -t free < <("$python" - <<'PYTHON'
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(32)]
for s in sockets:
    print(s.getsockname()[1])
PYTHON
)

# take NAME: a free port, in port and under this name in the file that the tests read.
take() {
  port=${free[0]}
  free=("${free[@]:1}")
  echo "$1=$port" >>"$ports"
}

# A copy, so that nothing is written into the checkout.
cp -r "$sources" "$work/servers"
servers=$work/servers

# Before a Python server that would listen on every address.
loopback=(env "PYTHONPATH=$servers/loopback")

# start_seldon NAME CLASS TYPE [PARAMETERS]: as a node of the name that follows seldon- in NAME
start_seldon() {
  local http grpc metrics
  take "$1.http"; http=$port
  take "$1.grpc"; grpc=$port
  take "$1.metrics"; metrics=$port
  cd "$servers/seldon"
  start "$1" "${loopback[@]}" "PREDICTIVE_UNIT_ID=${1#seldon-}" \
    "$(environment seldon)/bin/seldon-core-microservice" "$2" --service-type "$3" \
    --parameters "${4:-[]}" --http-port "$http" --grpc-port "$grpc" --metrics-port "$metrics"
  cd "$repository"
}

start_all_of_seldon() {
  start_seldon seldon-model Model MODEL
  start_seldon seldon-triple Model MODEL '[{"name": "factor", "type": "INT", "value": "3"}]'
  start_seldon seldon-router Router ROUTER
  start_seldon seldon-combiner Combiner COMBINER
  start_seldon seldon-transformer Transformer TRANSFORMER
  start_seldon seldon-bandit Bandit ROUTER
  start_seldon seldon-learner Learner MODEL
}

start_kserve() {
  local http grpc
  take kserve.http; http=$port
  take kserve.grpc; grpc=$port
  start kserve "${loopback[@]}" "$(environment kserve)/bin/python" "$servers/kserve/server.py" \
    --http_port "$http" --grpc_port "$grpc" --event-loop asyncio
}

start_pythie() {
  "$(environment pythie)/bin/python" "$servers/pythie/train.py" "$servers/pythie"
  take pythie.grpc
  start pythie "${loopback[@]}" "$(environment pythie)/bin/pythie-serving" "$servers/pythie/models.config" \
    --port "$port"
}

start_mlserver() {
  local home http grpc
  home=$(environment mlserver)
  take mlserver.http; http=$port
  take mlserver.grpc; grpc=$port
  take mlserver.metrics
  "$home/bin/python" "$servers/mlserver/train.py" "$servers/mlserver/model/model.joblib"
  start mlserver env "MLSERVER_HTTP_PORT=$http" "MLSERVER_GRPC_PORT=$grpc" "MLSERVER_METRICS_PORT=$port" \
    "$home/bin/mlserver" start "$servers/mlserver"
}

# The bare server out of pytriton's wheel. It looks for its Python on the PATH, and for the stub that
# fits that Python beside its backend.
start_triton() {
  local home http grpc triton
  home=$(environment triton)
  take triton.http; http=$port
  take triton.grpc; grpc=$port
  triton=$home/lib/python3.11/site-packages
  cp -r "$triton/pytriton/tritonserver/backends" "$servers/triton/"
  cp "$triton/pytriton/tritonserver/python_backend_stubs/3.11/triton_python_backend_stub" \
    "$servers/triton/backends/python/"
  start triton env "PATH=$home/bin:$PATH" "LD_LIBRARY_PATH=$triton/nvidia_pytriton.libs" \
    "$triton/pytriton/tritonserver/bin/tritonserver" \
    --model-repository "$servers/triton/repository" --backend-directory "$servers/triton/backends" \
    --http-address 127.0.0.1 --http-port "$http" --grpc-address 127.0.0.1 --grpc-port "$grpc" \
    --allow-metrics false --grpc-infer-response-compression-level high
}

section "Starting servers"
for server in "${chosen[@]}"; do
  case $server in
    seldon) start_all_of_seldon ;;
    *) "start_$server" ;;
  esac
done

# Waits until every port takes connections and every server that says so is ready.
"$python" - "$ports" <<'PYTHON' || { tail -n 20 "$work"/log/*.out >&2; stop_here "a server did not start in time"; }
import re, socket, sys, time, urllib.request

READY = {"kserve": "/v2/health/ready", "mlserver": "/v2/models/classes/ready", "triton": "/v2/health/ready"}

def is_ready(name, port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        server, kind = name.split(".")
        if kind == "http" and server in READY:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{READY[server]}", timeout=2).close()
        return True
    except OSError:
        return False

waiting = dict(re.findall(r"^(.*)=(\d+)$", open(sys.argv[1]).read(), re.M))
end = time.monotonic() + 120
while waiting:
    waiting = {name: port for name, port in waiting.items() if not is_ready(name, int(port))}
    if waiting and time.monotonic() > end:
        sys.exit(f"not ready: {', '.join(waiting)}")
    time.sleep(0.2)
PYTHON
cat "$ports"

# --- Tests ----------------------------------------------------------------------------------------

declare -A tests=([seldon]='Seldon*Interop' [kserve]='KServe*Interop' [pythie]=PythieInterop
  [mlserver]='MlServer*Interop' [triton]='Triton*Interop')
classes=()
for server in "${chosen[@]}"; do
  classes+=("${tests[$server]}")
done
if is_chosen kserve && is_chosen mlserver && is_chosen triton; then
  classes+=(MixedInterop)
fi

section "Tests: ${classes[*]}"
# In the background, so that a signal is heard at once.
setsid "$repository/mvnw" -B -ntp -Dquick test -f "$repository/pom.xml" -pl job -am \
  -Dtest="$(IFS=,; echo "${classes[*]}")" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dleat.interop="$ports" &
tests_pid=$!
groups[$tests_pid]=tests
finish "$tests_pid"

section "Every test passed"
