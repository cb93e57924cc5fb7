# shellcheck shell=sh disable=SC2034,SC2154
# What stands outside our part and would change what ours means: found, named by file and line, refused.

# Prints a line a conflict.
find_conflicts() {
  find_group_conflicts
  own=
  while IFS=$tab read -r n path _; do
    case $path in "$home"/etc/rules/*) own=$path && content=$work/c/$n && break ;; esac
  done <"$work/F"
  place_part "$home/etc/ossec.conf" "" "$work/adopt" keep >"$work/rest" || return 1
  RULES=${own:+$content} OWN=$own PART=$work/part REST=$work/rest LIVE=$home/etc/ossec.conf DIR=$home/etc/rules perl -e '
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
    # The lines of our part, which the rest does not have.
    my $shift = slurp($ENV{LIVE}) =~ tr/\n// - slurp($ENV{REST}) =~ tr/\n//;
    my $complain = sub { my ($at, $words) = @_; printf "%s line %d: %s\n", $ENV{LIVE}, $shift + line($rest, $at), $words };
    # With such a file alone the manager would not come up: there would be no way back.
    (my $sections = $rest) =~ s/<\/?ossec_config>//g;
    print "$ENV{LIVE} has no section outside our part; is this the file of the manager?\n" if $sections !~ /<\w/;
    my (%executable, %bound);
    for (blocks($part, "command")) { my $n = field($_->[0], "name"); $executable{$n}{field($_->[0], "executable")} = 1 }
    for (blocks($part, "active-response")) { my $c = field($_->[0], "command"); $bound{$c}{$_} = 1 for ids(field($_->[0], "rules_id")) }
    my (%theirs, %named);
    for (blocks($rest, "command")) {
      my ($name, $program) = (field($_->[0], "name"), field($_->[0], "executable"));
      next unless defined $name and defined $program;
      $theirs{$name} = $program unless exists $theirs{$name};
      # The stock file defines its commands under the names of their executables; unused, such a one does no harm.
      next if !$executable{$name} or $program eq $name or $executable{$name}{$program};
      $complain->($_->[1], "a <command> named $name runs $program; ours of that name stands first and would win; remove or rename it");
      $named{$name} = 1;
    }
    my @responses = blocks($rest, "active-response");
    for (@responses) {
      my $command = field($_->[0], "command");
      next if !defined $command or (field($_->[0], "disabled") // "no") eq "yes" or !$executable{$command};
      my @twice = grep { $bound{$command}{$_} } ids(field($_->[0], "rules_id"));
      if (@twice) {
        $complain->($_->[1], "an <active-response> binds $command to rule @twice, as our part does; it would run twice; remove it there or from the stack");
      } elsif (!$named{$command} and defined $theirs{$command} and !$executable{$command}{$theirs{$command}}) {
        $complain->($_->[1], "an <active-response> uses $command, which means $theirs{$command} there; our command of that name stands first and would run instead; move that block into the stack, or give ours another name (command: ...)");
      }
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
    }'
}

refuse_conflicts() {
  find_conflicts >"$work/conflicts" || fail 65 "refused: the live configuration could not be read for conflicts; nothing was changed"
  [ -s "$work/conflicts" ] || return 0
  while read -r line; do say "$line"; done <"$work/conflicts"
  fail 65 "refused: $(wc -l <"$work/conflicts" | tr -d ' ') conflict(s) outside our part, named above; nothing was changed"
}
