# Which rules of the manager's own take an alert that our responses wait for? A child that matches is what fires in the place of
# its parent (analysisd/rules.c:3105, v4.14.7), a child of level 0 too: the responses of the parent do not run, and what counts
# the parent does not count it. Only for what its parent is asked are the stock rules read, and only the files that name it.
require "files.pl";
require "ossec-conf.pl";
require "active-response.pl";
require "rules-file.pl";

my (%fact, %read_already, @stock_files);

# Names a rule with what the tree asks of it. Parents as rules_list.c:124 and rules.c:1662 take them: if_sid, then if_level, then
# if_group; what is counted stands in for if_sid or if_group where there is none of the three.
sub tree_facts {
  my ($rule) = @_;
  my %given;
  for (@{$rule->{node}{children}}) { $given{lc $_->{name}} .= $_->{content} if $_->{name} =~ /^if_/i }
  my $under = grep { defined $given{$_} } qw(if_sid if_level if_group);
  my $sids = $given{if_sid} // ($under ? "" : $given{if_matched_sid} // "");
  return {
    %$rule,
    parents => [$sids =~ /\d+/g],
    parent_level => atoi($sids eq "" ? $given{if_level} // "" : ""),
    parent_group => $sids eq "" && !defined $given{if_level} ? $given{if_group} // $given{if_matched_group} // "" : "",
    counts => $given{if_matched_sid},
    counts_group => $given{if_matched_group},
  };
}

# facts_of_rule ID: of a rule in etc/rules, or of a stock rule; undef where neither is there.
sub facts_of_rule {
  my ($id) = @_;
  for my $file ($fact{$id} ? () : grep { !$read_already{$_} } @stock_files) {
    my $text = text_of($file);
    next if $text !~ /\b\Q$id\E\b/;
    $read_already{$file} = 1;
    for (eval { rules_of_file($text) }) { $fact{$_->{id}} //= tree_facts($_) if defined $_->{id} }
    last if $fact{$id};
  }
  return $fact{$id};
}

# As OS_WordMatch looks for a group: anywhere in the text, ^ at its beginning, | between alternatives, letters of either case.
sub has_group {
  my ($groups, $wanted) = map { lc } @_;
  return scalar grep { my $begin = s/^\^//r; $begin ne "" && ($begin ne $_ ? index($groups, $begin) == 0 : index($groups, $_) >= 0) } split /\|/, $wanted;
}

# What our part waits for: what it binds by id, what it binds by group and level, and what is counted for those by id and by
# group, each with the rule that counts it.
sub awaited_by {
  my ($ours) = @_;
  my @blocks = grep { !$_->{disabled} } @{$ours->{blocks}};
  my %bound = map { $_ => 1 } map { @{$_->{rules}} } @blocks;
  my (%counted, %counted_group);
  my @open = sort { $a <=> $b } keys %bound;
  while (defined(my $id = shift @open)) {
    my $known = facts_of_rule($id) or next;
    my $counts = atoi($known->{counts} // "");
    push @open, $counts if $counts && !$bound{$counts} && !$counted{$counts};
    $counted{$counts} //= $id if $counts;
    $counted_group{$known->{counts_group}} //= $id if defined $known->{counts_group};
  }
  return {bound => \%bound, selectors => [grep { defined $_->{rules_group} || $_->{level} > 0 } @blocks], counted => \%counted, counted_group => \%counted_group};
}

# Whether responses of ours run when the rule fires.
sub has_response {
  my ($awaited, $rule) = @_;
  my $level = $rule->{level} // 0;
  return 0 if $level == 0 || $rule->{no_ar};
  return 1 if $awaited->{bound}{$rule->{id}};
  return scalar grep { $level >= $_->{level} && (!defined $_->{rules_group} || has_group($rule->{groups}, $_->{rules_group})) } @{$awaited->{selectors}};
}

# The rule that counts this one for us, or undef.
sub counted_by {
  my ($awaited, $rule) = @_;
  my ($group) = grep { has_group($rule->{groups}, $_) } sort keys %{$awaited->{counted_group}};
  return $awaited->{counted}{$rule->{id}} // (defined $group ? $awaited->{counted_group}{$group} : undef);
}

# The rules that the child is below and that we wait for.
sub awaited_parents {
  my ($awaited, $child) = @_;
  my %known = (%{$awaited->{bound}}, %{$awaited->{counted}});
  my $by_id = !@{$awaited->{selectors}} && !%{$awaited->{counted_group}};
  my @parents = map { facts_of_rule($_) // () } grep { $known{$_} || !$by_id } @{$child->{parents}};
  if ($child->{parent_level} || $child->{parent_group} ne "") {
    push @parents, grep { $child->{parent_level} ? ($_->{level} // 0) >= $child->{parent_level} : has_group($_->{groups}, $child->{parent_group}) }
      map { facts_of_rule($_) // () } sort { $a <=> $b } keys %known;
  }
  return grep { $_->{id} != $child->{id} } @parents;
}

# lost_to AWAITED CHILD: what the child takes from us, in words; undef where nothing.
sub lost_to {
  my ($awaited, $child) = @_;
  my $words;
  for my $parent (awaited_parents($awaited, $child)) {
    my $by = counted_by($awaited, $parent);
    if (has_response($awaited, $parent) && !has_response($awaited, $child)) {
      return "rule $parent->{id}, to which our part is bound, and takes its alert where it matches: no response runs then; bind it too, narrow it, or remove it";
    }
    next if !defined $by || $by == $child->{id} || defined counted_by($awaited, $child);
    $words //= "rule $parent->{id}, which rule $by counts for our part, and takes its alert where it matches: that event is not counted then; narrow it, or remove it";
  }
  return $words;
}

# warn_of_children OURS STOCK OWN-FILE OWN-RULES THEIRS: prints a warning a rule. OURS is what our part is to say, STOCK the
# stock files, THEIRS the other rules of etc/rules, each with its file.
sub warn_of_children {
  my ($ours, $stock, $own_file, $own_rules, @theirs) = @_;
  @stock_files = @$stock;
  my %own = map { $_->{id} => 1 } grep { defined $_->{id} && !$_->{overwrite} } @$own_rules;
  for (@$own_rules, map { $_->[1] } @theirs) { $fact{$_->{id}} //= tree_facts($_) if defined $_->{id} && !$_->{overwrite} }
  my $awaited = awaited_by($ours);
  for (@theirs) {
    my ($file, $rule) = @$_;
    my $child = tree_facts($rule);
    next if !defined $child->{id};
    my @parents = @{$child->{parents}};
    # Rules are read in the order of their files' names.
    my $words = @parents && $file lt $own_file && !grep({ !$own{$_} } @parents)
      ? "rule $parents[0] of our rules file, which is read after this one: Wazuh drops the child without a word (7619); move it to a file whose name sorts behind ours, or remove it"
      : lost_to($awaited, $child);
    # One that overwrites stays where the rule stood that it overwrites.
    next if !defined $words || $child->{overwrite} && facts_of_rule($child->{id});
    print "warning\t$file line $child->{line}: rule $child->{id} (level " . ($child->{level} // 0) . ") is a child of $words\n";
  }
  return;
}
1;
