# shellcheck shell=sh
# What a host runs first: `sh -c` has this text, the text of bootstrap.pl as $0, and what is asked of the installer as $1.
# Both are sent short and on one line (policy/bundle/bootstrap.ts): so each line ends in a way that the next may follow it.
# What is missing is said by name; the shell's own words would name a program, and no package.
command -v perl >/dev/null || {
  p="apt-get install perl-base";
  command -v apt-get >/dev/null || ! command -v dnf >/dev/null || p="dnf install perl-interpreter perl-IO perl-Socket perl-constant";
  echo "perl is missing; install it ($p) and run again; nothing was changed" >&2;
  exit 69; };
exec perl -e "$0" "$1"
