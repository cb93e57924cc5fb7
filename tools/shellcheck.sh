#!/usr/bin/env bash
# What every script of the project must pass: shellcheck, as POSIX sh or bash by its first line; and for what hosts run in perl
# perl -c. What the installer asks passes perlcritic too, where that is installed (libperl-critic-perl). Its parts have no `use
# strict` of their own: scripts/host/ask.pl, which reads them, is strict for all. It finds a part by the name that its file has, and
# perl-base has no other way to sleep less than a second.
set -eu
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.sh')
shellcheck "${files[@]}"
mapfile -t parts < <(git ls-files --cached --others --exclude-standard 'scripts/host/*.pl')
for part in "${parts[@]}"; do
  if ! said=$(perl -Mstrict -Mwarnings=FATAL,all -c "$part" 2>&1); then
    printf '%s\n' "$said" >&2
    exit 1
  fi
done
if ! command -v perlcritic >/dev/null; then
  echo "perlcritic is not installed (libperl-critic-perl): the parts in perl are compiled only" >&2
  exit 0
fi
perlcritic --quiet --gentle --exclude RequireUseStrict --exclude RequireBarewordIncludes --exclude ProhibitSleepViaSelect "${parts[@]}"
