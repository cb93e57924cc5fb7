#!/usr/bin/env bash
# Makes this machine ready for the lab: installs the Debian packages and the npm packages that are missing, and nothing
# else. Quick and silent where nothing is missing. No service of the machine is started, stopped or enabled. For `quick`, which
# needs neither root nor Linux, it only says what is missing.
#
#   bash lab/setup.sh demo|test|quick|nightly|seeing
#
# Exit codes: 0 ready; 64 wrong argument; 69 this machine cannot do it (the sentence says what to do instead); else what
# apt-get or npm ended with.
set -eu

cannot() {
  echo "$1" >&2
  exit 69
}

what=${1-}
case $what in
  demo | test) run=$what ;;
  quick) run=test:quick ;;
  nightly) run=test:nightly ;;
  seeing) run=lab:seeing ;;
  *)
    echo "lab/setup.sh: write what is to be run: demo, test, quick, nightly or seeing" >&2
    exit 64
    ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PATH:/usr/sbin:/sbin

[ "$what" = quick ] || [ "$(uname -s)" = Linux ] ||
  cannot "The lab needs Linux (network namespaces), and this is $(uname -s): run npm run $run on a Debian or Ubuntu machine, a virtual one will do."
[ "$what" = quick ] || [ "$(id -u)" -eq 0 ] ||
  cannot "The lab needs root for its network namespaces, and you are $(id -un): run sudo env PATH=\"\$PATH\" npm run $run."
command -v node >/dev/null ||
  cannot "Node.js is missing: install Node 20 or later (https://nodejs.org), then run npm run $run again."
version=$(node --version)
major=${version#v}
[ "${major%%.*}" -ge 20 ] ||
  cannot "Node $version is too old: install Node 20 or later (https://nodejs.org), then run npm run $run again."

# A program, the Debian package that brings it, what it is for.
needed() {
  [ "$what" = quick ] || cat <<'END'
/usr/sbin/sshd openssh-server lab hosts are reached over real SSH; this machine's own service stays off
nft nftables blocks are real nftables rules, in lab hosts only
ip iproute2 network of the lab
nsenter util-linux namespaces of the lab
setpriv util-linux namespaces of the lab
unshare util-linux namespaces of the lab
mount mount namespaces of the lab
sudo sudo hosts that are reached as a user with sudo -n
END
  cat <<'END'
ssh openssh-client the command line reaches hosts with it
openssl openssl the stand-in of the API makes its certificate
perl perl-base first process of every lab host, and the language of some programs of hosts
END
  [ "$what" = demo ] || [ "$what" = quick ] || cat <<'END'
rsyslogd rsyslog sends alerts on; this machine's own service stays off
curl curl lab managers ask dashboard and Graylog with it
gpg gnupg a new server's first boot tests the key of the packages with it
ps procps tests look for processes
END
  [ "$what" != seeing ] || cat <<'END'
mvn maven fetches Graylog, OpenSearch and their libraries
javac openjdk-17-jdk-headless runs them (7.0 needs 21 or later, which is yours to bring), and compiles the lab's own two classes
jq jq the program's script asks Graylog with it
curl curl the same
git git reads Graylog's source, where --storage names a clone
END
  [ "$what" != nightly ] || cat <<'END'
mmdebstrap mmdebstrap makes the Debian of a lab host with a kernel and systemd of its own, in the user's cache
qemu-system-x86_64 qemu-system-x86 runs that host
mke2fs e2fsprogs makes its disk
END
  case $what in test | quick) ;; *) return 0 ;; esac
  cat <<'END'
git git the checks of scripts and imports take the files that git lists
script bsdutils runs the command line on a terminal
pl2pm perl compares our shortened Perl with what perl makes of it (B::Deparse)
shellcheck shellcheck checks the scripts
jq jq oracle of our own readers of JSON; lab managers bring objects to dashboard and Graylog with it
dash dash runs the scripts as Debian's sh does
bash bash runs the scripts where it is sh
busybox busybox runs the scripts in a third shell, with an awk of its own
mawk mawk runs the scripts' awk programs as Debian's awk does
gawk gawk runs them as GNU's awk does; Debian then takes it for awk on this machine
original-awk original-awk runs them as BSD's awk does
END
}

