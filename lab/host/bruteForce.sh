#!/bin/sh
# Tries wrong passwords by ssh: bruteForce.sh FROM USER@HOST COUNT SECONDS. Stops at the first connection that is not
# answered within SECONDS. Prints how many were answered.
set -eu
from=$1 to=$2 count=$3 seconds=$4

# ssh asks this program for the password.
asked=$(mktemp)
said=$(mktemp)
trap 'rm -f "$asked" "$said"' EXIT
printf '#!/bin/sh\necho wrong\n' >"$asked"
chmod 0700 "$asked"
export SSH_ASKPASS="$asked" SSH_ASKPASS_REQUIRE=force

answered=0
while [ "$answered" -lt "$count" ]; do
  code=0
  # A block may begin in the middle of a connection, where ssh itself would wait for ever.
  timeout "$((seconds + 2))" ssh -F none -b "$from" -o ConnectTimeout="$seconds" -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o PreferredAuthentications=password -o NumberOfPasswordPrompts=1 \
    "$to" true 2>"$said" || code=$?
  case $code:$(cat "$said") in
    255:*'Permission denied'*) answered=$((answered + 1)) ;;
    124:* | 255:*'timed out'* | 255:*refused* | 255:*reset* | 255:*unreachable*) break ;;
    *)
      echo "ssh to $to ended with $code, which is neither a wrong password nor a block:" >&2
      cat "$said" >&2
      exit 1
      ;;
  esac
done
echo "$answered"
