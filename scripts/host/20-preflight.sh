# shellcheck shell=sh disable=SC2034,SC2154
# Everything that can be refused is refused here, before the first byte is changed; all problems at once.

problem() {
  say "$host: $*"
  problems=$((problems + 1))
}

preflight() {
  problems=0
  [ "$(id -u)" -eq 0 ] || problem "runs as $(id -un); connect as root, or set ssh.sudo: true"
  while read -r tool; do
    [ -n "$tool" ] || continue
    command -v "$tool" >/dev/null 2>&1 || problem "the tool $tool is missing; a response needs it; install it and run again"
  done <"$work/T"
  check_wazuh
  cut -f3 "$work/F" | sort -u | while read -r owner; do
    id -u "$owner" >/dev/null 2>&1 || echo "the user $owner is missing"
  done >"$work/missing"
  cut -f4 "$work/F" | sort -u | while read -r group; do
    getent group "$group" >/dev/null 2>&1 || echo "the group $group is missing"
  done >>"$work/missing"
  while read -r line; do problem "$line; is Wazuh installed?"; done <"$work/missing"
  check_targets
  [ "$problems" -eq 0 ] || fail 65 "refused: $problems problem(s), named above; nothing was changed"
}

check_wazuh() {
  if [ ! -x "$home/bin/wazuh-control" ]; then
    if [ -f /.dockerenv ] || [ -n "${KUBERNETES_SERVICE_HOST-}" ]; then
      problem "is a container without $home/bin/wazuh-control; a manager in a container or Kubernetes is not supported"
    else
      problem "has no $home/bin/wazuh-control; install Wazuh 4.14 first"
    fi
    return 0
  fi
  version=$("$home/bin/wazuh-control" info -v 2>/dev/null 9>&- || true)
  case $version in
    v4.*) ;;
    v5.* | v6.*) problem "runs Wazuh $version, which has no active response of this kind; only 4.14 is supported" ;;
    *) problem "wazuh-control says version \"$version\"; 4.14 is wanted" ;;
  esac
  type=$("$home/bin/wazuh-control" info -t 2>/dev/null 9>&- || true)
  case $role:$type in
    agent:agent | *:v* | master:server | worker:server | *:) ;;
    *) problem "is of type \"$type\" in Wazuh, but the stack says $role" ;;
  esac
}

# Every target: a plain file or nothing, in a folder that can be written, on a disk with room for both copies.
check_targets() {
  bytes=$(cat "$work"/c/* "$work/part" 2>/dev/null | wc -c)
  { cut -f2 "$work/F"; [ ! -f "$work/part" ] || echo "$home/etc/ossec.conf"; } >"$work/targets"
  while read -r path; do
    if [ -L "$path" ]; then
      problem "$path is a symbolic link; make it a plain file"
    elif [ -e "$path" ] && [ ! -f "$path" ]; then
      problem "$path is no plain file"
    elif [ -f "$path" ] && lsattr -d "$path" 2>/dev/null | cut -d' ' -f1 | grep -q '[ia]'; then
      problem "$path is immutable; run chattr -ia $path"
    fi
  done <"$work/targets"
  sed 's#/[^/]*$##' "$work/targets" | sort -u >"$work/folders"
  echo "$state" >>"$work/folders"
  while read -r folder; do
    while [ ! -d "$folder" ] && [ -n "$folder" ]; do folder=${folder%/*}; done
    folder=${folder:-/}
    probe=$(mktemp "$folder/.wazuh-active-response.XXXXXX" 2>/dev/null) || {
      problem "$folder cannot be written (read-only file system, or full)"
      continue
    }
    { head -c "$((bytes + 65536))" /dev/zero >"$probe"; } 2>/dev/null || problem "$folder has no room for $((bytes / 1024 + 64)) KiB"
    rm -f "$probe"
  done <"$work/folders"
}
