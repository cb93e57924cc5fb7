#!/bin/sh
# Stand-in of active-response/bin/restart.sh: restart.sh manager|agent [restart|reload]
action=${2:-restart}
home=$(cd "$(dirname "$0")/../.." && pwd -P)
echo "$(date '+%Y/%m/%d %H:%M:%S') $0 $1 $2" >>"$home/logs/active-responses.log"
if [ "$action" = reload ] && grep -qsx reload "${WAZUH_STAND_IN:-/usr/local/lib/wazuh-stand-in}/slow"; then sleep 3; fi
if [ "$1" = manager ] && ! "$home/bin/wazuh-logtest-legacy" -t >/dev/null 2>&1; then exit 1; fi
exec "$home/bin/wazuh-control" "$action"
