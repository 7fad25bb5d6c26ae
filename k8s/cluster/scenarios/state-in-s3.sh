# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
proves="With the state in an S3 store, whose key is a Secret's, a job goes on from its last checkpoint after TaskManagers and the JobManager are deleted by force."
play() {
  start_store
  open_namespace
  k create secret generic store --from-literal=AWS_ACCESS_KEY_ID=$store_key --from-literal=AWS_SECRET_ACCESS_KEY=$store_secret >/dev/null
  state=(--state-dir "s3://$bucket/$topic" --state-secret store
    --flink-config "s3.endpoint=$store" --flink-config s3.path.style.access=true)
  load 20000 100
  render
  apply
  until_results 200
  until_running 2
  kill_pods taskmanager
  until_more 600
  until_running 2
  kill_pods jobmanager
  until_more 1000
  say "$(stored "$topic") objects in s3://$bucket/$topic"
  (($(stored "$topic") > 0)) || fail "nothing is stored in s3://$bucket/$topic"
  audit
}
