# shellcheck shell=sh disable=SC2034,SC2154
# Our part of groups' agent.conf: the <localfile> that collects the log of active responses, between the same two comments
# as in ossec.conf. The rest of the file is the user's. In a cluster the master hands etc/shared on, so it alone has it.

# Prints the groups that are to have a part, and those that have one.
group_names() {
  {
    for part in "$work"/groups/*; do [ ! -f "$part" ] || printf '%s\n' "${part##*/}"; done
    grep -lsF "$part_begin" "$home"/etc/shared/*/agent.conf | sed 's#/agent\.conf$##; s#.*/##'
  } | sort -u
}

# group_candidate GROUP: its agent.conf as it is to be; nothing at all where it was ours alone and is to go.
group_candidate() {
  base=$home/etc/shared/$1/agent.conf
  [ -f "$base" ] || base=/dev/null
  if [ -f "$work/groups/$1" ]; then place_part "$base" "$work/groups/$1"; else place_part "$base"; fi
}

# Adds to the plan every agent.conf that differs. One that is there keeps its owner and mode.
plan_groups() {
  [ "$role" = master ] || return 0
  mkdir -p "$work/shared"
  problems=0
  group_names >"$work/group.names"
  while read -r group; do
    live=$home/etc/shared/$group/agent.conf
    if [ ! -d "${live%/*}" ]; then
      problem "$(no_such_group "$group")"
      continue
    fi
    file=$work/shared/$group
    group_candidate "$group" >"$file" 2>"$work/out" || fail 65 "refused: $(cat "$work/out"); nothing was changed"
    if [ ! -f "$live" ]; then
      [ ! -s "$file" ] || printf '%s\tnew\t%s\twazuh\twazuh\t0660\t-\t-\n' "$live" "$file" >>"$work/plan"
      continue
    fi
    ! cmp -s "$file" "$live" || continue
    note_source "$live"
    if [ -s "$file" ]; then
      cp --preserve=all "$live" "$file.kept" 2>/dev/null || cp -p "$live" "$file.kept"
      cat "$file" >"$file.kept"
      printf '%s\tnew\t%s\t=\t=\t=\t-\t-\n' "$live" "$file.kept" >>"$work/plan"
    else
      printf '%s\tgone\t-\t-\t-\t-\t-\t-\n' "$live" >>"$work/plan"
    fi
  done <"$work/group.names"
  refuse_problems
}

no_such_group() { echo "$home/etc/shared/$1 is missing: the manager has no group $1; make it ($home/bin/agent_groups -a -g $1) or correct logs.groups of the stack"; }

# Prints a line a conflict: no such group, a file that remoted cannot read, the log collected there already.
find_group_conflicts() {
  [ "$role" = master ] || return 0
  for part in "$work"/groups/*; do
    [ -f "$part" ] || continue
    group=${part##*/}
    live=$home/etc/shared/$group/agent.conf
    if [ ! -d "${live%/*}" ]; then
      no_such_group "$group"
      continue
    fi
    [ -f "$live" ] || continue
    ask_perl not_readable "$live"
    collectors all "$live" 2>/dev/null | while IFS=$tab read -r file line; do
      printf '%s line %s: a <localfile> collects %s already; remove it there, or take group %s out of logs.groups\n' "$file" "$line" "$log" "$group"
    done
  done
}

# verify_agent_conf FILE: what verify-agent-conf of the scratch tree says; where it refuses, its words are in $work/words.
verify_agent_conf() {
  run_limited "$patience" "$scratch/bin/verify-agent-conf" -f "$1" && return 0
  { grep -E 'ERROR|CRITICAL' "$work/out" || tail -n 5 "$work/out"; } >"$work/words" || :
  return 1
}

# The candidates in the scratch tree. Where our part leaves, the rest is what it was: nothing to ask.
test_groups() {
  for part in "$work"/groups/*; do
    live=$home/etc/shared/${part##*/}/agent.conf
    if [ ! -f "$part" ] || ! plan_touches "$live" "$work/plan"; then continue; fi
    [ -x "$scratch/bin/verify-agent-conf" ] || refuse_candidate "$home/bin/verify-agent-conf is missing, so an agent.conf cannot be tested; is this a Wazuh manager?"
    ! verify_agent_conf "$scratch${live#"$home"}" || continue
    ! late || refuse_candidate "verify-agent-conf did not end its test of $live with our part within $patience s; this host is very busy, or it hangs"
    why="verify-agent-conf refuses $live with our part (its output is above)"
    # Is it our doing? The current file is tested too; its words then name the lines of the live file.
    if [ -f "$live" ] && ! verify_agent_conf "$live"; then
      why="verify-agent-conf refuses $live as it is, so the fault is outside our part (its output is above)"
      name_lines "$live" >&2 || :
    fi
    cat "$work/words" >&2 || :
    refuse_candidate "$why"
  done
}

# name_lines FILE: where an element stands that the tool names without a line: one that it does not know, or its value.
name_lines() {
  sed -n "s/.*(1230): Invalid element in the configuration: '\(.*\)'\.$/<\1/p; s/.*(1235): Invalid value for element '\(.*\)': \(.*\)\.$/<\1>\2</p" "$work/words" | sort -u | while read -r text; do
    line=$(grep -nF -e "$text" "$1" | head -n 1 | cut -d: -f1)
    [ -z "$line" ] || printf '%s line %s: %s\n' "$1" "$line" "$text"
  done
}

refuse_candidate() {
  rm -rf "$scratch"
  fail 65 "refused: $1; nothing was changed, the manager runs as before"
}

# What differs from the stack in the parts of groups, for `check`.
drift_of_groups() {
  [ "$role" = master ] || return 0
  group_names | while read -r group; do
    live=$home/etc/shared/$group/agent.conf
    [ -d "${live%/*}" ] || continue
    if ! group_candidate "$group" >"$work/candidate" 2>"$work/out"; then
      drift agent.conf "$(cat "$work/out")"
    else
      present=$live
      [ -f "$live" ] || present=/dev/null
      cmp -s "$work/candidate" "$present" || drift agent.conf "our part of $live is edited, outdated or gone"
    fi
  done
}
