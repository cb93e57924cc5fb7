#!/usr/bin/env bash
# Brings the Debian packages of other tools that write firewall rules or ossec.conf, for the tests in test/lab/beside: unpacked into a
# cache folder of the user's, a folder a tool, with what they need and this machine lacks. Nothing is installed or started here; the
# tests lay a folder over /usr of a lab host. Where a tool cannot be had, TOOL.why in the cache says why, and its test is skipped by
# that name.
#
#   bash lab/beside/fetchTools.sh [TOOL...]     without a name: all of them; prints the cache folder
#
# Exit codes: 0 all are there; 64 there is no such tool; 69 some cannot be had here (a sentence a tool says why).
set -eu
cache=${XDG_CACHE_HOME:-$HOME/.cache}/wazuh-active-response/beside
all="ufw iptables fail2ban firewalld crowdsec ansible puppet"

packages_of() {
  case $1 in
    ufw) echo ufw iptables ;;
    iptables) echo iptables iptables-persistent netfilter-persistent ;;
    fail2ban) echo fail2ban iptables ;;
    firewalld) echo firewalld iptables ;;
    crowdsec) echo crowdsec-firewall-bouncer ;;
    ansible) echo ansible-core ;;
    puppet) echo puppet-agent puppet-module-puppetlabs-concat ;;
    *) return 1 ;;
  esac
}

# missing_with PACKAGE...: the packages that apt would install with them here. Nothing but a question: -s changes nothing.
missing_with() {
  apt-get -s -qq install --no-install-recommends "$@" 2>"$scratch/said" >"$scratch/plan" || return 1
  sed -n 's/^Inst \([^ ]*\).*/\1/p' "$scratch/plan"
}

# The packages of a tool and what they need here, into $scratch/debs.
download() {
  mkdir "$scratch/debs"
  missing=$(missing_with "$@") || return 1
  mapfile -t names < <(printf '%s\n' "$@" "$missing" | sort -u | grep .)
  (cd "$scratch/debs" && timeout 600 apt-get download -qq "${names[@]}") >"$scratch/said" 2>&1
}

# A tree like that of a Debian whose /bin, /sbin and /lib are links into /usr, so that a package's files land there.
unpack() {
  mkdir -p "$scratch/tree/usr/bin" "$scratch/tree/usr/sbin" "$scratch/tree/usr/lib"
  for name in bin sbin lib; do ln -s "usr/$name" "$scratch/tree/$name"; done
  for archive in "$scratch"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$archive" | tar -x --keep-directory-symlink -C "$scratch/tree" || return 1
  done
  # What the packages' own scripts do by update-alternatives.
  [ ! -e "$scratch/tree/usr/sbin/iptables-nft" ] || for name in iptables ip6tables; do
    for verb in "" -save -restore; do ln -sf "$name-nft$verb" "$scratch/tree/usr/sbin/$name$verb"; done
  done
  actions=$scratch/tree/usr/share/polkit-1/actions/org.fedoraproject.FirewallD1
  [ ! -e "$actions.server.policy.choice" ] || ln -s "${actions##*/}.server.policy.choice" "$actions.policy"
  # And what they do for modules: concat needs stdlib, both are of one source.
  for module in "$scratch"/tree/usr/share/puppet/modules.available/puppetlabs-*; do
    [ ! -d "$module" ] || ln -sf "../modules.available/${module##*/}" "$scratch/tree/usr/share/puppet/modules/${module##*puppetlabs-}"
  done
}

bring() {
  tool=$1
  # shellcheck disable=SC2046 # names of packages, one a word
  set -- $(packages_of "$tool")
  [ "$(cat "$cache/$tool.has" 2>/dev/null)" != "$*" ] || return 0
  scratch=$(mktemp -d)
  rm -rf "${cache:?}/$tool" "$cache/$tool.has" "$cache/$tool.why"
  why=
  if ! command -v apt-get >/dev/null; then
    why="there is no apt-get here to download $* with"
  elif ! [ -L /lib ]; then
    why="/lib of this machine is not a link into /usr"
  elif ! download "$@" && { rm -rf "$scratch/debs" && updated && ! download "$@"; }; then
    why="apt-get cannot download $*: $(tail -n 1 "$scratch/said")"
  elif ! unpack 2>"$scratch/said"; then
    why="the packages $* cannot be unpacked: $(tail -n 1 "$scratch/said")"
  fi
  if [ -z "$why" ]; then
    mv "$scratch/tree" "$cache/$tool"
    printf '%s\n' "$*" >"$cache/$tool.has"
  else
    printf '%s\n' "$why" >"$cache/$tool.why"
    echo "$tool cannot be tried here: $why" >&2
  fi
  rm -rf "$scratch"
  [ -z "$why" ]
}

# Once a run: lists of packages may be old, or not there at all.
lists=old
updated() {
  [ "$lists" = old ] || return 0
  lists=new
  apt-get update -qq >/dev/null 2>&1 || :
}

# shellcheck disable=SC2086 # names of tools, one a word
[ $# -gt 0 ] || set -- $all
for tool in "$@"; do
  packages_of "$tool" >/dev/null || {
    echo "lab/beside/fetchTools.sh: there is no tool $tool here; write one of: $all" >&2
    exit 64
  }
done
mkdir -p "$cache"
missed=0
for tool in "$@"; do bring "$tool" || missed=69; done
echo "$cache"
exit "$missed"
