#!/usr/bin/env bash
# Runs the lab's tests: each folder of test/lab in a lab of its own, one more side by side than there are processors, at most 4.
# Much of a lab's time is waiting. What a folder says is printed when it ends.
#
# A lab is some hundred real processes. Where at most two folders failed, each is run once more, alone: one that passes then has a race,
# in the product or in the lab. It is named in the last line and does not fail the run; it is a fault to mend all the same.
#
#   bash lab/tests.sh [FOLDER...]
#
# LAB_SLOW=PART slows a part of the lab down (lab/slowParts.ts), to find tests that do not wait for what they need; nothing is run
# twice then.
# Exit code: 0 all passed, 1 otherwise; 69 when the lab cannot run here.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash lab/enter.sh true

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
export said

one() {
  start=$SECONDS
  code=0
  bash lab/enter.sh node_modules/.bin/jest --selectProjects lab --runInBand --testPathPatterns "/test/lab/$1/" \
    >"$said/$1" 2>&1 || code=$?
  cat "$said/$1"
  if [ "$code" -eq 0 ]; then rm -f "$said/$1.failed"; else touch "$said/$1.failed"; fi
  echo "test/lab/$1: $([ "$code" -eq 0 ] && echo passed || echo failed) after $((SECONDS - start)) s"
}
export -f one

# The longest first, so that none is alone at the end: the demo, then what has most files.
asked=$*
folders() {
  if [ -n "$asked" ]; then
    # shellcheck disable=SC2086 # names of folders, with blanks between them
    printf '%s\n' $asked
    return 0
  fi
  echo demo
  for folder in test/lab/*/; do
    [ "$folder" != test/lab/demo/ ] || continue
    echo "$(find "$folder" -name '*.test.ts' | wc -l) $(basename "$folder")"
  done | sort -rn | cut -d' ' -f2
}

at_once=$(($(nproc) + 1))
[ "$at_once" -le 4 ] || at_once=4
echo "lab tests: $(folders | wc -l) folders, $at_once at a time; the longest takes some minutes"
folders | xargs -P "$at_once" -I {} bash -c 'one {}'
failed() { find "$said" -name '*.failed' -exec basename {} .failed \; | sort | tr '\n' ' '; }

raced=
first=$(failed)
if [ -n "$first" ] && [ -z "${LAB_SLOW:-}" ] && [ "$(wc -w <<<"$first")" -le 2 ]; then
  echo "lab tests failed in: $first; once more, alone"
  for folder in $first; do
    one "$folder"
    [ -e "$said/$folder.failed" ] || raced="$raced$folder "
  done
fi
[ -z "$(failed)" ] || {
  echo "lab tests failed in: $(failed)" >&2
  exit 1
}
if [ -z "$raced" ]; then
  echo "lab tests: all passed"
else
  echo "lab tests: all passed, but A RACE IS LEFT in: $raced(failed once, above, and passed alone)" >&2
fi
