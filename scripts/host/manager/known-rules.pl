# Which rules does wazuh-analysisd read, as far as they matter to ours? All files of etc/rules, and of the stock files those that
# hold what they and our part name, over and over; all of them where something is named by group or level.
require "files.pl";
require "ossec-conf.pl";
require "active-response.pl";
require "rules-file.pl";
require "tree-rule.pl";

# What a stock file holds, by its path: it stays as it is while we look.
my (%stock_rules, %ids_in);

# stock_rules FILE: its rules, as tree_rule has them; none where Wazuh cannot read it.
sub stock_rules {
  my ($file) = @_;
  $stock_rules{$file} //= [map { tree_rule($_, $file, "stock") } grep { defined $_->{id} } eval { rules_of_file(text_of($file)) }];
  return @{$stock_rules{$file}};
}

# needed_stock BLOCKS FILES OWN...: the rules of the stock FILES that our blocks and the manager's OWN rules lead to.
sub needed_stock {
  my ($blocks, $files, @own) = @_;
  my (%file_of, %asked, %read);
  for my $file (@$files) {
    $ids_in{$file} //= [text_of($file) =~ /<rule\b[^>]*?\bid\s*=\s*["'](\d+)/gi];
    $file_of{$_ + 0} //= $file for @{$ids_in{$file}};
  }
  my $all = grep { chooses($_) } @$blocks;
  my @open = ((map { @{$_->{rules}} } @$blocks), map { named_by($_), $_->{overwrite} ? $_->{id} : () } @own);
  my %new = map { $_->{id} => 1 } grep { !$_->{overwrite} } @own;
  $all ||= grep { by_many($_) } @own;
  while (!$all && defined(my $id = shift @open)) {
    next if $asked{$id}++ || $new{$id};
    # Wazuh's own files write their ids plainly; what none of them has is not there.
    my $file = $file_of{$id} or next;
    $read{$file} = 1;
    my ($rule) = grep { $_->{id} == $id } stock_rules($file) or next;
    $all = by_many($rule);
    push @open, named_by($rule);
  }
  return map { stock_rules($_) } grep { $all || $read{$_} } @$files;
}

# Whether a block is bound by group and level, and not by ids alone.
sub chooses { my ($block) = @_; return defined $block->{rules_group} || $block->{level} > 0 }

sub named_by { my ($rule) = @_; return (@{$rule->{ids}}, $rule->{counts} || ()) }

sub by_many { my ($rule) = @_; return defined $rule->{if_level} || defined $rule->{group} || defined $rule->{counts_group} }
1;
