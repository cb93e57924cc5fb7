# Taking over what the rest of ossec.conf defines, and giving it back.
require "files.pl";
require "ossec-conf.pl";
require "loaded.pl";

# An IPv4 network in one spelling.
sub network {
  my $text = lc $_[0];
  my ($a1, $a2, $a3, $a4, $mask) = $text =~ m{^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:/([\d.]+))?$} or return $text;
  my $bits = !defined $mask ? 32 : $mask =~ /\./ ? unpack("%32b*", pack "C4", split /\./, $mask) : $mask;
  my $number = unpack "N", pack "C4", $a1, $a2, $a3, $a4;
  $number &= $bits ? (0xffffffff << (32 - $bits)) & 0xffffffff : 0;
  return join(".", unpack "C4", pack "N", $number) . "/$bits";
}

# loaded_meaning ANSWERS: prints what analysisd has loaded, a line a fact, sorted: two ways to write the same are one line. A name
# has its first command.
sub loaded_meaning {
  my ($addresses, $commands, $responses) = answers_of($_[0]);
  my (%fact, %known);
  $fact{"address " . network($_)} = 1 for @$addresses;
  for my $command (@$commands) {
    $fact{join " ", "command", map { "$_ $command->{$_}" } sort keys %$command} = 1 unless $known{$command->{name}}++;
  }
  for my $r (@$responses) {
    $r->{agent_id} += 0 if defined $r->{agent_id};
    my %ids = map { $_ => 1 } ($r->{rules_id} // "") =~ /\d+/g;
    $r->{rules_id} = join ",", sort { $a <=> $b } keys %ids if %ids;
    $r->{rules_group} =~ s/,(?=\||$)//g if defined $r->{rules_group};
    $fact{join " ", "response", map { "$_ $r->{$_}" } sort keys %$r} = 1;
  }
  print map { "$_\n" } sort keys %fact;
  return;
}

# give_back CANDIDATE ADOPTED: the candidate of remove: byte for byte what stood there, where nobody has edited the rest since;
# else the texts come back in roots of their own.
sub give_back {
  my ($candidate, $adopted) = @_;
  my $rest = needed($candidate);
  my @texts;
  for my $one (sort { $b <=> $a } map { m{/(\d+)$} } glob "$adopted/*") {
    if (!@texts && needed("$adopted/$one/after") eq $rest) { $rest = needed("$adopted/$one/before") }
    else { unshift @texts, map { needed($_) } sort glob "$adopted/$one/texts/*" }
  }
  # Addresses at the top, since the last <global> decides more than the list; responses at the end, behind every <command>.
  my ($top, $end, $roots) = ("", "", "");
  for (@texts) {
    my ($first) = eval { read_nodes($_) };
    my $name = $first ? $first->{name} : "";
    if ($name eq "white_list") { $top .= "  <global>\n$_  </global>\n" }
    elsif ($name eq "global") { $top .= $_ }
    elsif ($name eq "ossec_config") { $roots .= $_ }
    else { $end .= $_ }
  }
  my $root = sub { length $_[0] ? "<ossec_config>\n$_[0]</ossec_config>\n" : "" };
  open my $to, ">:raw", $candidate or die "$candidate: $!\n";
  print {$to} $root->($top), $rest, length "$end$roots" && $rest !~ /\n\z/ ? "\n" : "", $root->($end), $roots;
  close $to or die "$candidate: $!\n";
  return;
}
1;
