# shellcheck shell=sh disable=SC2034,SC2154
# Files as one transaction. $work/plan has a line a target: path, new or gone, source, owner, group (= as the source has
# them), mode, reload, unload. The journal holds all that is needed to go back: its own plan (path, 1 where something stood
# there, new or gone, sha256 of the new one, reload, unload) and one file phase.NAME, renamed from step to step:
#   staging    new files are written beside their targets, old ones get a second name there
#   swapping   new ones are renamed into place
#   force      commands and daemons are made to read them
#   committed  it holds; only tidying is left
# A run that ends before `committed` is undone, one that ends after it is completed. To go back takes no room on the disk:
# the old files are only renamed. Names end in .tmp, which Wazuh's cluster does not copy to other nodes.

# temporary_names PATH: what its new and its old file are called meanwhile, in $new and $old.
temporary_names() {
  new=${1%/*}/.${1##*/}.wazuh-active-response.new.tmp
  old=${1%/*}/.${1##*/}.wazuh-active-response.old.tmp
}

# The phase that the journal is in, in $phase.
read_phase() {
  for file in "$journal"/phase.*; do phase=${file##*.}; done
}

# sync_to_disk PATH...: what was written there, or which names a folder holds, outlives a loss of power from here on. /var/lib and
# /var/ossec may be two file systems, which keep no order between them: so each step is on the disk before the next begins.
sync_to_disk() { sync "$@" 2>/dev/null || :; }

# The folders of the plan's targets, each once, in $work/folders.
list_folders() {
  seen=$newline
  while IFS=$tab read -r path _; do
    folder=${path%/*}
    case $seen in *"$newline$folder$newline"*) ;; *) seen=$seen$folder$newline && printf '%s\n' "$folder" ;; esac
  done <"$work/plan" >"$work/folders"
}

# sync_folders PATH...: the paths, then the folders of `list_folders`.
sync_folders() {
  while read -r folder; do set -- "$@" "$folder"; done <"$work/folders"
  sync_to_disk "$@"
}

# A process less where nothing was left, which is nearly always.
remove_left() { for left in "$@"; do if [ -e "$left" ] || [ -L "$left" ]; then rm -rf "$left"; fi; done; }

enter_phase() {
  [ -e "$journal/phase.$1" ] || mv "$journal"/phase.* "$journal/phase.$1"
  sync_to_disk "$journal"
}

sum_of() { sha256sum <"$1" | cut -c1-64; }

# The sums of the new files, in the order of the plan: $work/sums.
sum_sources() {
  set --
  while IFS=$tab read -r _ becomes source _; do [ "$becomes" = gone ] || set -- "$@" "$source"; done <"$work/plan"
  : >"$work/sums"
  [ $# -eq 0 ] || sha256sum -- "$@" >"$work/sums"
}

# The paths that are installed by us, in $owned, each between two line ends.
list_owned() {
  owned=$newline
  [ ! -f "$installed" ] || while IFS=$tab read -r path _; do owned=$owned$path$newline; done <"$installed"
}

# Writes the journal whole, then gives it its name.
open_journal() {
  remove_left "$journal.new"
  mkdir -p "$journal.new/original"
  : >"$journal.new/plan"
  : >"$journal.new/folders"
  sum_sources
  list_owned
  while IFS=$tab read -r path becomes source _ _ _ reload unload; do
    existed=0
    [ ! -e "$path" ] || existed=1
    sum=-
    [ "$becomes" = gone ] || read -r sum _ <&3
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$path" "$existed" "$becomes" "$sum" "$reload" "$unload" >>"$journal.new/plan"
    folder=${path%/*}
    while [ ! -d "$folder" ]; do
      printf '%s\n' "$folder" >>"$journal.new/folders"
      folder=${folder%/*}
    done
    # What stood there before us is kept for the day that we leave.
    # Of ossec.conf and agent.conf, whose rest is the user's, only our part will leave.
    case $existed:$becomes:$path in
      1:new:"$home/etc/ossec.conf" | 1:new:"$home"/etc/shared/*) ;;
      1:new:*) case $owned in *"$newline$path$newline"*) ;; *) cp -p "$path" "$journal.new/original/$(original_name "$path")" ;; esac ;;
    esac
  done <"$work/plan" 3<"$work/sums"
  sort "$work/owned" >"$journal.new/installed"
  printf '%s\t%s\t%s\n' "$host" "$role" "$wait" >"$journal.new/here"
  [ ! -d "$work/adopted" ] || cp -rp "$work/adopted" "$journal.new/adopted"
  [ "$mode" != remove ] || : >"$journal.new/leaves"
  if is_manager; then
    cp "$work/ran" "$journal.new/ran"
    [ ! -f "$home/etc/shared/ar.conf" ] || cp -p "$home/etc/shared/ar.conf" "$journal.new/ar.conf"
  fi
  : >"$journal.new/phase.staging"
  sync -f "$journal.new" 2>/dev/null || :
  mv "$journal.new" "$journal"
  sync_to_disk "$state"
}

stage() {
  list_folders
  : >"$work/staged"
  set --
  while IFS=$tab read -r path becomes source owner group fmode _; do
    temporary_names "$path"
    # The group wazuh may write to some of these folders: nothing is written through a link that was put there.
    remove_left "$new" "$old"
    if [ "$becomes" = new ]; then
      if [ ! -d "${path%/*}" ]; then (umask 022 && mkdir -p "${path%/*}") || return 1; fi
      if [ "$owner" = = ]; then
        cp --preserve=all "$source" "$new" 2>/dev/null || cp -p "$source" "$new" || return 1
      else
        install -T -o "$owner" -g "$group" -m "$fmode" "$source" "$new" || return 1
      fi
      read -r sum _ <&3
      printf '%s  %s\n' "$sum" "$new" >>"$work/staged"
      set -- "$@" "$new"
    fi
    [ ! -e "$path" ] || ln "$path" "$old" || return 1
  done <"$work/plan" 3<"$work/sums"
  [ $# -eq 0 ] || sha256sum --quiet -c "$work/staged" >&2 || return 1
  sync_folders "$@"
}

# Candidates were made from files that others may edit while they are tested: their edit must not be lost.
candidates_unedited() {
  [ -f "$work/candidates" ] || return 0
  while read -r sum live; do
    ! plan_touches "$live" || [ "$(sum_of "$live" 2>/dev/null)" = "$sum" ] || {
      echo "$live was edited while this run was under way" >&2
      return 1
    }
  done <"$work/candidates"
}

swap() {
  while IFS=$tab read -r path becomes _; do
    temporary_names "$path"
    if [ "$becomes" = new ]; then mv -fT "$new" "$path" || return 1; else rm -f "$path" || return 1; fi
  done <"$work/plan"
  relabel_plan
  sync_folders
}

# plan_commands COLUMN WHICH: each command of that column of the journal's plan once, of the files that are there now:
# `after` the change (what is new) or `before` it (what existed).
plan_commands() {
  awk -F '\t' -v column="$1" -v which="$2" '
    (which == "after" ? $3 == "new" : $2 == 1) && $column != "-" && !seen[$column]++ { print $column }' "$journal/plan"
}

# Seconds for one: guarded-names asks for each name of the white list, and gives a silent name server five.
command_limit=300

reload_files() {
  plan_commands 5 "$1" >"$work/reload" || return 1
  while read -r reload; do
    # shellcheck disable=SC2086 # words of a constant of ours, no quoting in it
    run_quietly timeout -k 5 "$command_limit" $reload || audit_is_immutable "$reload" || return 1
    if audit_is_immutable "$reload"; then
      printf 'audit\tthe audit rules are immutable until the next boot (auditctl -e 2): the new ones are on the disk, and work from then on\n' >>"$work/skipped"
    fi
  done <"$work/reload"
  # Loading our table wakes it; an operator has switched it off.
  [ ! -f "$home/active-response/off.nft" ] || run_quietly nft "add table inet wazuh_active_response { flags dormant; }"
}

# restart_readers [undone]: what read at its start a file that has gone is started anew; `undone`: one that had just come.
restart_readers() {
  awk -F '\t' -v which="${1-}" '$5 ~ /^systemctl restart / && (which == "" || $2 == 0) && !seen[$5]++ { print $5 }' "$journal/plan" >"$work/restart"
  while read -r line; do
    # shellcheck disable=SC2086 # words of a constant of ours
    run_quietly timeout -k 5 "$command_limit" $line || say "it may still have in force what was in the file"
  done <"$work/restart"
}

# A host that locks its audit rules takes none before it boots: that is its owner's wish, and no reason to roll back.
audit_is_immutable() {
  [ "${1%% *}" = augenrules ] && auditctl -s 2>/dev/null | grep -qE '^enabled[= ]+2$'
}

# Runs, before a file of ours goes, the command that takes its effect away.
unload() {
  [ "$1" != - ] || return 0
  # shellcheck disable=SC2086 # words of a constant of ours
  run_quietly timeout -k 5 "$command_limit" $1 || say "its unload command failed; it is taken away all the same"
}

# Puts every old file back, from the journal alone; can be ended and begun again at any point.
undo() {
  read_phase
  while IFS=$tab read -r path existed becomes sum _ unload; do
    temporary_names "$path"
    rm -f "$new"
    # shellcheck disable=SC3013 # dash, bash and busybox all have -ef
    if [ "$phase" = staging ] || [ "$path" -ef "$old" ]; then
      rm -f "$old"
    elif [ "$existed" = 1 ]; then
      [ -e "$old" ] || continue
      if [ -e "$path" ] && [ "$(sum_of "$path")" != "$sum" ]; then
        say "$path was changed by somebody after the run was interrupted; it is left as it is"
        rm -f "$old"
      else
        mv -fT "$old" "$path" || return 1
      fi
    elif [ -e "$path" ] && [ "$(sum_of "$path")" = "$sum" ]; then
      [ "$phase" != force ] || unload "$unload"
      rm -f "$path" || return 1
    fi
  done <"$journal/plan"
  # Deepest first, as they were noted.
  while read -r folder; do rmdir "$folder" 2>/dev/null || :; done <"$journal/folders"
}

close_journal() {
  remove_left "$journal.done"
  mv "$journal" "$journal.done"
  rm -rf "$journal.done"
}

# After `committed`: our notes, then the second names of the old files. Can be begun again.
tidy_up() {
  [ -d "$original" ] || mkdir -p "$original"
  for kept in "$journal/original"/*; do
    [ ! -f "$kept" ] || mv -f "$kept" "$original/"
  done
  [ ! -f "$journal/installed" ] || mv -f "$journal/installed" "$installed"
  if [ -d "$journal/adopted" ]; then
    times=1
    while [ -d "$state/adopted/$times" ]; do times=$((times + 1)); done
    mkdir -p "$state/adopted" && mv "$journal/adopted" "$state/adopted/$times"
  fi
  [ ! -f "$journal/leaves" ] || rm -rf "$state/adopted"
  # A run that cannot write it says so later; here nothing may stop it.
  if is_manager; then keep_part 2>/dev/null || :; fi
  while read -r folder; do grep -qxF "$folder" "$state/folders" 2>/dev/null || printf '%s\n' "$folder" >>"$state/folders"; done <"$journal/folders"
  list_owned
  set --
  while IFS=$tab read -r path _; do
    temporary_names "$path"
    set -- "$@" "$old" "$new"
    # An original that has come back is not ours to keep any longer.
    case $owned in *"$newline$path$newline"*) ;; *) rm -f "$original/$(original_name "$path")" ;; esac
  done <"$journal/plan"
  rm -f "$@"
  close_journal
}

# A run that was interrupted left its journal: completed or undone, then this run goes on from there.
recover() {
  remove_left "$journal.new" "$journal.done" "$state/scratch"
  remove_probes
  [ -d "$journal" ] || return 0
  read_phase
  if [ ! -f "$journal/plan" ] || [ ! -f "$journal/phase.$phase" ]; then
    # It gets its name when it is whole, so this one was damaged: by a disk, or by hand. Nothing can be undone by it, and it
    # must not block every run: apply compares each file all the same.
    aside=$state/journal.damaged
    remove_left "$aside"
    mv "$journal" "$aside"
    say "the journal of an earlier run is damaged (no plan, or no phase); it is kept as $aside, and nothing is undone by it; look for files named .NAME.wazuh-active-response.old.tmp beside ours"
    return 0
  fi
  if [ "$phase" = committed ]; then
    say "an earlier run was interrupted when it was all but done; completing it"
    tidy_up
    recovered=completed
    return 0
  fi
  say "an earlier run was interrupted; putting the old state back first"
  put_back || fail 71 "the interrupted run could NOT be undone; its old files are beside their targets, as .NAME.wazuh-active-response.old.tmp, and $journal says which"
  recovered=undone
}

# Old files, old commands, old daemons; then the journal may go.
put_back() {
  undo || return 1
  if [ "$phase" != staging ]; then
    reload_files before || say "a reload command failed with the old files too"
    [ "$phase" != force ] || restart_readers undone
  fi
  if is_manager; then bring_manager_back || return 1; fi
  close_journal
}

roll_back() {
  say "$1; putting the old state back"
  put_back || fail 71 "failed: $1; the old state could NOT be put back whole (see above); run again when that is fixed, it goes on from $journal"
  if is_manager; then
    fail 70 "failed: $1; the old state is back and the manager runs with it"
  fi
  fail 70 "failed: $1; the old state is back"
}

# transact: the plan, from the first staged file to the last verified one; `bring_in_force` is the role's.
transact() {
  note_step opened the journal
  open_journal
  note_step wrote the new files beside their targets
  stage 2>"$work/out" || {
    tail -n 3 "$work/out" >&2 || :
    roll_back "a file could not be written beside its target"
  }
  candidates_unedited 2>"$work/out" || roll_back "$(cat "$work/out")"
  note_step renamed the new files into place
  enter_phase swapping
  swap || roll_back "a file could not be renamed into place"
  note_step ran the reload commands
  enter_phase force
  reload_files after || roll_back "a reload command failed"
  note_step made the daemons read the new state
  bring_in_force || roll_back "the new state did not come into force"
  [ "$mode" != apply ] || compare
  [ "$mode" != apply ] || [ ! -s "$work/difference" ] || roll_back "not as wanted after the change: $(tr '\t\n' ' ;' <"$work/difference")"
  note_step tidied up
  enter_phase committed
  tidy_up
}
