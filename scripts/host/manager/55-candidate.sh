# shellcheck shell=sh disable=SC2034,SC2154
# Would Wazuh take it? Every daemon's own test, in a copied tree: analysisd -t writes ar.conf of the tree that it stands in,
# so the live tree is never tested. A daemon takes its home from the path that it is run from.

# The names of this host's daemons, in $daemons.
read_daemons() { daemons=$(sed -n '/^DAEMONS=/{s/^DAEMONS="\(.*\)"$/\1/p;q}' "$home/bin/wazuh-control"); }

# A copy of what the daemons read. What they only read may share its bytes; etc is copied, since analysisd -t writes there.
copy_tree() {
  remove_left "$scratch"
  install -d -g wazuh -m 0750 "$scratch" || return 1
  for folder in bin lib ruleset; do
    [ ! -d "$home/$folder" ] || cp -al "$home/$folder" "$scratch/" 2>/dev/null ||
      { rm -rf "${scratch:?}/$folder" && cp -a "$home/$folder" "$scratch/"; } || return 1
  done
  cp -a "$home/etc" "$scratch/" || return 1
  (cd "$home" && find active-response queue logs var stats tmp backup -maxdepth 2 -type d 2>/dev/null) |
    tar -C "$home" --no-recursion -T - -cf - 2>/dev/null | tar -C "$scratch" -xpf - 2>/dev/null || :
}

# The plan, carried out in the scratch tree.
copy_plan() {
  while IFS=$tab read -r path becomes source owner group fmode _; do
    case $path in "$home"/*) target=$scratch${path#"$home"} ;; *) continue ;; esac
    if [ "$becomes" = gone ]; then
      rm -f "$target"
    elif [ "$owner" = = ]; then
      rm -f "$target" && cp -p "$source" "$target" || return 1
    else
      install -D -T -o "$owner" -g "$group" -m "$fmode" "$source" "$target" || return 1
    fi
  done <"$work/plan"
}

# Prints the name of the first daemon that refuses the scratch tree; its words are in $work/out. None of them reads the
# agent.conf of a group.
refusing_daemon() {
  plan_touches "$home/etc/ossec.conf" "$work/plan" || plan_touches "$home/etc/rules/" "$work/plan" || return 0
  read_daemons
  for daemon in $daemons; do
    file=$scratch/bin/$daemon
    [ -x "$file" ] || continue
    # The API and the cluster daemon are scripts around the live framework folder; they read none of our sections.
    if [ -d "$home/framework" ] && head -c 512 "$file" | grep -q framework; then continue; fi
    run_limited "$patience" "$file" -t || { echo "$daemon" && return 0; }
  done
  if [ -x "$scratch/bin/wazuh-logtest-legacy" ]; then
    run_limited "$patience" "$scratch/bin/wazuh-logtest-legacy" -t && ! grep -q ERROR "$work/out" && no_rule_is_dropped || echo wazuh-logtest-legacy
  fi
}

# no_rule_is_dropped: a rule that is dropped is a warning only, and would never fire. Its words stay in $work/out.
no_rule_is_dropped() {
  dropped_rules "$work/out" "$scratch${rules_file#"$home"}" >"$work/dropped"
  [ ! -s "$work/dropped" ] || {
    sed 's/^/ERROR: /' "$work/dropped" >"$work/out"
    return 1
  }
}

test_candidate() {
  scratch=$state/scratch
  if ! copy_tree 2>"$work/out" || ! copy_plan 2>"$work/out"; then
    tail -n 5 "$work/out" >&2 || :
    rm -rf "$scratch"
    fail 65 "refused: cannot create a scratch tree in $state (full?); nothing was changed"
  fi
  refused=$(refusing_daemon)
  if [ -n "$refused" ]; then
    { grep -E 'ERROR|CRITICAL' "$work/out" || tail -n 10 "$work/out"; } >&2 || :
    # Is it our doing? The current configuration is tested too.
    why="refuses the new configuration"
    if late; then
      rm -rf "$scratch"
      fail 65 "refused: $refused did not end its test of the new configuration within $patience s; this host is very busy, or it hangs; nothing was changed, the manager runs as before"
    fi
    if copy_tree 2>/dev/null && [ -n "$(refusing_daemon)" ]; then why="refuses the configuration that this host has already, so the fault is outside our part"; fi
    rm -rf "$scratch"
    fail 65 "refused: $refused $why (its output is above); nothing was changed, the manager runs as before"
  fi
  test_groups
  rm -rf "$scratch"
}