packages=()
reasons=
while read -r program package reason; do
  command -v "$program" >/dev/null && continue
  case " ${packages[*]-} " in *" $package "*) continue ;; esac
  packages+=("$package")
  reasons="$reasons  $package: $reason"$'\n'
done < <(needed)

# quietly COMMAND...: its words are of interest only where it fails.
quietly() {
  "$@" >"$words" 2>&1 || {
    code=$?
    cat "$words" >&2
    echo "$1 failed; correct what it says above, then run npm run $run again." >&2
    exit "$code"
  }
}

# The packages' own start of sshd is declined while they are installed, and it is not enabled for the next boot.
install_packages() {
  policy=/usr/sbin/policy-rc.d
  words=$(mktemp)
  trap 'rm -f "$words"' EXIT
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$words" "$policy"' EXIT
    printf '%s\n' '#!/bin/sh' 'case " $* " in *" ssh "* | *" ssh.service "* | *" ssh.socket "* | *" rsyslog "* | *" rsyslog.service "*) exit 101 ;; esac' >"$policy"
    chmod 0755 "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
  quietly apt-get update -qq
  quietly apt-get install -y -qq --no-install-recommends "${packages[@]}"
  case " ${packages[*]} " in
    *" openssh-server "*)
      if command -v systemctl >/dev/null; then
        systemctl disable --quiet ssh.service ssh.socket 2>/dev/null || true
      else
        update-rc.d ssh disable
      fi
      ;;
    *" rsyslog "*)
      if command -v systemctl >/dev/null; then
        systemctl disable --quiet rsyslog.service 2>/dev/null || true
      else
        update-rc.d rsyslog disable
      fi
      ;;
  esac
}

if [ "$what" = quick ]; then
  [ ${#packages[@]} -eq 0 ] ||
    printf 'Missing on this machine, so tests that need them fail (install with apt-get install %s):\n%s' "${packages[*]}" "$reasons"
  [ -e node_modules/.package-lock.json ] || [ -L node_modules ] ||
    cannot "The npm packages are missing: run npm ci, then npm run $run again."
  exit 0
fi

if [ ${#packages[@]} -gt 0 ]; then
  command -v apt-get >/dev/null ||
    cannot "Missing here: ${packages[*]} (Debian's names), and there is no apt-get: install them with this system's own package manager, then run npm run $run again."
  printf 'Missing on this machine, installed now with apt-get:\n%s' "$reasons"
  install_packages
fi

# A linked folder belongs to somebody else, who keeps it up to date.
if [ ! -L node_modules ] && [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  echo "npm packages of package-lock.json are missing or older, installed now with npm ci."
  npm ci --include=dev --no-audit --no-fund --loglevel=error
  # npm keeps the time of a lock file that did not change.
  touch node_modules/.package-lock.json
fi

# cloud-init's own schema test needs the files of its package; without them that one test says that it was skipped.
cloud_init=${XDG_CACHE_HOME:-$HOME/.cache}/wazuh-active-response/cloud-init
if [ "$what" = test ] && [ ! -d "$cloud_init" ]; then
  echo "The files of Debian's cloud-init are downloaded to $cloud_init for its schema test; nothing of it is installed."
  bash lab/fetchCloudInit.sh >/dev/null || true
fi

# Tests beside other firewall tools, Ansible and Puppet take their programs from a cache; those that cannot be had are skipped, by name.
if [ "$what" = test ]; then
  tools=${XDG_CACHE_HOME:-$HOME/.cache}/wazuh-active-response/beside
  [ -d "$tools" ] ||
    echo "The files of ufw, firewalld, fail2ban, CrowdSec's firewall bouncer, Ansible and Puppet are downloaded to $tools for the tests beside them (40 MB); nothing of them is installed."
  bash lab/beside/fetchTools.sh >/dev/null || true
fi
