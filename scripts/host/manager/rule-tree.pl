# Which rules stand below which, and in which order are they asked? As wazuh-analysisd holds them (analysisd/rules_list.c,
# v4.14.7); see policy/wazuh/rules/ruleTree.ts. A tree is {rule => {ID => rule}, order => [ID...], below and above => {ID => [ID...]},
# place => {ID => its place in order}, having => {GROUPS => [ID...]}}.

# The first rule of each category: a rule without parents stands below it.
my %root = (syslog => 1, firewall => 2, ids => 3, "web-log" => 4, squid => 5, windows => 6, ossec => 7);
my %group_pattern;

sub new_tree { return {rule => {}, order => [], below => {}, above => {}, place => {}, having => {}} }

# add_rule TREE RULE: adds the next rule of tree_rule. Returns whether Wazuh passes it over, then the parents that nothing has
# that was read before it.
sub add_rule {
  my ($tree, $rule) = @_;
  my $id = $rule->{id};
  return 1 if $rule->{unusable};
  if (my $before = $tree->{rule}{$id}) {
    return 1 unless $rule->{overwrite};
    $tree->{moved} = 1;
    # Where it stands, and what it counts, stays as it was (OS_AddRuleInfo, rules_list.c).
    $tree->{rule}{$id} = {%$rule, map { $_ => $before->{$_} } qw(ids if_level group category counts counts_group)};
    my $having = $tree->{having};
    $having->{$before->{groups}} = [grep { $_ != $id } @{$having->{$before->{groups}}}];
    push @{$having->{$rule->{groups}}}, $id;
    return 0;
  }
  my @missing = $rule->{owner} eq "stock" ? () : grep { !$tree->{rule}{$_} } @{$rule->{ids}};
  my @parents = $id < 10 ? () : parents_of($tree, $rule, @missing);
  return (1, @missing) if $id >= 10 && !@parents;
  put_rule($tree, $rule, @parents);
  return (0, @missing);
}

sub parents_of {
  my ($tree, $rule, @missing) = @_;
  if (my @ids = @{$rule->{ids}}) {
    return if @missing && defined $rule->{counts};
    my %missing = map { $_ => 1 } @missing;
    return grep { !$missing{$_} } @ids;
  }
  my ($level, $group) = @$rule{qw(if_level group)};
  return $root{$rule->{category}} // 1 unless defined $level || defined $group;
  if (defined $level) {
    my $rules = $tree->{rule};
    return grep { $level != 0 && ($rules->{$_}{level} == 0 || $rules->{$_}{level} >= $level) } @{$tree->{order}};
  }
  # Thousands of rules have some hundred texts of groups.
  my ($having, $place) = @$tree{qw(having place)};
  return sort { $place->{$a} <=> $place->{$b} } map { @{$having->{$_}} } grep { has_group($_, $group) } keys %$having;
}

sub put_rule {
  my ($tree, $rule, @parents) = @_;
  my %seen;
  @parents = grep { !$seen{$_}++ } @parents;
  push @{$tree->{order}}, $rule->{id};
  push @{$tree->{having}{$rule->{groups}}}, $rule->{id};
  $tree->{place}{$rule->{id}} = $#{$tree->{order}};
  $tree->{rule}{$rule->{id}} = $rule;
  $tree->{above}{$rule->{id}} = \@parents;
  my $weight = $rule->{level} || 99;
  for my $parent (@parents) {
    my $siblings = $tree->{below}{$parent} //= [];
    my $place = 0;
    # Level 0 is asked first. One that was overwritten keeps its place, and is compared by its new level; while there is none, the
    # way from the end is the shorter one.
    if ($tree->{moved}) { for (@$siblings) { last if ($tree->{rule}{$_}{level} || 99) < $weight; $place++ } }
    else { $place = @$siblings; $place-- while $place && ($tree->{rule}{$siblings->[$place - 1]}{level} || 99) < $weight }
    splice @$siblings, $place, 0, $rule->{id};
  }
  return;
}

# As OS_WordMatch looks for a group (os_regex_match.c:32): anywhere in the text, ^ at its beginning, | between alternatives,
# letters of either case.
sub has_group {
  my ($groups, $wanted) = @_;
  return 0 if $wanted eq "";
  $group_pattern{$wanted} //= do {
    my $any = join "|", map { my $begin = s/^\^//r; ($begin ne $_ ? "\\A" : "") . quotemeta $begin } split /\|/, $wanted, -1;
    qr/(?:$any)/i;
  };
  return $groups =~ $group_pattern{$wanted} ? 1 : 0;
}

# As OS_Match does, by which if_matched_group is looked for: $ at the end too, and ! before all of it turns it round.
sub matches_group {
  my ($groups, $wanted) = map { lc } @_;
  my $negated = $wanted =~ s/^!//;
  my $found = grep { match_part($groups, $_) } $wanted eq "" ? "" : split /\|/, $wanted, -1;
  return ($found > 0) != $negated;
}

sub match_part {
  my ($text, $part) = @_;
  my $start = $part =~ s/^\^//;
  my $end = $part =~ s/\$\z//;
  return $text eq $part if $start && $end;
  return index($text, $part) == 0 if $start;
  return $end ? substr($text, -length $part) eq $part || $part eq "" : index($text, $part) >= 0;
}
1;
