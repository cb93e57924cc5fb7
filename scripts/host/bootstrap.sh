# shellcheck shell=sh
# What a host runs first: `sh -c` has this text, and what is asked of the installer as $1 (common/10-core.sh, whose exit codes are these
# too). It takes the document from standard input, unpacks the installer of its second line (or, for the steps that bring none, takes
# the one that the last apply left), runs it, cleans up. It is the guard too: when the installer ends in no planned way, it starts it
# again to put the old state back. coreutils, sed, util-linux and gzip are on every host; for perl the installer asks.
#
# A stack's state holds it four times a host, so it is short. It is sent on one line (policy/bundle/bootstrap.ts): no single quote, no
# comment behind a command, and each line ends in a way that the next may follow it.
#
# A cut connection must not end it: the work goes on in its own session (by setsid, which starts all this).
trap "" HUP PIPE;
umask 77;
d=$(cat);
s=/var/lib/wazuh-active-response;
leave() { echo "$1; nothing was changed" >&2; rm -rf "$f"; exit 65; };
# A private folder, in memory where /run is there and has room for what becomes of the document.
for p in /run /var/tmp; do
  f=$(mktemp -d $p/wazuh-active-response.XXXXXXXX 2>/dev/null) || continue;
  head -c $((5 * ${#d})) /dev/zero 2>/dev/null >"$f/run" && printf %s "$d" >"$f/bundle" && break;
  rm -rf "$f"; f=;
done;
[ "$f" ] || leave "no room in /run and /var/tmp (or not root)";
# The installer is printable ASCII in base64 on a line of its own, so that no reader of JSON is needed to find it: its sum, and its
# text. Or it is named by its sum, where this host has said that it kept it; what takes away runs whatever was kept.
i=$(sed -n "s/^\"installer\":{\"\([a-z0-9 ]*\)\":\"\([A-Za-z0-9+/=]*\)\"},*$/\1 \2/p" "$f/bundle");
case $i in
  "kept "* | "")
    case $i$d in kept* | "{\"host\""*) ;; *) leave "no bundle on standard input" ;; esac;
    # A host that never took an apply has nothing of ours to prune.
    [ -e $s/installer ] || [ "$1" = apply ] || [ -e $s/installed ] || { rm -rf "$f"; exit 0; };
    # The private copy is what is looked at and run: another run may rename another one into place meanwhile.
    { cat $s/installer 2>/dev/null >"$f/run" && { [ "$1" != apply ] || [ "$i -" = "kept $(sha256sum <"$f/run")" ]; }; } ||
      leave "the installer that this host had kept is gone or another; run active-response check --fix, then pulumi up" ;;
  *) echo "${i#* }" | base64 -d | gzip -dc >"$f/run" || leave "the installer cannot be unpacked" ;;
esac;
sh "$f/run" "$1" "$f"; c=$?;
# Every planned end; after any other the old state is put back.
case $c in
  0 | 2 | 64 | 65 | 69 | 70 | 71 | 75) ;;
  *) e=$c; sh "$f/run" recover "$f" && c=70 || c=$?;
    [ $c = 70 ] || echo "the run ended with $e, and what puts the old state back with $c; run again, it goes on from there" >&2 ;;
esac;
rm -rf "$f"; exit $c
