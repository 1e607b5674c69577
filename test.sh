#!/usr/bin/env bash
# Builds everything and runs every test. Usage: ./test.sh [project-filter], where the filter is a part of a test project's name.
# Needs the .NET SDK and, for what is missing, Debian's packages. The last line says 'N passed, N failed'.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

readonly filter="${1:-}"
readonly longest_project_run=20m
readonly policy=/usr/sbin/policy-rc.d
passed=0 failed=0 skipped=0
results="$(mktemp -d)"
made_policy=false
as_root=()

finish() {
  rm -rf "$results"
  if $made_policy; then "${as_root[@]}" rm -f "$policy"; fi
}
trap finish EXIT

total() {
  if ((skipped > 0)); then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
}

# For what keeps the tests from running at all: it counts as a failure, so that nobody reads silence as success.
give_up() {
  echo "FAILED: $1"
  failed=$((failed + 1))
  total
  exit 1
}

missing_packages() {
  command -v prometheus >/dev/null && command -v promtool >/dev/null || echo prometheus
  command -v prometheus-alertmanager >/dev/null && command -v amtool >/dev/null || echo prometheus-alertmanager
  command -v clang >/dev/null || echo clang
  [[ -e /usr/include/zlib.h ]] || echo zlib1g-dev
}

install_missing() {
  local packages
  mapfile -t packages < <(missing_packages)
  ((${#packages[@]} == 0)) && return 0
  command -v apt-get >/dev/null || give_up "missing: ${packages[*]}, and there is no apt-get to install them with"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || give_up "missing: ${packages[*]}, and there is no sudo to install them with"
    if [[ -t 0 ]]; then as_root=(sudo); else as_root=(sudo -n); fi
  fi

  # Debian starts what it installs; the tests start their own on free ports, so the packages' services must not run.
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null && "${as_root[@]}" chmod +x "$policy" && made_policy=true
    $made_policy || give_up "cannot keep the packages' services from starting"
  fi

  echo "Installing ${packages[*]}"
  { "${as_root[@]}" apt-get update -q \
    && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"; } \
    >"$results/apt.log" 2>&1 </dev/null || { tail -n 20 "$results/apt.log"; give_up "apt-get install ${packages[*]}"; }
}

build() {
  local restore=(dotnet restore SlaAgent.sln --verbosity quiet)
  [[ ${CI:-} == true ]] && restore+=(--locked-mode)
  "${restore[@]}" </dev/null || give_up "restore"
  dotnet build SlaAgent.sln -c Release --no-restore -warnaserror --nologo --verbosity quiet -nodeReuse:false </dev/null || give_up "build"
}

# A project that crashes or hangs leaves no result file, and counts as one failure.
run_project() {
  local name="$1"
  local assembly="tests/$name/bin/Release/net10.0/$name.dll" trx="$results/$name.trx" log="$results/$name.log"
  timeout --kill-after=10s "$longest_project_run" dotnet "$assembly" -noColor -noLogo -result-trx "$trx" >"$log" 2>&1 </dev/null
  local status=$? counters
  counters="$(grep -o '<Counters [^>]*>' "$trx" 2>/dev/null | tail -n 1)"
  if [[ -z $counters ]]; then
    tail -n 60 "$log"
    echo "FAILED: $name ended with status $status and left no results"
    failed=$((failed + 1))
    return
  fi

  local run_passed run_failed run_skipped
  run_passed="$(counter passed "$counters")"
  run_failed=$(($(counter failed "$counters") + $(counter error "$counters")))
  run_skipped="$(counter notExecuted "$counters")"
  if ((run_failed == 0 && status != 0)); then
    run_failed=1
  fi

  if ((run_failed > 0)); then
    cat "$log"
  fi

  echo "$name: $run_passed passed, $run_failed failed, $run_skipped skipped"
  passed=$((passed + run_passed)) failed=$((failed + run_failed)) skipped=$((skipped + run_skipped))
}

counter() {
  local value
  value="$(sed -n "s/.*[ ]$1=\"\([0-9]*\)\".*/\1/p" <<<"$2")"
  echo "${value:-0}"
}

command -v dotnet >/dev/null || give_up "the .NET SDK is missing (global.json says which)"
install_missing
build
for project in tests/*/*.csproj; do
  name="$(basename "$project" .csproj)"
  if [[ $name == *"$filter"* ]]; then
    run_project "$name"
  fi
done

((passed + failed > 0)) || give_up "no test ran"
total
((failed == 0))
