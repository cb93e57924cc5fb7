#!/bin/sh
# Stand-in of what the Debian packages of Wazuh 4.14 do to /var/ossec, for the lab only. It repeats the steps of packages/debs/SPECS of
# wazuh/wazuh v4.14.7, by the line that each part names; it installs the lab's own stand-ins.
#   package.sh keep VERSION   makes the package of that version from this host's tree, which must be a fresh one
#   package.sh unpack         the old prerm and the new preinst, then what dpkg writes: Wazuh is stopped, the stock files stand there
#   package.sh configure      the new postinst: saved files come back, owners and modes too, Wazuh is started
#   package.sh remove         apt remove; `install` and `configure` after it are apt install
#   package.sh install        preinst and unpacking after a removal
set -eu
home=/var/ossec
package=/root/wazuh-package
role=agent
[ ! -d $home/ruleset/rules ] || role=manager
[ ! -f $package/role ] || read -r role <$package/role
saved=$home/packages_files/${role}_config_files

# What install.sh lays into the package's tree (debs/SPECS/wazuh-manager/debian/rules:68): no logs (rules:84), no keys
# (src/init/inst-functions.sh:1022), no ar.conf; ossec.conf, local_rules.xml and the default group's agent.conf are in it, and
# none of them is a conffile of dpkg (debian/conffiles is empty). Owners and modes go into a script of their own (rules:91).
keep() {
  mkdir -p $package
  printf '%s\n' "$role" >$package/role
  cp -a $home $package/tree
  cd $package/tree
  find logs queue var ! -type d -exec rm -f {} +
  rm -f etc/shared/ar.conf etc/shared/merged.mg
  : >etc/client.keys
  sed -i "s/^VERSION=.*/VERSION=\"$1\"/" bin/wazuh-control
  for file in ruleset/rules/*.xml; do [ ! -f "$file" ] || printf '<!-- %s -->\n' "$1" >>"$file"; done
  for file in active-response/bin/*; do printf '# %s\n' "$1" >>"$file"; done
  find . -depth -printf '%m:%u:%g:%P\n' >$package/permissions
  # dh_fixperms
  chown -R root:root .
  chmod -R go=rX,u+rw,a-s .
}

# debian/preinst of the manager: 23-35 stop, 107-133 keep; of the agent: 22-34 and 54-71. The agent's old prerm stops it first (86-96).
keep_configuration() {
  rm -rf "$saved"
  mkdir -p "$saved"
  if $home/bin/wazuh-control status 2>/dev/null | grep -q 'is running'; then : >"$saved/wazuh.restart"; fi
  [ ! -x $home/bin/wazuh-control ] || $home/bin/wazuh-control stop >/dev/null 2>&1
  for file in etc/client.keys etc/local_internal_options.conf etc/ossec.conf; do keep_one $file; done
  if [ "$role" = manager ]; then for file in etc/rules/local_rules.xml etc/decoders/local_decoder.xml; do keep_one $file; done; fi
  [ "$role" != manager ] || [ ! -d $home/etc/lists ] || cp -rp $home/etc/lists "$saved/lists"
  [ ! -d $home/etc/shared ] || cp -rp $home/etc/shared "$saved/group"
}

keep_one() { [ ! -f "$home/$1" ] || cp -p "$home/$1" "$saved/${1##*/}"; }

# dpkg writes each file of the package beside the old one and renames it; folders that exist it leaves, and files that no package
# has it does not know.
write_files() {
  cd $package/tree
  find . -type d | while read -r folder; do [ -d "$home/$folder" ] || mkdir "$home/$folder"; done
  find . -type f | while read -r file; do
    cp -p "$file" "$home/$file.dpkg-new"
    mv "$home/$file.dpkg-new" "$home/$file"
  done
}

# debian/postinst of the manager: 36-56 ossec.conf.new, 115-144 what was kept, 166-178 log and ar.conf, 238-240 <indexer>,
# 243 owners and modes, 274-285 the start, 297-305 the end of the folder; of the agent: 39-46, 55-66, 109-116, 132, 164-175, 187-195.
configure() {
  # Left by preinst where a removed package had no ossec.conf (preinst:81; the agent's: 45).
  if [ ! -f "$saved/create_conf" ]; then
    cp $package/tree/etc/ossec.conf $home/etc/ossec.conf.new
    chmod 660 $home/etc/ossec.conf.new
  fi
  for file in client.keys local_internal_options.conf ossec.conf; do put_back $file etc; done
  put_back local_rules.xml etc/rules
  put_back local_decoder.xml etc/decoders
  [ ! -d "$saved/lists" ] || cp -rp "$saved/lists" $home/etc/
  [ ! -d "$saved/group" ] || cp -rfp "$saved"/group/* $home/etc/shared
  : >>$home/logs/active-responses.log
  chown wazuh:wazuh $home/logs/active-responses.log
  chmod 660 $home/logs/active-responses.log
  if [ "$role" = manager ]; then
    [ ! -f $home/etc/shared/ar.conf ] || chown root:wazuh $home/etc/shared/ar.conf
    add_indexer
  fi
  while IFS=: read -r mode user group path; do
    chown -- "$user:$group" "$home/$path"
    chmod "$mode" "$home/$path"
  done <$package/permissions
  if [ -f "$saved/wazuh.restart" ]; then $home/bin/wazuh-control restart >/dev/null 2>&1; fi
  rm -rf "$saved"
  rmdir $home/packages_files 2>/dev/null || :
}

put_back() { [ ! -f "$saved/$1" ] || mv "$saved/$1" "$home/$2/$1"; }

# src/init/update-indexer.sh: a root of its own at the end of a file that says nothing of an indexer.
add_indexer() {
  grep -q '<indexer>' $home/etc/ossec.conf ||
    printf '\n<ossec_config>\n\n  <indexer>\n    <enabled>yes</enabled>\n  </indexer>\n\n</ossec_config>\n' >>$home/etc/ossec.conf
}

# debian/prerm remove, dpkg, debian/postrm remove: of the manager 12-61, then 31-58; of the agent 99-130, then 23-47.
remove() {
  $home/bin/wazuh-control stop >/dev/null 2>&1
  mkdir -p $home/tmp/conffiles
  for file in client.keys local_internal_options.conf ossec.conf; do
    [ ! -f $home/etc/$file ] || cp -p $home/etc/$file $home/tmp/conffiles
  done
  (cd $package/tree && find . -type f) | while read -r file; do rm -f "$home/$file"; done
  cp -Rf $home/tmp/conffiles/* $home/etc
  rm -rf "${home:?}/tmp" "$home/ruleset" "${home:?}/var" "$home/logs"
  if [ "$role" = manager ]; then
    rm -rf $home/queue/* $home/etc/rules $home/etc/decoders
    find $home/etc -type f ! -name '*shared*' -exec mv {} {}.save \;
  else
    rm -rf $home/queue $home/etc/shared
    find $home/etc -type f -exec mv {} {}.save \;
  fi
}

case $1 in
  keep) keep "$2" ;;
  unpack)
    keep_configuration
    write_files
    ;;
  install)
    keep_configuration
    [ -f $home/etc/ossec.conf ] || : >"$saved/create_conf"
    # A package that is installed anew is not started; its administrator does that.
    rm -f "$saved/wazuh.restart"
    write_files
    ;;
  configure) configure ;;
  remove) remove ;;
  *) exit 64 ;;
esac
