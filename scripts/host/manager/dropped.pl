# Which rules of ours does analysisd drop?

# dropped_rules SAID RULES: prints what analysisd says, in the file SAID, of rules of the file RULES that it drops, or of which it
# drops a parent (error_messages/warning_messages.h:110-129, v4.14.7). Of other rules it says it, too; those are as they were
# before us.
sub dropped_rules {
  my ($said, $rules) = map { open my $from, "<", $_ or return; local $/ = undef; scalar(<$from>) // "" } @_;
  my %ours = map { $_ => 1 } $rules =~ /<rule\s[^>]*\bid="(\d+)"/g;
  while ($said =~ /(\(76(?:0[89]|1[0-25-9]|20)\): [^"\n]*?\brule (?:ID )?'(\d+)'[^"\n]*)/gi) { print "$1\n" if $ours{$2} }
  return;
}
1;
