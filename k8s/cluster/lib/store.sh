# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
# Sourced: MinIO as a process of the node, an S3 server for the state of jobs. Expects place.sh and programs.sh.

store=http://$node_address:9000
bucket=leat-state
store_key=leat
store_secret=not-a-secret-outside

start_store() {
  needs_programs minio
  [[ ! -e $run/minio.pid ]] || return 0
  mkdir -p "$run/node/minio/$bucket" # a folder of its drive is a bucket
  daemon minio env HOME="$run/node" MINIO_ROOT_USER=$store_key MINIO_ROOT_PASSWORD=$store_secret MINIO_BROWSER=off \
    "$(program minio)" server --quiet --address "$node_address:9000" "$run/node/minio"
  until_so "the object store is ready" store_ready
}

store_ready() { kube get --server "$store" --raw /minio/health/ready; }

# stored PATH: how many objects whose names begin so.
stored() { find "$run/node/minio/$bucket/$1" -name xl.meta 2>/dev/null | wc -l; }
