#!/usr/bin/env bash
# What every script of the project must pass: shellcheck, as POSIX sh or bash by its first line.
set -eu
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.sh')
shellcheck "${files[@]}"
