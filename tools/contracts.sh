#!/usr/bin/env bash
# Plays the contracts of the lab's stand-ins (CONTRIBUTING, "Stand-ins"), and the same of real daemons where somebody has built or
# installed them outside of the checkout.
#
#   npm run contracts [-- --manager HOME] [--agent HOME] [--execd-5 FILE]
#
#   --manager HOME    a manager's home: its wazuh-analysisd (a copy of the home runs), as root
#   --agent HOME      an agent's home: its wazuh-execd and disable-account, in hosts of the lab
#                     Both, of a manager that runs and its agent 001 that is connected: sockets, ar queue and tools, too.
#   --execd-5 FILE    wazuh-execd of Wazuh 5
#
# Exit code: 0 all kept, 1 otherwise; 64 wrong arguments; 69 where the lab cannot run.
set -eu
cd "$(dirname "$0")/.."

refused() {
  echo "contracts: $*" >&2
  exit 64
}
manager='' agent='' five=''
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      sed -n '2,/^[^#]/s/^#\( \|$\)//p' "$0"
      exit 0
      ;;
    --manager) manager=${2-} ;;
    --agent) agent=${2-} ;;
    --execd-5) five=${2-} ;;
    *) refused "\"$1\" is not an option; write --manager HOME, --agent HOME or --execd-5 FILE" ;;
  esac
  [ $# -ge 2 ] || refused "$1 needs a value; see --help"
  shift 2
done
[ -z "$manager" ] || [ -x "$manager/bin/wazuh-analysisd" ] || refused "--manager $manager has no bin/wazuh-analysisd"
[ -z "$agent" ] || [ -x "$agent/bin/wazuh-execd" ] || refused "--agent $agent has no bin/wazuh-execd"
[ -z "$five" ] || [ -x "$five" ] || refused "--execd-5 $five is not an executable file"

bash lab/setup.sh test
node_modules/.bin/tsx lab/prepare.ts
# Ends here, with its own code and words, where the lab cannot run.
bash lab/enter.sh true
[ -z "$manager" ] || export WAZUH_HOME=$manager
if [ -n "$agent" ]; then
  export WAZUH_EXECD=$agent/bin/wazuh-execd
  [ ! -e "$agent/active-response/bin/disable-account" ] || export WAZUH_DISABLE_ACCOUNT=$agent/active-response/bin/disable-account
fi
if [ -n "$manager" ] && [ -n "$agent" ]; then export WAZUH_MANAGER=$manager WAZUH_AGENT=$agent; fi
[ -z "$five" ] || export WAZUH_EXECD_5=$five

failed=0
node_modules/.bin/jest --selectProjects unit --runInBand \
  --testPathPatterns 'test/unit/labWazuh/.*[cC]ontract' 'test/unit/labWazuh/judge' test/unit/real test/unit/provider test/unit/hetzner || failed=1
bash lab/enter.sh node_modules/.bin/jest --selectProjects lab --runInBand \
  --testPathPatterns test/lab/wazuh/records 'test/lab/responses/.*[eE]xecd' test/lab/five/wazuhExecd test/lab/five/custom test/lab/provider || failed=1
played() { if [ -n "$2" ]; then echo "  $1: the stand-in and the real one, $2"; else echo "  $1: the stand-in alone"; fi; }
echo "contracts: $([ $failed = 0 ] && echo kept || echo BROKEN)"
played "wazuh-analysisd -t" "$manager"
played "wazuh-execd, disable-account" "$agent"
played "sockets, ar queue, agent_control" "${WAZUH_MANAGER-}"
played "wazuh-execd of Wazuh 5" "$five"
exit $failed
