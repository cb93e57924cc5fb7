# shellcheck shell=sh disable=SC2034,SC2154
# Taking over what the rest of ossec.conf defines: its texts leave the rest in the same transaction that brings our part,
# what analysisd has loaded must mean the same before and after, and remove puts the texts back. $state/adopted/N holds,
# for each time, the rest before and after, and the texts.

# In apply: notes what this run takes over. In remove: the candidate gets back what earlier runs took.
plan_adoption() {
  if [ "$mode" = remove ]; then
    give_back
    return 0
  elif [ -s "$work/found" ]; then
    loaded_meaning >"$work/meant" || fail 65 "refused: analysisd cannot be asked what it has loaded ($(tail -n 1 "$work/out")); nothing was changed"
    mkdir -p "$work/adopted/texts"
    place_part "$live" >"$work/adopted/before"
    place_part "$live" "" "$work/adopt" >"$work/adopted/after"
    while read -r text; do cp "$text" "$work/adopted/texts/"; done <"$work/found"
  fi
  refuse_missing
}

# A text that is not there was taken over by an earlier run, or somebody has changed it since the stack was written.
refuse_missing() {
  problems=0
  for text in "$work/adopt"/*; do
    [ -f "$text" ] || continue
    ! grep -qxF "$text" "$work/found" || continue
    taken=
    for known in "$state/adopted"/*/texts/*; do ! cmp -s "$known" "$text" || taken=yes; done
    [ -n "$taken" ] || problem "$home/etc/ossec.conf does not contain this text, which the stack wants to adopt: $(tr -s ' \n\t' ' ' <"$text" | sed 's/^ //' | cut -c1-160)"
  done
  [ "$problems" -eq 0 ] || fail 65 "refused: $problems text(s) to adopt are not in the file (named above): it has been edited since; run active-response adopt again; nothing was changed"
}

# What analysisd has loaded, a line a fact, sorted: two ways to write the same are one line. A name has its first command.
loaded_meaning() {
  ask_loaded >"$work/loaded" 2>"$work/out" || return 1
  ask_perl loaded_meaning "$work/loaded"
}

# After the manager has read the new file: nothing that was loaded may be lost. More may be: the fleet's own addresses.
same_meaning() {
  [ -f "$work/meant" ] || return 0
  loaded_meaning >"$work/means" || {
    say "analysisd cannot be asked what it has loaded ($(tail -n 1 "$work/out"))"
    return 1
  }
  lost=$(LC_ALL=C comm -23 "$work/meant" "$work/means")
  if [ -n "$lost" ]; then
    say "to adopt would change what is loaded. No longer loaded: $(printf '%s' "$lost" | tr '\n' ';'); adopt with the configuration that active-response adopt wrote, and change it in a later run"
    return 1
  fi
  say "adopted $(wc -l <"$work/found" | tr -d ' ') text(s) of $home/etc/ossec.conf; all $(wc -l <"$work/meant" | tr -d ' ') facts that analysisd had loaded are loaded as before, $(LC_ALL=C comm -13 "$work/meant" "$work/means" | wc -l | tr -d ' ') more are new"
}

# The candidate of remove: byte for byte what stood there, where nobody has edited the rest since; else the texts come
# back in roots of their own.
give_back() {
  [ -d "$state/adopted" ] || return 0
  ask_perl give_back "$work/candidate" "$state/adopted" 2>"$work/out" || fail 70 "$(cat "$work/out")"
}
