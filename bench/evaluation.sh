#!/usr/bin/env bash
# Measures a run of an evaluation of 100,000 examples by a published binary, against its own demo server in another process: the time, the CPU of both, and the
# agent's memory. Usage: bench/evaluation.sh [BINARY [EXAMPLES]]; prints rows of docs/performance.md's table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly binary="$(realpath "${1:-../out/slaagent}")" examples="${2:-100000}"
readonly agent_at=127.0.0.1:19474 server_at=127.0.0.1:19475
folder="$(mktemp -d)"
agent_pid='' server_pid=''

finish() {
  [[ -z $agent_pid ]] || kill "$agent_pid" 2>/dev/null || true
  [[ -z $server_pid ]] || kill "$server_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

give_up() {
  echo "evaluation: $1" >&2
  exit 1
}

# Milliseconds of CPU of a process, all its threads.
cpu() {
  awk -v tick="$(getconf CLK_TCK)" '{ printf "%d", ($14 + $15) * 1000 / tick }' "/proc/$1/stat"
}

peak() {
  awk '$1 == "VmHWM:" { printf "%.1f", $2 / 1024 }' "/proc/$1/status"
}

write_data() {
  awk -F, -v examples="$examples" 'NR > 1 { row[n++] = $0 } END { for (i = 0; i < examples; i++) print row[i % n] }' \
    ../src/SlaAgent.DemoServer/Classification/breast_cancer.csv >"$folder/golden.csv"
  cat >"$folder/sla.yaml" <<YAML
apiVersion: slaagent.io/v1
kind: ModelService
metadata: { name: tumours }
spec:
  server: kserve-v2
  url: http://$server_at
  model: breast-cancer
  probes:
    - name: golden
      interval: 20s
      evaluation:
        dataset: golden.csv
        csv: { columns: { features: 1-30, diagnosis: 31 } }
        request: { inputs: [ { name: x, shape: [1, 30], datatype: FP64, data: "{{features}}" } ] }
        prediction: "\$.outputs[0].data[0]"
        label: diagnosis
        task: binary
        positive: 0
        concurrency: 2
YAML
}

metric() {
  curl -s "http://$agent_at/metrics" | awk -v name="$1" 'index($0, name) == 1 { print $2 }'
}

write_data
"$binary" demo --serve --listen "http://$server_at" >"$folder/server.log" 2>&1 &
server_pid=$!
until curl -s "http://$server_at/v2/health/ready" >/dev/null; do
  kill -0 "$server_pid" 2>/dev/null || give_up "the server did not start: $(tail -n 3 "$folder/server.log")"
  sleep 0.1
done

"$binary" run --config "$folder/sla.yaml" --state "$folder/state" --listen "http://$agent_at" >"$folder/agent.log" 2>&1 &
agent_pid=$!
until [[ -n $(metric sla_evaluation_progress_ratio) ]]; do
  kill -0 "$agent_pid" 2>/dev/null || give_up "the agent did not start: $(tail -n 3 "$folder/agent.log")"
  sleep 0.05
done

begun="${EPOCHREALTIME/./}" agent_before="$(cpu "$agent_pid")" server_before="$(cpu "$server_pid")" journal=0
until [[ $(metric 'sla_evaluation_runs_total{probe="golden",result="counted"') == 1 ]]; do
  kill -0 "$agent_pid" 2>/dev/null || give_up "the agent ended: $(tail -n 3 "$folder/agent.log")"
  size="$(stat -c %s "$folder"/state/evaluations/*.journal 2>/dev/null || echo 0)"
  ((size > journal)) && journal=$size
  sleep 0.5
done

took=$((${EPOCHREALTIME/./} - begun)) agent=$(($(cpu "$agent_pid") - agent_before)) server=$(($(cpu "$server_pid") - server_before))
cat <<ROWS
| What | Measured |
| --- | --- |
| Examples; scored | $examples; $(metric 'sla_evaluation_examples_total{outcome="scored"') |
| Time; examples a second | $((took / 1000000)) s; $((examples * 1000 / (took / 1000))) |
| CPU of the agent; an example | $((agent / 1000)) s; $((agent * 1000 / examples)) µs |
| CPU of the server; an example | $((server / 1000)) s; $((server * 1000 / examples)) µs |
| Largest resident memory of the agent | $(peak "$agent_pid") MiB |
| Largest journal | $((journal / 1024)) KiB, $((journal / examples)) bytes an example |
ROWS
