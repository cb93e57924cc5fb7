# shellcheck shell=sh disable=SC2034,SC2154
# Must this account stay open, whatever the message says?

# bare NAME: short becomes the name without its domain and in lowercase: NAME@domain, DOMAIN\\NAME and, of winbind,
# DOMAIN+NAME.
bare() {
  short=${1##*\\}
  short=${short##*+}
  short=${short%%@*}
  case $short in *[A-Z]*) short=$(printf '%s' "$short" | tr '[:upper:]' '[:lower:]') ;; esac
}

# spared_account NAME ENTRY: spared becomes why it is never locked, or nothing. ENTRY is what getent says of the name: it
# may give another one, and the number alone is who it is.
spared_account() {
  spared=
  uid=${2#*:*:}
  uid=${uid%%:*}
  case $uid in '' | 0* | *[!0-9]*) spared='root is never locked' && return 0 ;; esac
  for each in "$1" "${2%%:*}"; do
    bare "$each"
    [ "$short" != root ] || { spared='root is never locked' && return 0; }
    for one in $protect; do
      given=$short
      bare "$one"
      [ "$given" != "$short" ] || { spared='on the protect list' && return 0; }
      short=$given
    done
  done
  # The system's own accounts: services run as them, and nobody logs in. Where the border is, shadow says to useradd.
  least=1000
  while read -r key value _; do
    [ "$key" != UID_MIN ] || least=$value
  done 2>/dev/null </etc/login.defs
  case $least in '' | *[!0-9]*) least=1000 ;; esac
  [ "$uid" -ge "$least" ] || spared="an account of the system, number $uid, is never locked"
}
