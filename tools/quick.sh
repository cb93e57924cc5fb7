#!/usr/bin/env bash
# The checks of the inner loop: types, eslint, prettier and shellcheck of what changed, and the unit tests without the long files.
#
#   npm run test:quick [-- COMMIT]
#
# Changed is what differs from COMMIT, HEAD by default, and what git does not know yet.
#
# Exit code: 0 all passed, else that of the first check that failed; 64 where COMMIT is not one.
set -eu
cd "$(dirname "$0")/.."
since=${1-HEAD}
git rev-parse --quiet --verify "$since^{commit}" >/dev/null || {
  echo "tools/quick.sh: \"$since\" is not a commit of this checkout; write one, such as main or HEAD~3" >&2
  exit 64
}
changed() {
  git diff --name-only --diff-filter=d "$since" -- "$@"
  git ls-files --others --exclude-standard -- "$@"
}

# Its notes of the last run, so that the next one looks at less.
node_modules/.bin/tsc --noEmit --incremental --tsBuildInfoFile .lab/types.tsbuildinfo
mapfile -t sources < <(changed '*.ts')
[ ${#sources[@]} -eq 0 ] || node_modules/.bin/eslint --no-warn-ignored "${sources[@]}"
mapfile -t texts < <(changed)
[ ${#texts[@]} -eq 0 ] || node_modules/.bin/prettier --check --ignore-unknown --log-level warn "${texts[@]}"
mapfile -t scripts < <(changed '*.sh')
[ ${#scripts[@]} -eq 0 ] || ! command -v shellcheck >/dev/null || shellcheck "${scripts[@]}"
node_modules/.bin/jest --selectProjects quick --maxWorkers=100%
