#!/usr/bin/env bash
# Runs the lab's tests once for each part of a lab that can be slowed down (lab/slowParts.ts), with that part slow. A test that does
# not wait for what it needs passes on a quiet machine and fails here.
#
#   bash lab/slow.sh [FOLDER...]
#
# Exit code: 0 all passed, 1 otherwise.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=
while read -r part; do
  echo "== $part is slow"
  LAB_SLOW=$part bash lab/tests.sh "$@" </dev/null || failed="$failed $part"
done < <(sed -n 's/^  \([a-z]*\): ".*",$/\1/p' lab/slowParts.ts)
[ -z "$failed" ] || {
  echo "lab tests failed with these slow:$failed" >&2
  exit 1
}
