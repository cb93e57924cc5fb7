# What does an ossec.conf say of active response? As config/active-response.c takes it (v4.14.7), in the order of the file; see
# policy/wazuh/read/activeResponse.ts.

# active_response_of ROOTS: {whitelist, commands, blocks}: nodes of <white_list>; {name, executable, timeout_allowed, line} and
# {command, rules, rules_group, level, timeout, disabled, line}. A value that Wazuh refuses is taken as far as it goes.
sub active_response_of {
  my (@whitelist, @commands, @blocks);
  for my $section (sections_of(@_)) {
    my $name = $section->{name};
    if ($name eq "command") { push @commands, command_of($section) }
    elsif ($name eq "active-response") { push @blocks, block_of($section, @commands) }
    elsif ($name eq "global") { push @whitelist, grep { $_->{name} eq "white_list" } @{$section->{children}} }
  }
  return {whitelist => \@whitelist, commands => \@commands, blocks => \@blocks};
}

# value_of NODE NAME: the value of the last child of that name, which is the one that counts; undef where there is none.
sub value_of {
  my ($node, $name) = @_;
  my ($last) = grep { $_->{name} eq $name } reverse @{$node->{children}};
  return $last && $last->{content};
}

sub command_of {
  my ($node) = @_;
  return {
    name => value_of($node, "name") // "",
    executable => value_of($node, "executable") // "",
    timeout_allowed => (value_of($node, "timeout_allowed") // "") eq "yes",
    line => $node->{line},
  };
}

sub block_of {
  my ($node, @commands) = @_;
  my $command = value_of($node, "command") // "";
  my ($definition) = grep { $_->{name} eq $command } @commands;
  return {
    command => $command,
    rules => [ids_of(value_of($node, "rules_id") // "")],
    rules_group => value_of($node, "rules_group"),
    level => atoi(value_of($node, "level") // ""),
    timeout => $definition && !$definition->{timeout_allowed} ? 0 : atoi(value_of($node, "timeout") // ""),
    # One yes is enough, wherever it is in the block.
    disabled => scalar grep({ $_->{name} eq "disabled" && $_->{content} eq "yes" } @{$node->{children}}),
    line => $node->{line},
    node => $node,
  };
}

# ids_of TEXT: the ids that Wazuh gets out of a rules_id: numbers behind commas, up to the first thing that is neither digit,
# comma nor blank.
sub ids_of {
  my ($text) = @_;
  my @ids;
  while ($text =~ /\G[ ,]*(\d+)[^,]*/g) { push @ids, atoi($1) }
  return @ids;
}

# C's atoi: blanks, a sign, digits; 0 where there are none. What strtol returns, cut to an int.
sub atoi {
  my ($sign, $digits) = $_[0] =~ /^[ \t\n\x0b\f\r]*([+-]?)0*(\d+)/ or return 0;
  my $minus = $sign eq "-";
  return $minus ? 0 : -1 if length $digits > 19 || length $digits == 19 && $digits ge "9223372036854775808";
  my $cut = $digits & 0xffffffff;
  $cut = 2**32 - $cut if $minus && $cut;
  return $cut >= 2**31 ? $cut - 2**32 : $cut;
}
1;
