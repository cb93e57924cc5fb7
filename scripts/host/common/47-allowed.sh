# shellcheck shell=sh disable=SC2034,SC2154
# Will this host let do what was brought? Two settings of hardened hosts keep ours from it without a word.

# A sentence in $fault where fapolicyd runs what a package brought and nothing else, and nobody has told it of Wazuh's folder.
trust_fault() {
  fault=
  was_seen fapolicyd || return 0
  ! grep -qs '^permissive *= *1' /etc/fapolicyd/fapolicyd.conf || return 0
  ! grep -rqsF "$home/" /etc/fapolicyd || return 0
  bin=$home/active-response/bin/
  fault="fapolicyd runs here, lets run what a package brought, and was told nothing of $bin: it may refuse every response of ours; fapolicyd-cli --file add $bin --trust-file wazuh-active-response, fapolicyd-cli --update, and after each rollout that changes a script fapolicyd-cli --file update $bin"
}

# A sentence in $fault where the kernel keeps no record of the programs that start, which our rule asks for.
audit_fault() {
  fault=
  grep -qF "$tab/etc/audit/rules.d/" "$work/F" && command -v auditctl >/dev/null 2>&1 || return 0
  ! auditctl -l 2>/dev/null | grep -qE '^-a (never,task|task,never)' ||
    fault="the audit rules have -a task,never (auditctl -l), so the kernel keeps no record of programs that start, and kill-process sees none; take that line out of /etc/audit/rules.d, run augenrules --load, and start anew what should be seen"
}

# list_hindrances BEFORE: each of these, and what 23-container.sh says, a line each behind BEFORE.
list_hindrances() {
  for asked in container_fault trust_fault audit_fault; do
    "$asked"
    [ -z "$fault" ] || printf '%s%s\n' "$1" "$fault"
  done
}
