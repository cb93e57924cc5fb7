#!/usr/bin/env bash
# Takes the files of Debian's cloud-init package, for its schema test: downloaded and unpacked into a cache folder of the
# user's, never installed. Quick where they are there already.
# Exit codes: 0 the folder is printed; 69 it cannot be had here (the sentence says why).
set -eu
folder=${XDG_CACHE_HOME:-$HOME/.cache}/wazuh-active-response/cloud-init
modules=usr/lib/python3/dist-packages

works() { PYTHONPATH=$1/$modules /usr/bin/python3 -m cloudinit.cmd.main schema --help >/dev/null 2>&1; }
cannot() {
  echo "cloud-init's own schema test cannot run here: $1" >&2
  exit 69
}

if works "$folder"; then
  echo "$folder"
  exit 0
fi
command -v apt-get >/dev/null || cannot "there is no apt-get to download the package with"
[ -x /usr/bin/python3 ] || cannot "Debian's python3 is missing"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 0755 "$scratch"
cd "$scratch"
apt-get download -qq cloud-init >/dev/null 2>&1 || {
  apt-get update -qq >/dev/null 2>&1 || true
  apt-get download -qq cloud-init >/dev/null 2>&1 || cannot "apt-get download cloud-init failed"
}
# What cloud-init imports; a name that this release does not have is passed over, and the check below decides.
for package in configobj jsonpatch json-pointer jsonschema attr pyrsistent yaml six jinja2 markupsafe requests urllib3 \
  oauthlib netifaces chardet charset-normalizer idna certifi referencing rpds-py jsonschema-specifications typing-extensions; do
  apt-get download -qq "python3-$package" >/dev/null 2>&1 || true
done
for archive in *.deb; do dpkg -x "$archive" tree; done
works "$scratch/tree" || cannot "its Python modules do not start with this python3"
mkdir -p "$(dirname "$folder")"
rm -rf "$folder"
mv tree "$folder"
echo "$folder"
