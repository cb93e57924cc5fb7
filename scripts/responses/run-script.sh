# shellcheck shell=sh disable=SC2034,SC2154
# The user's script: one message, so much time, and nothing of it reaches wazuh-execd.

# run_script: code becomes the exit code, empty where its end was not seen; words the end of what it printed; took its seconds.
# timeout makes a process group of its own and ends all of that. printf stays behind by itself where nobody reads: a child of
# the script may hold its end of the pipe. The reader is bounded, since a line may never end.
run_script() {
  read -r token </proc/sys/kernel/random/uuid
  read -r begun _ </proc/uptime
  ran=$(
    {
      { printf '%s\n' "$line" & } 2>/dev/null | as_execd timeout -k 1 "$LIMIT" "$SCRIPT"
      printf '\n%s %s\n' "$token" "$?"
    } 2>&1 </dev/null | (
      # shellcheck disable=SC3045 # dash, bash and busybox all have -v
      ulimit -v 400000 2>/dev/null
      export TOKEN="$token"
      exec awk -Winteractive "$words_awk" 2>/dev/null
    )
  )
  read -r ended _ </proc/uptime
  took=$((${ended%.*} - ${begun%.*}))
  code=${ran%%"
"*}
  words=${ran#"$code"}
  words=${words#"
"}
  case $code in *[!0-9]*) code= ;; esac
}

# as_execd COMMAND...: the surroundings that wazuh-execd gives a script, and what this runner knows.
as_execd() {
  unset LC_ALL
  PATH=${given_path:+$given_path:}/usr/local/sbin:/usr/local/bin:$PATH
  export AR_COMMAND="$command" AR_ADDRESS="$address"
  "$@"
}
