# What is outside our part and would change what ours means?
require "files.pl";
require "ossec-conf.pl";
require "active-response.pl";
require "rules-file.pl";
require "child-rules.pl";

# conflicts LIVE PART FOLDER RULES [OWN CONTENT]: prints a line each, behind `conflict` or `warning` and a tab. LIVE is the
# ossec.conf, PART what our part is to be, FOLDER the texts that it takes over; RULES is the folder of rules files, OWN ours in it,
# CONTENT a file with what that is to hold. A file that Wazuh cannot read is a warning: its daemons are asked next, and refuse it.
sub conflicts {
  my ($live, $part, $folder, $rules, $own, $content) = @_;
  my ($rest) = rest_of($live, $folder, 1);
  my @roots = readable($live, $rest);
  my $ours = active_response_of(eval { read_nodes(text_of($part)) });
  conflicts_of_file($live, $ours, @roots) if defined $roots[0];
  my @own = defined $content ? eval { rules_of_file(text_of($content)) } : ();
  my %defined = map { ($_->{id} // "") => 1 } @own;
  my @theirs;
  my @left_out = defined $roots[0] ? left_out(@roots) : ();
  my $is_read = sub { my ($file, $folder) = @_; my $name = $file =~ s{.*/}{}sr; !grep { $_ eq $name || s{/+}{/}gr eq "$folder/$name" } @left_out };
  for my $file (grep { $_ ne ($own // "") && $is_read->($_, "etc/rules") } sort glob "$rules/*.xml") {
    my @found = eval { rules_of_file(text_of($file)) };
    if ($@ ne "") { unreadable_file($file, $@); next }
    push @theirs, map { [$file, $_] } @found;
    for (grep { defined $_->{id} && $defined{$_->{id}} } @found) {
      conflict("$file line $_->{line}: rule $_->{id} is defined here and in our rules file; one of the two would be ignored silently; remove it here or from the stack");
    }
  }
  judge_children($ours, [grep { $is_read->($_, "ruleset/rules") } glob "$ENV{WAZUH_HOME}/ruleset/rules/*.xml"], $own // "", \@own, @theirs);
  return;
}

# The <rule_exclude>s of the last <ruleset>, which is the one that counts, without those that a <rule_include> names as well.
sub left_out {
  my ($ruleset) = reverse grep { $_->{name} eq "ruleset" && @{$_->{children}} } sections_of(@_);
  my %included = map { $_->{content} => 1 } grep { $_->{name} eq "rule_include" } @{$ruleset->{children}};
  return grep { !$included{$_} } map { $_->{content} } grep { $_->{name} eq "rule_exclude" } @{$ruleset->{children}};
}

sub conflict { my ($words) = @_; print "conflict\t$words\n"; return }

sub unreadable_file {
  my ($file, $why) = @_;
  my ($line, $words) = split /: /, $why, 2;
  chomp $words;
  print "warning\t$file line $line: Wazuh cannot read this file ($words), so it could not be compared with the stack; fix it\n";
  return;
}

# Its roots; (undef) where it cannot be read.
sub readable {
  my ($file, $text) = @_;
  my @roots = eval { read_nodes($text) };
  if ($@ ne "") { unreadable_file($file, $@); return (undef) }
  # With such a file alone the manager would not come up: there would be no way back.
  conflict("$file has no section outside our part; is this the file of the manager?") unless sections_of(@roots);
  return @roots;
}

sub conflicts_of_file {
  my ($live, $ours, @roots) = @_;
  my $complain = sub { my ($one, $words) = @_; conflict("$live line $one->{line}: $words") };
  my $rest = active_response_of(@roots);
  my (%executable, %bound, %theirs, %named);
  $executable{$_->{name}}{$_->{executable}} = 1 for @{$ours->{commands}};
  for my $block (@{$ours->{blocks}}) { $bound{$block->{command}}{$_} = 1 for @{$block->{rules}} }
  for (@{$rest->{commands}}) {
    my ($name, $program) = @$_{qw(name executable)};
    $theirs{$name} //= $program;
    # The stock file defines its commands under the names of their executables; unused, such a one does no harm.
    next if !$executable{$name} || $program eq $name || $executable{$name}{$program};
    $complain->($_, "a <command> named $name runs $program; ours of that name comes first and would win; remove or rename it");
    $named{$name} = 1;
  }
  for (@{$rest->{blocks}}) {
    my $command = $_->{command};
    next if $_->{disabled} || !$executable{$command};
    my @twice = grep { $bound{$command}{$_} } @{$_->{rules}};
    if (@twice) {
      $complain->($_, "an <active-response> binds $command to rule @twice, as our part does; it would run twice; remove it there or from the stack");
    } elsif (!$named{$command} && defined $theirs{$command} && !$executable{$command}{$theirs{$command}}) {
      $complain->($_, "an <active-response> uses $command, which means $theirs{$command} there; our command of that name comes first and would run instead; move that block into the stack, or give ours another name (command: ...)");
    }
  }
  my ($last) = reverse @{$rest->{blocks}};
  if ($last && $last->{disabled}) {
    $complain->($last, "the last <active-response> says <disabled>yes</disabled>, which turns off all active response; remove that block");
  }
  for (@{$rest->{whitelist}}) {
    $complain->($_, "an empty <white_list> matches every address: no response would ever fire; remove it") if $_->{content} eq "";
    $complain->($_, "<white_list>$_->{content}</white_list> matches every other address; remove it") if $_->{content} =~ /^!/;
  }
  return;
}
1;
