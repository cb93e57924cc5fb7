# shellcheck shell=sh disable=SC2034,SC2154
# Our part of ossec.conf: its own root at the top, between two comments; the rest is the user's, byte for byte.

part_begin='<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->'
part_end='<!-- wazuh-active-response: end -->'

# place_part FILE [PART [FOLDER [FOUND]]]: prints FILE with PART at the top, and without the part of ours that it had, wherever
# that stood, and without the texts in FOLDER, which our part takes over. FOUND gets the names of the texts that were there.
place_part() { ask_perl place_part "$@"; }

# marked_part: our part as place_part puts it at the top, with its comments; nothing where there is none.
marked_part() { place_part /dev/null "$work/part"; }

# What another tool that writes ossec.conf whole begins its file with, so that it takes nothing of ours away and needs no
# copy of its own, which would be old after the next change of the stack.
kept_part=$state/ossec.conf.part

# keep_part: the part of the live file, in a file of its own. After `committed`, so it never names what is not in force; a run that was
# ended before it is completed with it.
keep_part() {
  sed -n "/^$part_begin\$/,/^$part_end\$/p" "$home/etc/ossec.conf" >"$work/kept" || return 1
  if [ ! -s "$work/kept" ]; then
    rm -f "$kept_part"
    return
  fi
  cmp -s "$work/kept" "$kept_part" || { cp "$work/kept" "$kept_part.new" && sync_to_disk "$kept_part.new" && mv -f "$kept_part.new" "$kept_part"; } || {
    rm -f "$kept_part.new"
    return 1
  }
}

# kept_part_differs: the other tool would write what is not the stack's. One that is not there does no harm.
kept_part_differs() {
  [ -s "$work/part" ] && [ -f "$kept_part" ] || return 1
  marked_part >"$work/kept" && ! cmp -s "$work/kept" "$kept_part"
}

# note_source FILE: what it was when a candidate was made from it.
note_source() { sha256sum -- "$1" >>"$work/candidates"; }

# Adds the candidate to the plan where it differs from the live file. It keeps that file's owner, mode and ACL.
plan_ossec() {
  live=$home/etc/ossec.conf
  [ -f "$live" ] || fail 65 "refused: $live is missing; is this a Wazuh manager? nothing was changed"
  [ -f "$work/part" ] || : >"$work/part"
  note_source "$live"
  place_part "$live" "$work/part" "$work/adopt" "$work/found" >"$work/candidate" 2>"$work/out" ||
    fail 65 "refused: $(cat "$work/out"); nothing was changed"
  plan_adoption
  if cmp -s "$work/candidate" "$live"; then return 0; fi
  cp --preserve=all "$live" "$work/ossec.conf" 2>/dev/null || cp -p "$live" "$work/ossec.conf"
  cat "$work/candidate" >"$work/ossec.conf"
  printf '%s\tnew\t%s\t=\t=\t=\t-\t-\n' "$live" "$work/ossec.conf" >>"$work/plan"
}
