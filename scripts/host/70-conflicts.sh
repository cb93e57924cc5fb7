# shellcheck shell=sh disable=SC2034,SC2154
# What stands outside our part and would change what ours means: found, named by file and line, refused.

find_conflicts() {
  rules_number=$(awk -F '\t' -v dir="$home/etc/rules/" 'index($2, dir) == 1 { print $1 }' "$work/F" | head -n 1)
  place_part "$home/etc/ossec.conf" >"$work/rest"
  RULES=${rules_number:+$work/c/$rules_number} PART=$work/part REST=$work/rest LIVE=$home/etc/ossec.conf \
    DIR=$home/etc/rules OWN=$(awk -F '\t' -v dir="$home/etc/rules/" 'index($2, dir) == 1 { print $2 }' "$work/F") \
    SHIFT=$(($(wc -l <"$home/etc/ossec.conf") - $(wc -l <"$work/rest"))) perl -e '
    sub slurp { open my $f, "<", $_[0] or return ""; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
    # Comments become blanks, so that offsets and lines stay; Wazuh ends them at --> and at !>.
    sub bare { my $t = shift; $t =~ s/<!--.*?(?:-->|!>)/my $c = $&; $c =~ s![^\n]! !g; $c/gse; $t }
    sub line { my ($t, $at) = @_; 1 + (substr($t, 0, $at) =~ tr/\n//) }
    sub field { my ($body, $name) = @_; $body =~ /<$name>([^<]*)<\/$name>/s ? $1 : undef }
    sub blocks {
      my ($text, $name) = @_; my @found;
      while ($text =~ /<$name>(.*?)<\/$name>/gs) {
        my ($body, $at) = ($1, $-[0]);
        push @found, [$body, $at] if $name ne "command" or $body =~ /<name>/;
      }
      @found
    }
    sub ids { my $list = shift; defined $list ? $list =~ /\d+/g : () }
    my ($part, $rest) = (bare(slurp($ENV{PART})), bare(slurp($ENV{REST})));
    my $complain = sub { my ($at, $words) = @_; printf "%s line %d: %s\n", $ENV{LIVE}, $ENV{SHIFT} + line($rest, $at), $words };
    my (%executable, %bound);
    for (blocks($part, "command")) { my $n = field($_->[0], "name"); $executable{$n}{field($_->[0], "executable")} = 1 }
    for (blocks($part, "active-response")) { my $c = field($_->[0], "command"); $bound{$c}{$_} = 1 for ids(field($_->[0], "rules_id")) }
    for (blocks($rest, "command")) {
      my ($name, $program) = (field($_->[0], "name"), field($_->[0], "executable"));
      next unless defined $name and $executable{$name};
      next if $program eq $name or $executable{$name}{$program};
      $complain->($_->[1], "a <command> named $name runs $program; ours of that name stands first and would win; remove or rename it");
    }
    my @responses = blocks($rest, "active-response");
    for (@responses) {
      my $command = field($_->[0], "command");
      next if !defined $command or (field($_->[0], "disabled") // "no") eq "yes";
      my @twice = grep { $bound{$command}{$_} } ids(field($_->[0], "rules_id"));
      $complain->($_->[1], "an <active-response> binds $command to rule @twice, as our part does; it would run twice; remove it there or from the stack") if @twice;
    }
    if (@responses and (field($responses[-1][0], "disabled") // "no") eq "yes") {
      $complain->($responses[-1][1], "the last <active-response> says <disabled>yes</disabled>, which turns off all active response; remove that block");
    }
    while ($rest =~ /<white_list>([^<]*)<\/white_list>|<white_list\s*\/>/gs) {
      my ($value, $at) = ($1 // "", $-[0]);
      $complain->($at, "an empty <white_list> matches every address: no response would ever fire; remove it") if $value eq "";
      $complain->($at, "<white_list>$value</white_list> matches every other address; remove it") if $value =~ /^!/;
    }
    my %ours; my $own = bare(slurp($ENV{RULES} // "")); $ours{$1} = 1 while $own =~ /<rule\s[^>]*\bid="(\d+)"/gs;
    for my $file (sort glob "$ENV{DIR}/*.xml") {
      next if $file eq ($ENV{OWN} // "");
      my $text = bare(slurp($file));
      while ($text =~ /<rule\s[^>]*\bid="(\d+)"/gs) {
        my ($id, $at) = ($1, $-[0]);
        printf "%s line %d: rule %d is defined here and in our rules file; one of the two would be ignored silently; remove it here or from the stack\n", $file, line($text, $at), $id if $ours{$id};
      }
    }' >"$work/conflicts" || fail 65 "the live configuration could not be read for conflicts; nothing was changed"
  [ -s "$work/conflicts" ] || return 0
  sed "s/^/$host: /" "$work/conflicts" >&2
  fail 65 "refused: $(wc -l <"$work/conflicts" | tr -d ' ') conflict(s) outside our part, named above; nothing was changed"
}
