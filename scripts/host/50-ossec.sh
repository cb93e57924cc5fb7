# shellcheck shell=sh disable=SC2034,SC2154
# Our part of ossec.conf: a root of its own at the top, between two comments; the rest is the user's, byte for byte.

part_begin='<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->'
part_end='<!-- wazuh-active-response: end -->'

# place_part FILE [PART [FOLDER [LINES [FOUND]]]]: prints FILE with PART at the top, and without the part of ours that it had,
# wherever that stood, and without the texts in FOLDER, which our part takes over. LINES: keep leaves their lines behind,
# for messages. FOUND gets the names of the texts that were there.
place_part() {
  PART_BEGIN=$part_begin PART_END=$part_end perl -e '
    my ($file, $part, $folder, $lines, $noted) = @ARGV;
    sub slurp { open my $f, "<", $_[0] or die "$_[0]: $!\n"; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
    my ($begin, $end) = @ENV{"PART_BEGIN", "PART_END"};
    my $rest = slurp($file);
    $rest =~ s/^\Q$begin\E\n.*?^\Q$end\E(?:\n|\z)//ms;
    $rest =~ /wazuh-active-response: (?:begin|end)/
      and die "$file: the two comments around our part are damaged or there twice; restore them or remove the part by hand\n";
    # What is commented out is not what is meant: comments become blanks of the same length, in the file and in the text.
    sub bare { my $t = shift; $t =~ s/<!.*?(?:-->|!>)/my $c = $&; $c =~ s![^\n]! !g; $c/gse; $t }
    my @found;
    for my $name (defined $folder ? sort glob "$folder/*" : ()) {
      my ($text, $at) = (slurp($name), -1);
      my ($in, $what) = (bare($rest), bare($text));
      do { $at = index $in, $what, $at + 1 } until $at < 0 or substr($rest, $at, length $text) eq $text;
      next if $at < 0;
      substr($rest, $at, length $text) = ($lines // "") eq "keep" ? "\n" x ($text =~ tr/\n//) : "";
      push @found, "$name\n";
    }
    if (defined $noted) { open my $f, ">", $noted or die "$noted: $!\n"; print $f @found }
    my $ours = length($part // "") ? slurp($part) : "";
    binmode STDOUT;
    print length $ours ? "$begin\n$ours$end\n$rest" : $rest;
  ' "$@"
}

# note_read FILE: what it was when a candidate was made from it.
note_read() { sha256sum -- "$1" >>"$work/candidates"; }

# Adds the candidate to the plan where it differs from the live file. It keeps that file's owner, mode and ACL.
plan_ossec() {
  live=$home/etc/ossec.conf
  [ -f "$live" ] || fail 65 "refused: $live is missing; is this a Wazuh manager? nothing was changed"
  [ -f "$work/part" ] || : >"$work/part"
  note_read "$live"
  place_part "$live" "$work/part" "$work/adopt" cut "$work/found" >"$work/candidate" 2>"$work/out" ||
    fail 65 "refused: $(cat "$work/out"); nothing was changed"
  plan_adoption
  if cmp -s "$work/candidate" "$live"; then return 0; fi
  cp --preserve=all "$live" "$work/ossec.conf" 2>/dev/null || cp -p "$live" "$work/ossec.conf"
  cat "$work/candidate" >"$work/ossec.conf"
  printf '%s\tnew\t%s\t=\t=\t=\t-\t-\n' "$live" "$work/ossec.conf" >>"$work/plan"
}
