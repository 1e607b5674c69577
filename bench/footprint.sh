#!/usr/bin/env bash
# Measures a published binary: time from exec to the first good /metrics (median of 10), then resident memory and CPU after idling a while with idle.yaml.
# Usage: bench/footprint.sh [BINARY [IDLE_SECONDS]]; prints rows of docs/performance.md's table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly binary="$(realpath "${1:-../out/slaagent}")" idle_seconds="${2:-60}" runs=10
readonly server=SlaAgent.Benchmarks/bin/Release/net10.0/SlaAgent.Benchmarks.dll
readonly metrics=http://127.0.0.1:19464/metrics
state="$(mktemp -d)"
agent_pid='' server_pid=''

finish() {
  [[ -z $agent_pid ]] || kill "$agent_pid" 2>/dev/null || true
  [[ -z $server_pid ]] || kill "$server_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$state"
}
trap finish EXIT

give_up() {
  echo "footprint: $1" >&2
  exit 1
}

# Asks without starting a process for each question, which would cost more than the answer takes.
answers() {
  local status=''
  { exec 3<>/dev/tcp/127.0.0.1/19464; } 2>/dev/null || return 1
  printf 'GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' >&3
  read -r _ status _ <&3 || true
  exec 3<&-
  [[ $status == 200 ]]
}

start_agent() {
  "$binary" run --config idle.yaml --state "$state/ledger" --listen http://127.0.0.1:19464 >"$state/log" 2>&1 &
  agent_pid=$!
}

stop_agent() {
  kill "$agent_pid"
  wait "$agent_pid" || give_up "the agent ended badly: $(tail -n 3 "$state/log")"
  agent_pid=''
}

time_start() {
  local begun="${EPOCHREALTIME/./}"
  start_agent
  until answers; do
    kill -0 "$agent_pid" 2>/dev/null || give_up "the agent did not start: $(tail -n 3 "$state/log")"
    sleep 0.002
  done
  echo $((${EPOCHREALTIME/./} - begun)) >>"$state/starts"
}

memory() {
  awk -v key="$1:" '$1 == key { printf "%.1f", $2 / 1024 }' "/proc/$agent_pid/status"
}

ticks() {
  awk '{ print $14 + $15 }' "/proc/$agent_pid/stat"
}

[[ -x $binary ]] || give_up "no binary at $binary: dotnet publish src/SlaAgent -c Release -o out"
[[ -e $server ]] || give_up "no model server: dotnet build -c Release bench/SlaAgent.Benchmarks"
dotnet "$server" --serve 18080 >"$state/server" &
server_pid=$!
until [[ -s $state/server ]]; do sleep 0.05; done

for ((run = 0; run < runs; run++)); do
  time_start
  stop_agent
done
median="$(sort -n "$state/starts" | sed -n "$((runs / 2)),$((runs / 2 + 1))p" | awk '{ sum += $1 } END { printf "%.0f", sum / NR / 1000 }')"
spread="$(sort -n "$state/starts" | awk 'NR == 1 { least = $1 } { most = $1 } END { printf "%.0f to %.0f", least / 1000, most / 1000 }')"
echo "| First good /metrics after exec, median of $runs | $median ms ($spread) | < 150 ms |"

start_agent
until answers; do sleep 0.05; done
before="$(ticks)"
sleep "$idle_seconds"
used=$(($(ticks) - before))
echo "| Resident after $idle_seconds s with the demo's configuration (VmRSS) | $(memory VmRSS) MiB | < 32 MiB |"
echo "| of it anonymous / from files | $(memory RssAnon) / $(memory RssFile) MiB | |"
echo "| CPU meanwhile (6 probes and 5 evaluations a second) | $(awk -v used="$used" -v hertz="$(getconf CLK_TCK)" -v seconds="$idle_seconds" 'BEGIN { printf "%.2f", 100 * used / hertz / seconds }')% of a core | |"
curl -fsS -o /dev/null "$metrics" || give_up "no /metrics at the end"
stop_agent
