# shellcheck shell=sh disable=SC2034,SC2154
# Reads the bundle into $work: the files list F (number, path, owner, group, mode, reload, unload), their contents c/N and
# sums `wanted` (number, sha256), the tools T, our part, the rows of ar.conf, what a worker waits for, what is left out here,
# the texts that our part takes over from the rest of ossec.conf (adopt/N), and our parts of groups' agent.conf (groups/NAME).

read_bundle() {
  need jq
  need perl perl-base
  need sha256sum coreutils
  need flock util-linux
  jq -r '
    ["H", .host, .role, (.wait // 120 | tostring)], (.tools // [] | .[] | ["T", .]), (.rows // [] | .[] | ["R", .]),
    (.warnWithout // {} | to_entries[] | ["W", .key, .value]),
    (.awaits // {} | to_entries[] | ["A", .key, .value]),
    (.files // {} | to_entries[] | ["F", .key, .value.owner, .value.group, .value.mode,
      (.value.reload // [] | join(" ")), (.value.unload // [] | join(" ")), (.value.onlyWith // ""), (.value.otherwise // ""), (.value.content // "" | @base64)]),
    (.adopt // [] | .[] | ["B", @base64]),
    (.["agent.conf (a change makes the agents of the group reload)"] // {} | to_entries[] | ["G", .key, (.value | @base64)]),
    (if .rollout then ["O", (.rollout | tojson | @base64)] else empty end),
    (if .part then ["P", (.part | @base64)] else empty end)
    | map(if . == "" or . == null then "-" else . end) | @tsv' "$work/bundle" >"$work/lines" 2>"$work/out" ||
    fail 64 "the bundle on standard input is no whole JSON document; the connection may have been cut; nothing was changed"
  mkdir -p "$work/c"
  perl -e '
    my $work = shift;
    sub write_to { open my $f, ">", "$work/$_[0]" or die "$work/$_[0]: $!\n"; print $f $_[1] and close $f or die "$work/$_[0]: $!\n" }
    # perl-base has no MIME::Base64: the alphabet of base64 is turned into that of uuencode, which unpack reads.
    sub decoded {
      my ($text, $plain) = (shift, ""); return "" if $text eq "-";
      $text =~ tr{A-Za-z0-9+/}{}cd; $text =~ tr{A-Za-z0-9+/}{ -_};
      $plain .= unpack "u", chr(32 + int(length($1) * 3 / 4)) . $1 while $text =~ /(.{1,60})/gs;
      $plain
    }
    my (%of, $n, $b); $of{$_} = "" for qw(F T R A here skipped); $n = $b = 0;
    open my $lines, "<", "$work/lines" or die "$!\n";
    while (<$lines>) {
      chomp; my ($kind, @f) = split /\t/;
      if ($kind eq "H") { $of{here} = join "\t", @f }
      elsif ($kind eq "P") { write_to("part", decoded($f[0])) }
      elsif ($kind eq "O") { write_to("by", decoded($f[0])) }
      elsif ($kind eq "G") { $f[0] =~ /^[\w.-]+$/ or die "$f[0] is no group\n"; mkdir "$work/groups"; write_to("groups/$f[0]", decoded($f[1])) }
      elsif ($kind eq "W") { $of{skipped} .= "$f[0]\t$f[1]\n" unless grep { -e "$_/$f[0]" } split /:/, $ENV{PATH} }
      elsif ($kind eq "B") { mkdir "$work/adopt"; write_to(sprintf("adopt/%04d", ++$b), decoded($f[0])) }
      elsif ($kind ne "F") { $of{$kind} .= join("\t", @f) . "\n" }
      elsif ($f[6] ne "-" and !grep { -e } $f[6] =~ m{/} ? $f[6] : map { "$_/$f[6]" } split /:/, $ENV{PATH}) {
        $of{skipped} .= "$f[0]\t$f[0] is left out: " . ($f[7] eq "-" ? "this host has no $f[6]" : $f[7]) . "\n"
      } else {
        $n++; $of{F} .= join("\t", $n, @f[0 .. 5]) . "\n"; write_to("c/$n", decoded($f[8]))
      }
    }
    write_to($_, $of{$_}) for keys %of' "$work" || fail 65 "the bundle cannot be unpacked in $work (full?); nothing was changed"
  IFS=$tab read -r host role wait <"$work/here" || :
  if [ -s "$work/F" ]; then (cd "$work/c" && sha256sum -- *); fi >"$work/wanted"
}
