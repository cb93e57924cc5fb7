# shellcheck shell=sh disable=SC2034,SC2154
# Is Wazuh's own package half done here? Its preinst keeps etc/ossec.conf aside, and its postinst moves that back over whatever
# stands there by then (packages/debs/SPECS/*/debian/preinst and postinst, v4.14.7): what we wrote in between would be lost.

# Names the folder in $half_done; false where no package is under way, and none was left so.
package_half_done() {
  for half_done in "$home"/packages_files/manager_config_files "$home"/packages_files/agent_config_files; do
    [ ! -f "$half_done/ossec.conf" ] || return 0
  done
  return 1
}

end_package="let it end (dpkg --configure -a)"

check_package() {
  ! package_half_done ||
    problem "the package of Wazuh is half done: its old ossec.conf waits in $half_done and would replace what is written now; $end_package, then run again"
}

drift_of_package() {
  ! package_half_done ||
    drift upgrading "the package of Wazuh is half done here: its old ossec.conf waits in $half_done, and comes back at its end; $end_package, then check again"
}
