# shellcheck shell=sh disable=SC2034,SC2154
# What every response finds around it: where things are, and nothing of what its caller left.

# execd closes standard error; dash then gives its number to the next pipe, and what awk prints or opens is lost.
[ -e /proc/self/fd/2 ] || exec 2>/dev/null
home=/var/ossec
log=$home/logs/active-responses.log
PATH=/usr/bin:/usr/sbin:/bin:/sbin
LC_ALL=C
export PATH LC_ALL
umask 027
set -f
unset IFS CDPATH ENV
command=- rule=- alert=- agent=- stamp=''
