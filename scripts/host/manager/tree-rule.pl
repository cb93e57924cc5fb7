# What of a rule does the tree ask? As policy/wazuh/rules/treeRule.ts has it.
require "active-response.pl";

my %condition = map { $_ => 1 } qw(time weekday srcip dstip field list compiled_rule if_fts decoded_as check_if_ignored check_diff
  if_matched_sid if_matched_group if_matched_regex action user srcgeoip dstgeoip id srcport dstport status hostname data
  extra_data program_name system_name protocol location url);

# tree_rule RULE FILE OWNER: a rule of rules_of_file with {file, name, owner} and with what it stands below: {ids, if_level, group,
# category}; what it counts: {counts, counts_group}; silent: it never fires itself, only its children do; always: it has no
# condition; unusable: Wazuh passes it over. What is counted stands in for if_sid or if_group (rules.c:1662, v4.14.7). OWNER is
# stock, theirs or ours.
sub tree_rule {
  my ($rule, $file, $owner) = @_;
  my (%joined, %last, %attribute);
  for (@{$rule->{node}{children}}) { $joined{lc $_->{name}} .= $last{lc $_->{name}} = $_->{content} }
  $attribute{lc $_->[0]} //= $_->[1] for @{$rule->{node}{attributes}};
  my ($sids, $matched, $counts_group) = @joined{qw(if_sid if_matched_sid if_matched_group)};
  my $counts = defined $matched ? atoi($last{if_matched_sid}) : undef;
  my $group = $joined{if_group} // (defined $sids ? undef : $counts_group);
  return {
    (map { $_ => $rule->{$_} } qw(id no_ar overwrite line)),
    level => $rule->{level} // 0,
    groups => $rule->{groups} =~ s/\n//gr,
    file => $file,
    name => $file =~ s{.*/}{}sr,
    owner => $owner,
    ids => [defined $sids ? map { $_ + 0 } $sids =~ /\d+/g : !defined $group && $counts ? $counts : ()],
    if_level => defined $joined{if_level} ? atoi($joined{if_level}) : undef,
    group => $group,
    category => $last{category} // "",
    counts => $counts,
    counts_group => $counts_group,
    silent => ($attribute{noalert} // "") eq "1",
    always => !grep({ is_condition($_) } @{$rule->{node}{children}}) && atoi($attribute{maxsize} // 0) <= 0,
    unusable => defined $sids && $sids !~ /^[\d, ]+\n?\z/
      || grep({ lc($_->{name}) =~ /^if_(?:level|matched_sid)\z/ && $_->{content} !~ /^\d*\z/ } @{$rule->{node}{children}}) > 0,
  };
}

# An empty text matches every line.
sub is_condition {
  my ($node) = @_;
  my $name = lc $node->{name};
  return 1 if $condition{$name};
  return 0 if $name ne "match" && $name ne "regex";
  return $node->{content} ne "" || grep({ $_->[0] eq "negate" && $_->[1] eq "yes" } @{$node->{attributes}}) > 0;
}
1;
