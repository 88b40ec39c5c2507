#!/usr/bin/env bash
# Fuzzes every target for so long, tells how many inputs a second that were, and fails under a floor:
# a target that tries a handful of inputs finds nothing, and says it is clean.
# usage: fuzz.sh SECONDS FLOOR FLOOR_OF_WHOLE
set -euo pipefail
seconds=$1 floor=$2 whole=$3
for dir in $(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do
  for target in $(grep -h -o '^func Fuzz[A-Za-z0-9]*' "$dir"/*_test.go | sed 's/^func //'); do
    least=$floor
    # These go through whole logins, or judge whole logs, with each input.
    case $target in FuzzAuthorization | FuzzTakingAway) least=$whole ;; esac
    out=$(go test -run '^$' -fuzz "^$target\$" -fuzztime "${seconds}s" -fuzzminimizetime 20x "$dir" 2>&1) || {
      # Go ends a worker that is busy when the time is up with this alone, which is no finding.
      grep -q 'context deadline exceeded' <<<"$out" && ! grep -q 'Failing input' <<<"$out" || { echo "$out"; exit 1; }
    }
    tried=$(grep -o 'execs: [0-9]*' <<<"$out" | tail -1 | cut -d' ' -f2)
    rate=$((${tried:-0} / seconds))
    printf '%-48s %7d inputs a second\n' "$dir $target" "$rate"
    if ((rate < least)); then
      echo "fewer than $least: make the target faster, or its inputs smaller" >&2
      exit 1
    fi
  done
done
