# What has analysisd loaded? Its answers to getconfig, a line each: <global>, commands, active responses; keys as in
# analysisd/config.c, v4.14.7.
require "files.pl";
require "ossec-conf.pl";
require "active-response.pl";

# One flat JSON object: its strings and numbers by name.
sub flat {
  my ($text) = @_;
  my %of;
  # By names of their own: what is replaced within a text has a first group, too.
  while ($text =~ /"([^"]+)":(?:"((?:[^"\\]|\\.)*)"|(-?\d+))/g) {
    my ($name, $said, $number) = ($1, $2, $3);
    $of{$name} = defined $said ? $said =~ s/\\(.)/$1/gr : $number;
  }
  return \%of;
}

# answers_of FILE: ([addresses], [commands], [responses]).
sub answers_of {
  my ($global, $command, $response) = split /\n/, text_of($_[0]);
  my ($list) = ($global // "") =~ /"white_list":\[(.*?)\]/;
  return (
    [($list // "") =~ /"((?:[^"\\]|\\.)*)"/g],
    [map { flat($_) } ($command // "") =~ /\{("name"[^{}]*)\}/g],
    [map { flat($_) } ($response // "") =~ /\{("command":"[^{}]*)\}/g],
  );
}

sub response_line {
  my ($r) = @_;
  return sprintf "response %s, rules %s, groups %s, level %s, timeout %s, at %s", map { $_ // "-" } @$r{qw(command rules_id rules_group level timeout location)};
}

# not_loaded FILE ANSWERS: prints what of our part in FILE is not loaded, and what is loaded although neither our part nor the
# rest of FILE says it. Nothing of a file that Wazuh cannot read: that is said elsewhere.
sub not_loaded {
  my ($file, $answers) = @_;
  my ($part, $rest) = split_part(text_of($file), 0);
  my ($ours, $theirs) = map { my $text = $_; eval { active_response_of(read_nodes($text)) } // return } $part, $rest;
  my %place = (local => "REMOTE_AGENT", server => "AS_ONLY", all => "ALL_AGENTS", "defined-agent" => "SPECIFIC_AGENT");
  my (%wanted, %loaded, @order);
  my $want = sub { my ($line) = @_; push @order, $line unless $wanted{$line}++ };
  $want->("address " . lc) for map { $_->{content} =~ s/^\^|\$$//gr } @{$ours->{whitelist}};
  $want->("command $_->{name} runs $_->{executable}") for @{$ours->{commands}};
  for my $block (@{$ours->{blocks}}) {
    my %r = map { $_ => value_of($block->{node}, $_) } qw(command rules_id rules_group level timeout location);
    $want->(response_line({%r, level => $r{level} // 0, timeout => $r{timeout} // 0, location => $place{$r{location} // ""}}));
  }
  # What the rest of the file may have said is not judged closely, only what nothing in it can have said.
  my %named = map { $_->{name} => 1 } @{$theirs->{commands}};
  my (%used, %bound);
  for (@{$theirs->{blocks}}) { $used{$_->{command}} = $bound{value_of($_->{node}, "rules_id") // ""} = 1 }
  my ($addresses, $commands, $responses) = answers_of($answers);
  for my $address (@$addresses) { $loaded{"address " . lc $address} = grep { index(lc $_->{content}, lc $address) >= 0 } @{$theirs->{whitelist}} }
  $loaded{"command $_->{name} runs $_->{executable}"} = $named{$_->{name}} for @$commands;
  $loaded{response_line($_)} = $used{$_->{command}} && (!defined $_->{rules_id} || $bound{$_->{rules_id}}) for @$responses;
  print map { "not loaded: $_\n" } grep { !exists $loaded{$_} } @order;
  print map { "loaded, but not in the file: $_\n" } grep { !$wanted{$_} && !$loaded{$_} } sort keys %loaded;
  return;
}
1;
