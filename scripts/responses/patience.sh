# shellcheck shell=sh disable=SC2034,SC2154
# How long is nft waited for? execd waits for this script without end, so not long; what is left is done without execd.

patience=0.7

# nft ARGUMENT...: nft, ended after `patience` seconds; hung becomes yes then.
nft() {
  timeout -k 0.1 "$patience" nft "$@"
  took=$?
  case $took in 124 | 137) hung=yes ;; esac
  return "$took"
}
