# shellcheck shell=sh disable=SC2034,SC2154
# Files as one transaction: staged beside their targets, journalled, renamed; undone from the journal.
# journal/plan has a line a file: path, 1 where it existed, number of the old copy in journal/, sha256 of the new one.

# Lists what differs from the wanted state in $work/changed (numbers of F), one stat and one sha256sum for all files.
compare() {
  : >"$work/changed"
  cut -f2 "$work/F" | while read -r path; do
    if [ -f "$path" ] && [ ! -L "$path" ]; then printf '%s\n' "$path"; fi
  done >"$work/present"
  if [ -s "$work/present" ]; then
    xargs sha256sum <"$work/present" | sed 's/ [ *]/ /' >"$work/sha.live"
    xargs stat -c '%n %U %G 0%a' <"$work/present" >"$work/stat.live"
  else
    : >"$work/sha.live"
    : >"$work/stat.live"
  fi
  awk -v wanted="$work/wanted" -v sha="$work/sha.live" -v stat="$work/stat.live" -v out="$work/difference" -F '\t' '
    BEGIN {
      while ((getline line < wanted) > 0) { split(line, p, " "); want[p[2]] = p[1] }
      while ((getline line < sha) > 0) { split(line, p, " "); live[p[2]] = p[1] }
      while ((getline line < stat) > 0) { split(line, p, " "); seen[p[1]] = p[2] " " p[3] " " p[4] }
      printf "" > out
    }
    {
      what = ""
      if (!($2 in live)) what = "missing"
      else {
        if (live[$2] != want[$1]) what = what " content"
        split(seen[$2], have, " ")
        if (have[1] != $3 || have[2] != $4) what = what " owner"
        if (have[3] != $5) what = what " mode"
      }
      sub(/^ /, "", what)
      if (what != "") { print $1; print $2 "\t" what > out }
    }' "$work/F" >"$work/changed"
}

is_changed() { grep -qx "$1" "$work/changed"; }

stage() {
  while IFS=$tab read -r n path owner group fmode _; do
    is_changed "$n" || continue
    folder=${path%/*}
    if [ ! -d "$folder" ]; then
      mkdir -p "$folder" && chmod 0755 "$folder"
      printf '%s\n' "$folder" >>"$state/folders"
    fi
    new=$folder/.${path##*/}.wazuh-active-response
    cp "$work/c/$n" "$new" && chown "$owner:$group" "$new" && chmod "$fmode" "$new" || return 1
    [ "$(sha_of "$new")" = "$(wanted_sha "$n")" ] || {
      say "$host: $new was not written whole"
      return 1
    }
  done <"$work/F"
}

unstage() {
  while IFS=$tab read -r n path _; do rm -f "${path%/*}/.${path##*/}.wazuh-active-response"; done <"$work/F"
}

# keep PATH SHA: copies what is there into the journal and notes what will be.
keep() {
  kept=$((kept + 1))
  if [ -e "$1" ]; then
    cp -p "$1" "$journal.new/$kept"
    printf '%s\t1\t%s\t%s\n' "$1" "$kept" "$2" >>"$journal.new/plan"
  else
    printf '%s\t0\t%s\t%s\n' "$1" "$kept" "$2" >>"$journal.new/plan"
  fi
}

# The journal is complete on disk before the first rename.
open_journal() {
  rm -rf "$journal.new"
  mkdir -p "$journal.new"
  : >"$journal.new/plan"
  kept=0
  while IFS=$tab read -r n path _; do
    ! is_changed "$n" || keep "$path" "$(wanted_sha "$n")"
  done <"$work/F"
  [ ! -f "$work/ossec.conf" ] || keep "$home/etc/ossec.conf" "$(sha_of "$work/ossec.conf")"
  printf '%s\n' "$role" >"$journal.new/role"
  [ ! -f "$installed" ] || cp -p "$installed" "$journal.new/installed"
  sync -f "$state" 2>/dev/null || sync
  mv "$journal.new" "$journal"
}

swap() {
  while IFS=$tab read -r n path _; do
    is_changed "$n" || continue
    mv -f "${path%/*}/.${path##*/}.wazuh-active-response" "$path" || return 1
  done <"$work/F"
}

# Runs each changed file's reload command once.
reload_files() {
  while IFS=$tab read -r n _ _ _ _ reload _; do
    is_changed "$n" && [ "$reload" != - ] && printf '%s\n' "$reload"
  done <"$work/F" | awk '!seen[$0]++' >"$work/reload"
  while read -r reload; do
    # shellcheck disable=SC2086 # words of a constant of ours, no quoting in it
    quiet $reload || return 1
  done <"$work/reload"
}

# Puts every old file back. What was not there is removed. Works from the journal alone.
undo() {
  [ -d "$journal" ] || return 0
  undone=0
  while IFS=$tab read -r path existed number sha; do
    rm -f "${path%/*}/.${path##*/}.wazuh-active-response"
    if [ "$existed" = 1 ]; then
      cmp -s "$journal/$number" "$path" && [ "$(stat -c '%U%G%a' "$path")" = "$(stat -c '%U%G%a' "$journal/$number")" ] && continue
      cp -p "$journal/$number" "${path%/*}/.${path##*/}.wazuh-active-response" &&
        mv -f "${path%/*}/.${path##*/}.wazuh-active-response" "$path" || return 1
      undone=$((undone + 1))
    elif [ -e "$path" ]; then
      rm -f "$path"
      undone=$((undone + 1))
    fi
  done <"$journal/plan"
  if [ -f "$journal/installed" ]; then cp -p "$journal/installed" "$installed"; fi
  return 0
}

close_journal() { rm -rf "$journal.done" && mv "$journal" "$journal.done" && rm -rf "$journal.done"; }

# Notes what we own: path and sha256. What stood there before us is kept once, for the day that we leave.
commit_files() {
  mkdir -p "$original"
  [ -f "$installed" ] || : >"$installed"
  if [ -d "$journal" ]; then
    while IFS=$tab read -r path existed number sha; do
      [ "$path" != "$home/etc/ossec.conf" ] || continue
      grep -q "^$path$tab" "$installed" && continue
      [ "$existed" = 0 ] || cp -p "$journal/$number" "$original/$(printf '%s' "$path" | tr / +)"
    done <"$journal/plan"
  fi
  {
    while IFS=$tab read -r n path _ _ _ _ unload; do
      printf '%s\t%s\t%s\n' "$path" "$(wanted_sha "$n")" "$unload"
    done <"$work/F"
    while IFS=$tab read -r path rest; do
      cut -f2 "$work/F" | grep -qxF "$path" || printf '%s\t%s\n' "$path" "$rest"
    done <"$installed"
  } >"$installed.new"
  mv "$installed.new" "$installed"
}

# take_away PATH UNLOAD: removes one file of ours and puts back what stood there before us.
take_away() {
  if [ "$2" != - ] && [ -e "$1" ]; then
    # shellcheck disable=SC2086 # words of a constant of ours
    quiet $2 || say "$host: $1: its unload command failed; the file is removed all the same"
  fi
  before=$original/$(printf '%s' "$1" | tr / +)
  if [ -f "$before" ]; then
    cp -p "$before" "${1%/*}/.${1##*/}.wazuh-active-response" && mv -f "${1%/*}/.${1##*/}.wazuh-active-response" "$1"
    rm -f "$before"
  else
    rm -f "$1"
  fi
}
