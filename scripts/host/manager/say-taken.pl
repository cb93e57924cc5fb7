# How is it said that a rule takes an alert from ours? In the words of policy/wazuh/rules/sayTaken.ts.

# say_taken TAKEN: `conflict` or `warning`, a tab, and what is lost and what to write.
sub say_taken {
  my ($taken) = @_;
  my ($by, $from, $counted_by, $beside, $always) = @$taken{qw(by from counted_by beside always)};
  my $which = "rule $from->[0]{id}" . (@$from > 1 ? " (and " . (@$from - 1) . " more)" : "");
  my $where = $beside ? "is asked before rule $beside->{id}" : "is a child of $which";
  my $what = $always ? "every event" : "its event wherever it matches";
  my $whose = $beside ? $which : "that one";
  my $lost = $counted_by
    ? "rule $counted_by->{id}, to which a response of ours is bound, counts $whose and does not count it then"
    : "a response of ours, which is bound to $whose, " . ($always ? "never runs" : "does not run then");
  my $silent = $by->{level} == 0 ? ", and level 0 makes no alert of it either" : "";
  my $change = $always ? "give it a condition" : "narrow its condition";
  my $instead = $counted_by || $beside
    ? "$change, or remove it"
    : "bind rule $by->{id} too" . ($by->{level} == 0 ? " (with a level of 1 or more)" : "") . ", $change, or remove it";
  # What only a group or a level chose is not lost as a whole.
  my $kind = $always && $taken->{named} ? "conflict" : "warning";
  return "$kind\t$by->{file} line $by->{line}: rule $by->{id} (level $by->{level}) $where and takes $what: $lost$silent; $instead";
}

# say_late CHILD PARENT DROPPED: the PARENT is a rule of ours, whose file is read after that of the CHILD.
sub say_late {
  my ($child, $parent, $is_dropped) = @_;
  my $what = $is_dropped ? "drops the child without a word (7619)" : "leaves that parent out (7617)";
  return "$child->{file} line $child->{line}: rule $child->{id} (level $child->{level}) is a child of rule $parent of our rules file, which is read after this one: Wazuh $what; move it to a file whose name sorts behind ours, or remove it";
}
1;
