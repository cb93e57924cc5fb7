# Which <localfile> collects a log?
require "files.pl";
require "ossec-conf.pl";
require "active-response.pl";

# collectors WHOSE LOG FILE...: prints a line (file, line) for each that collects LOG. WHOSE: `here` asks the filters of
# agent.conf as an agent does, of this host; `all` asks none, and leaves our own part of agent.conf out. Dies where Wazuh's
# reader refuses a file.
sub collectors {
  my ($whose, $log, @files) = @_;
  my $home = $ENV{WAZUH_HOME};
  my $here = $whose eq "here";
  my %is;
  for my $file (@files) {
    my $shared = $file =~ /agent\.conf$/;
    # An agent that is told to read no shared configuration has its own file alone.
    next if $here && $shared && text_of("$home/etc/local_internal_options.conf") =~ /^agent\.remote_conf *= *0/m;
    my $text = text_of($file);
    (undef, $text) = split_part($text, 1) unless $here;
    for my $root (roots_of($file, $text)) {
      next if $root->{name} ne ($shared ? "agent_config" : "ossec_config");
      %is = facts_of($home) if $here && @{$root->{attributes}} && !%is;
      next if $here && grep { defined $is{$_->[0]} && !fits($_->[1], $is{$_->[0]}) } @{$root->{attributes}};
      for (grep { $_->{name} eq "localfile" } @{$root->{children}}) {
        print "$file\t$_->{line}\n" if is_log($home, $log, value_of($_, "location") // "");
      }
    }
  }
  return;
}

# roots_of FILE TEXT: dies with the place and what Wazuh logs of it.
sub roots_of {
  my ($file, $text) = @_;
  my @roots = eval { read_nodes($text) };
  return @roots if $@ eq "";
  my ($line, $why) = split /: /, $@, 2;
  chomp $why;
  die "$file line $line: Wazuh cannot read this file ($why); correct it\n";
}

# What the filters of <agent_config> ask: the name, the profile, and what uname says with the distribution, as an agent puts
# them together.
sub facts_of {
  my ($home) = @_;
  my (undef, $name) = split / /, text_of("$home/etc/client.keys");
  my @profiles = map { value_of($_, "config-profile") // () } grep { $_->{name} eq "client" } sections_of(roots_of("$home/etc/ossec.conf", text_of("$home/etc/ossec.conf")));
  my %release = text_of("/etc/os-release") =~ /^(\w+)=["\x27]?(.*?)["\x27]?$/mg;
  chomp(my ($machine, @kernel) = (scalar `uname -m`, map { text_of("/proc/sys/kernel/$_") } qw(ostype hostname osrelease version)));
  my $system = join " |", @kernel, "$machine [" . ($release{NAME} // "");
  return (name => $name // "", profile => $profiles[-1] // "-", os => "$system|" . ($release{ID} // "") . ": " . ($release{VERSION_ID} // "") . "]");
}

# A pattern of Wazuh: alternatives, anchored or not, letters of either case; ! in front turns it round.
sub fits {
  my ($pattern, $text) = map { lc } @_;
  my $not = $pattern =~ s/^!//;
  my $hit = 0;
  for my $one (split /\|/, $pattern, -1) {
    my ($first, $last) = ($one =~ s/^\^//, $one =~ s/\$$//);
    my $from = $last ? length($text) - length $one : 0;
    $hit ||= $first && $last ? $text eq $one : $first || $last ? $from >= 0 && substr($text, $from, length $one) eq $one : index($text, $one) >= 0;
  }
  return $not ? !$hit : $hit;
}

# A location may hold * and ?; a relative one begins at the home of Wazuh.
sub is_log {
  my ($home, $log, $pattern) = @_;
  $pattern = quotemeta($pattern =~ m{^/} ? $pattern : "$home/$pattern");
  $pattern =~ s/\\\*/[^\/]*/g;
  $pattern =~ s/\\\?/[^\/]/g;
  return $log =~ /^$pattern\z/;
}
1;
