# shellcheck shell=sh disable=SC2034,SC2154
# Which family of distributions is this host of, and what installs a tool there? Debian's has apt-get, Red Hat's dnf.

family=

# In $family `debian`, `rhel` or `other`, in $release its number (9.4), in $distribution what it calls itself. A host that does not
# say is taken for Debian's, as a container's image of it may be.
read_family() {
  [ -z "$family" ] || return 0
  family=debian
  release=
  distribution=
  [ -r /etc/os-release ] || return 0
  # shellcheck source=/dev/null
  said=$(. /etc/os-release && printf '%s %s|%s|%s' "${ID-}" "${ID_LIKE-}" "${VERSION_ID-}" "${PRETTY_NAME-}") || :
  distribution=${said#*|}
  release=${distribution%%|*}
  distribution=${distribution#*|}
  case " ${said%%|*} " in
    *' debian '* | *' ubuntu '*) family=debian ;;
    *' rhel '*) family=rhel ;;
    *) family=other ;;
  esac
}

# how_to_install TOOL: the command that brings it here; nothing where only the owner of the stack knows its package. The same
# packages as policy/cloudInit/packages.ts, which a test holds this against.
how_to_install() {
  read_family
  package=
  case $family:$1 in
    rhel:perl) package="perl-interpreter $(perl_packages IO::Handle Socket)" ;;
    *:perl) package=perl-base ;;
    *:nft) package=nftables ;;
    rhel:ip | rhel:ss) package=iproute ;;
    *:ip | *:ss) package=iproute2 ;;
    rhel:iptables) package=iptables-nft ;;
    rhel:conntrack) package=conntrack-tools ;;
    rhel:logger | *:flock | *:setsid) package=util-linux ;;
    *:logger) package=bsdutils ;;
    rhel:awk) package=gawk ;;
    *:awk) package=mawk ;;
    rhel:pkill | rhel:ps) package=procps-ng ;;
    *:pkill | *:ps) package=procps ;;
    # The package is passwd on 9, and shadow-utils on 10.
    rhel:passwd) package=/usr/bin/passwd ;;
    rhel:usermod) package=shadow-utils ;;
    *:passwd | *:usermod) package=passwd ;;
    # curl-minimal is there, and does not go with curl.
    rhel:curl) package=/usr/bin/curl ;;
    *:sha256sum | *:timeout) package=coreutils ;;
    *:curl | *:iptables | *:conntrack | *:jq | *:python3 | *:tar | *:gzip) package=$1 ;;
  esac
  [ -n "$package" ] || return 0
  if [ "$family" = rhel ]; then printf 'dnf install %s' "$package"; else printf 'apt-get install %s' "$package"; fi
}

# perl_packages MODULE...: Red Hat's packages of modules of perl itself, each once; Debian's perl-base has them all.
perl_packages() {
  for module in "$@"; do
    case $module in IO::*) echo perl-IO ;; *) printf 'perl-%s\n' "$module" ;; esac
  done | sort -u | paste -sd ' '
}

# What this installer was tried on, as far as it can be without a machine of it (docs/rhel.md). On others paths, audit rules and
# SELinux differ.
check_family() {
  # The image is Amazon Linux; that it is a container is the reason.
  if [ "$role" != agent ] && in_container; then return 0; fi
  read_family
  leave="take it out of the stack (its alerts then trigger the fallback, see active-response check)"
  case $family:$release in
    debian:* | rhel:9 | rhel:9.* | rhel:10 | rhel:10.*) ;;
    rhel:*) problem "runs $distribution, and of the RHEL family 9 and 10 are supported; $leave" ;;
    *) problem "runs $distribution, and only Debian, Ubuntu and the RHEL family are supported; $leave" ;;
  esac
}

# missing_modules: what perl lacks here (a line of $work/modules), and what brings it; nothing where it lacks none.
missing_modules() {
  read -r modules <"$work/modules" || return 0
  read_family
  how="apt-get install --reinstall perl-base"
  # shellcheck disable=SC2086 # words
  [ "$family" != rhel ] || how="dnf install $(perl_packages $modules)"
  printf '%s' "the perl of this host lacks $(printf '%s' "$modules" | sed 's/ /, /g'); install it ($how) and run again"
}
