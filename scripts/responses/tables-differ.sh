# shellcheck shell=sh disable=SC2034,SC2154
# How does the kernel differ from a file of rules? Both are listed by this host's own nft: the wanted tables from a network
# namespace that is made for it and has nothing else in it, so that no spelling of a version has to be known.

# Nothing waits longer than this for nft, which waits for others in the kernel. In seconds; at a boot, where all else starts at the
# same time, and nobody waits for the answer, see `restore`.
limit=10
limited() { timeout -k 1 "$limit" "$@"; }

# Old versions list the elements, too, and have no word for leaving them out; then the tables are compared by their hooks alone.
# Only `want` finds out which it is.
terse=-t

# tables_of FILE: family and name of each table of ours in it, a line each.
tables_of() {
  awk '{ sub(/^add table /, "table ") }
    /^table [a-z0-9]+ wazuh_active_response[a-z0-9_]*( |$)/ && !seen[$2, $3]++ { print $2, $3 }' "$1" 2>/dev/null
}

# text_of FILE: as it is to be loaded. Our blocks sleep while an operator has switched them off.
text_of() {
  if [ "$1" = "$LISTS" ] && [ -e "$ASLEEP" ]; then
    sed 's/^add table inet wazuh_active_response$/& { flags dormant; }/' "$1"
  else
    cat "$1"
  fi 2>/dev/null
}

# asked COMMAND...: what it prints; `no_answer` where it did not end in time, which is not the same as nothing.
no_answer='= no answer'
asked() {
  limited "$@" 2>/dev/null && return 0
  case $? in 124 | 137) echo "$no_answer" ;; esac
}

# list_tables TABLES: without what changes by itself (counters, elements of a set with a clock).
list_tables() {
  printf '%s\n' "$1" | while read -r family name; do
    asked nft -s ${terse:+"$terse"} list table "$family" "$name"
  done
  [ "$file" = "$LISTS" ] && [ -n "$terse" ] || return 0
  # Who is in these is let through, blocked or not.
  for set in $white_lists; do asked nft -s list set inet wazuh_active_response "$set"; done
}
white_lists='whitelist4 whitelist6'

# want FILE: tables becomes what it holds, wanted how they are listed; wanted is empty where this host cannot tell.
want() {
  tables=$(tables_of "$1")
  wanted=
  [ -n "$terse" ] || return 0
  sets=
  [ "$1" != "$LISTS" ] || sets=$white_lists
  wanted=$(text_of "$1" | limited unshare -n sh -c "nft -f - || exit
    printf '%s\n' \"\$1\" | while read -r family name; do nft -s -t list table \"\$family\" \"\$name\" || exit; done
    for set in \$2; do nft -s list set inet wazuh_active_response \"\$set\" || exit; done" sh "$tables" "$sets" 2>/dev/null) && return 0
  wanted=
  # One that gives no answer in time may know the word.
  limited nft -t list tables >/dev/null 2>&1
  case $? in 0 | 124 | 137) ;; *) terse= ;; esac
}

# differs: true where the kernel is not as `want` found; now becomes what it has. Where nft did not answer, nothing is known to
# differ, and unanswered says so.
differs() {
  now=$(list_tables "$tables")
  beside='' unanswered=''
  [ "$file" != "$ISOLATION" ] || beside=$(lost_beside)
  case $now$beside in *"$no_answer"*) unanswered="whether $file is in the kernel is not known: nft did not answer within $limit s; this host is very busy, or nft hangs" && return 1 ;; esac
  # Where it is not known how the tables are listed, none in the kernel would be the same as what is wanted.
  if [ -n "$wanted" ]; then
    [ "$now" != "$wanted" ] || [ -n "$beside" ]
    return
  fi
  [ -n "$beside" ] || [ "$(hooks_in "$now")" != "$(hooks_in "$(text_of "$file")")" ]
}

# lost_beside: what an isolated host has no longer of the tables whose rules its file counts: "# beside bridge 1".
lost_beside() {
  sed -n 's/^# beside \([a-z]*\) \([0-9]*\)$/\1 \2/p' "$ISOLATION" 2>/dev/null | while read -r family rules; do
    is=$(asked nft list table "$family" wazuh_active_response_isolation)
    case $is in *"$no_answer"*) echo "$no_answer" && continue ;; esac
    is=$(printf '%s\n' "$is" | grep -c ' drop$')
    case $family in bridge) guests="bridged guests" ;; *) guests="macvlan and ipvlan guests" ;; esac
    [ "$is" = "$rules" ] || echo "table $family wazuh_active_response_isolation has $is of its $rules rules: $guests of this host are not cut off any more"
  done
}

hooks_in() { printf '%s\n' "$1" | grep -c 'type filter hook'; }

# differences: what `differs` has seen, a sentence each.
differences() {
  if [ -n "$wanted" ]; then
    # Not by the environment: one text of it holds 128 KiB.
    printf '%s\n= now\n%s\n' "$wanted" "$now" | awk "$differ_awk"
    # Where the host itself is open, its guests need no line.
    [ -z "$now" ] || [ -z "$beside" ] || printf '%s\n' "$beside"
  elif [ -n "$beside" ]; then
    printf '%s\n' "$beside"
  else
    echo "the tables of $file are not in the kernel as written there"
  fi | if [ "$file" = "$ISOLATION" ]; then sed 's/ is not in the kernel$/&: this host is not isolated any more/'; else cat; fi
}
