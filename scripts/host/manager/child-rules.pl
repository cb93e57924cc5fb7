# Which rules of the manager's own take an alert that our responses wait for? The first rule that matches is what fires, and a
# child in the place of its parent (OS_CheckIfRuleMatch, analysisd/rules.c:3121, v4.14.7), one of level 0 too: the responses of
# the parent do not run, and what counts the parent does not count it. As policy/wazuh/rules/taken.ts has it.
require "known-rules.pl";
require "rule-tree.pl";
require "say-taken.pl";

# judge_children OURS STOCK OWN-FILE OWN-RULES THEIRS: prints a line a rule: a conflict where all that we wait for by its id is
# lost, else a warning. OURS is what our part is to say, STOCK the stock files, THEIRS the other rules of etc/rules, each with
# its file.
sub judge_children {
  my ($ours, $stock, $own_file, $own_rules, @theirs) = @_;
  return unless @theirs;
  my @blocks = grep { !$_->{disabled} } @{$ours->{blocks}};
  my @own = map { tree_rule($_, $own_file, "ours") } grep { defined $_->{id} } @$own_rules;
  my @others = map { tree_rule($_->[1], $_->[0], "theirs") } grep { defined $_->[1]{id} } @theirs;
  my %ours_in = map { $_->{id} => $_->{name} } @own;
  my $tree = new_tree();
  # The files of all folders are read in the order of their names.
  for my $rule (sort { $a->{name} cmp $b->{name} } needed_stock(\@blocks, $stock, @own, @others), @others, @own) {
    my ($is_dropped, @missing) = add_rule($tree, $rule);
    my ($late) = $rule->{owner} eq "theirs" ? grep { ($ours_in{$_} // "") gt $rule->{name} } @missing : ();
    print "warning\t" . say_late($rule, $late, $is_dropped) . "\n" if defined $late;
  }
  my %answers = map { $_ => has_response(\@blocks, $tree->{rule}{$_}) } @{$tree->{order}};
  print say_taken($_) . "\n" for taken_alerts($tree, \%answers, map { @{$_->{rules}} } @blocks);
  return;
}

# Whether responses of ours run when the rule fires.
sub has_response {
  my ($blocks, $rule) = @_;
  my ($level, $id) = @$rule{qw(level id)};
  return 0 if $level == 0 || $rule->{no_ar};
  return scalar grep {
    my $block = $_;
    grep({ $_ == $id } @{$block->{rules}})
      || chooses($block) && $level >= $block->{level} && (!defined $block->{rules_group} || has_group($rule->{groups}, $block->{rules_group}))
  } @$blocks;
}

# taken_alerts TREE ANSWERS NAMED...: what takes an alert from a response, or an event from what it counts, the worst of each
# rule: {by, from => [rule...], counted_by, beside, always, named}.
sub taken_alerts {
  my ($tree, $answers, @named) = @_;
  my (%found, @order);
  for my $wait (waits_of($tree, $answers, @named)) {
    for my $one (takers_of($tree, $wait, $answers)) {
      my $id = $one->{by}{id};
      push @order, $id unless $found{$id};
      $found{$id} = $found{$id} ? worse($found{$id}, $one) : $one;
    }
  }
  return map { $found{$_} } @order;
}

sub worse {
  my ($before, $one) = @_;
  my ($is, $was) = map { ($_->{named} ? 4 : 0) + ($_->{always} ? 2 : 0) + ($_->{counted_by} ? 0 : 1) } $one, $before;
  return $is > $was ? $one : $before if $is != $was;
  return {%$before, from => [@{$before->{from}}, @{$one->{from}}]};
}

# What is bound, and what is counted for it, over and over: {rule, counted_by, named} each.
sub waits_of {
  my ($tree, $answers, @named) = @_;
  my %named = map { $_ => 1 } @named;
  my @waits = map { {rule => $tree->{rule}{$_}, named => $named{$_}} } grep { $answers->{$_} } @{$tree->{order}};
  my %counted;
  # The list grows while it is gone through.
  for (my $place = 0; $place < @waits; $place++) {
    my ($rule, $is_named) = @{$waits[$place]}{qw(rule named)};
    my ($counts, $group) = @$rule{qw(counts counts_group)};
    if (defined $counts && !$counted{$counts}++ && $tree->{rule}{$counts}) {
      push @waits, {rule => $tree->{rule}{$counts}, counted_by => $rule, named => $is_named};
    }
    next unless defined $group && $is_named;
    for my $of (map { $tree->{rule}{$_} } @{$tree->{order}}) {
      push @waits, {rule => $of, counted_by => $rule, named => 0} if matches_group($of->{groups}, $group) && !$counted{$of->{id}}++;
    }
  }
  return @waits;
}

sub takers_of {
  my ($tree, $wait, $answers) = @_;
  my ($rule, $by_rule, $is_named) = @$wait{qw(rule counted_by named)};
  my %facts = (from => [$rule], counted_by => $by_rule, named => $is_named);
  my $matters = sub {
    my ($by) = @_;
    return 0 if $by->{owner} ne "theirs" || $by->{id} == $rule->{id};
    return !$answers->{$by->{id}} unless $by_rule;
    return $by->{id} != $by_rule->{id} && !(defined $by_rule->{counts_group} && matches_group($by->{groups}, $by_rule->{counts_group}));
  };
  my @takers = map { {%facts, %$_} } grep { $matters->($_->{by}) } firing($tree, @{$tree->{below}{$rule->{id}} // []});
  # What stands beside a rule above takes all of it only where it has no condition; others are not said to.
  return @takers unless $is_named;
  my (%seen, $climb);
  $climb = sub {
    my ($id) = @_;
    return if $seen{$id}++;
    for my $parent (@{$tree->{above}{$id} // []}) {
      my @before;
      for (@{$tree->{below}{$parent}}) { last if $_ == $id; push @before, $_ }
      push @takers, map { {%facts, %$_, beside => $tree->{rule}{$id}} } grep { $_->{always} && $matters->($_->{by}) } firing($tree, @before);
      $climb->($parent);
    }
  };
  $climb->($rule->{id});
  return @takers;
}

# Those of some rules that fire themselves, and in the place of one that never does (noalert) those below it: {by, always} each.
# Below one that has a condition none takes every event.
sub firing {
  my ($tree, @ids) = @_;
  my @found;
  for my $rule (map { $tree->{rule}{$_} } @ids) {
    if ($rule->{silent}) { push @found, map { {%$_, always => $_->{always} && $rule->{always}} } firing($tree, @{$tree->{below}{$rule->{id}} // []}) }
    else { push @found, {by => $rule, always => $rule->{always}} }
  }
  return @found;
}
1;
