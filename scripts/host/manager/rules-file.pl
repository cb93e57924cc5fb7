# What does Wazuh read in a rules file? Its reader for ossec.conf, and variables, which only rules and decoders have
# (os_xml/os_xml_variables.c, v4.14.7). As policy/wazuh/read/rulesFile.ts has it.

my $longest_name = 255;

# rules_of_file TEXT: its rules, each {id, level, overwrite, no_ar, ignore, groups, line, node}; id, level and ignore are undef
# where they are not numbers. Dies as read_nodes does, and for variables that Wazuh refuses.
sub rules_of_file {
  my @list = read_entries($_[0]);
  apply_variables(@list);
  my @rules;
  for my $group (grep { lc $_->{name} eq "group" } nodes_of(@list)) {
    my ($name) = map { $_->[1] } grep { $_->[0] eq "name" } @{$group->{attributes}};
    push @rules, rule_of($_, $name // "") for grep { lc $_->{name} eq "rule" } @{$group->{children}};
  }
  return @rules;
}

sub rule_of {
  my ($node, $group) = @_;
  my %given;
  $given{lc $_->[0]} //= $_->[1] for @{$node->{attributes}};
  return {
    (map { my $text = $given{$_} // 0; $_ => $text =~ /^\d+\z/ ? $text + 0 : undef } qw(id level ignore)),
    overwrite => ($given{overwrite} // "") eq "yes",
    no_ar => scalar grep({ $_->{name} eq "options" && $_->{content} eq "no_ar" } @{$node->{children}}),
    groups => join("", $group, map { $_->{content} } grep { lc $_->{name} eq "group" } @{$node->{children}}),
    line => $node->{line},
    node => $node,
  };
}

# Puts the values of <var name="x">value</var> in the place of $x in what follows.
sub apply_variables {
  my (@list) = @_;
  my @variables;
  while (@list) {
    my $entry = shift @list;
    if ($entry->{kind} eq "variable") { push @variables, variable_of($entry, @list) }
    elsif (@variables && length $entry->{content} > 2) { expand($entry, @variables) }
  }
  return;
}

# variable_of ENTRY BEHIND...: [its name in lowercase, its value]
sub variable_of {
  my ($own, @behind) = @_;
  for my $entry (@behind) {
    last if $entry->{level} < $own->{level};
    next if $entry->{kind} ne "attribute";
    lc $entry->{name} eq "name" or die "$entry->{line}: XMLERR: Only \"name\" is allowed as an attribute for a variable.\n";
    length $entry->{content} <= $longest_name or die "$entry->{line}: XMLERR: Invalid variable name size.\n";
    return [lc $entry->{content}, $own->{content}];
  }
  die "$own->{line}: XMLERR: No value set for variable.\n";
}

# Goes through the original text. $kept counts what stays of the text that is being changed, as Wazuh counts it: without what
# follows a $(, so that a later value overwrites it.
sub expand {
  my ($entry, @variables) = @_;
  my ($original, $kept) = ($entry->{content}, 0);
  my $content = $original;
  for (my $place = 0; $place < length $original;) {
    if (substr($original, $place, 1) ne "\$") { $place++; $kept++; next }
    my ($name) = substr($original, $place + 1) =~ /^([^\$.|, ]*)/;
    length $name <= $longest_name or die "$entry->{line}: XMLERR: Invalid variable name size: \x27" . $longest_name . "\x27.\n";
    $place += 1 + length $name;
    my ($found) = grep { $_->[0] eq lc $name } @variables;
    if ($found) {
      my $start = substr($content, 0, $kept) . $found->[1];
      $content = $start . substr $original, $place;
      $kept = length $start;
    }
    next if $found || $name =~ /^\(/;
    die "$entry->{line}: XMLERR: Unknown variable: \x27" . substr($name, 0, 95) . "\x27.\n" if $name ne "";
    $kept++;
  }
  $entry->{content} = $content;
  return;
}
1;
