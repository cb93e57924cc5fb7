# Isolates this host, keeps it isolated over a reboot, and lets it go at its time. A verb is given; what comes of it is printed
# as WORD|WHY, for the shell to log. Every optional write comes after the kernel has the rules, and its failure is a word.
use strict;
use Socket ();

my $home = "/var/ossec";
my ($rules, $names) = ("$home/active-response/isolation.nft", "$home/active-response/isolation.names");
# Where the disk does not take the rules: whoever flushes the kernel does not free this host, a reboot does.
my $unkept = "/run/wazuh-active-response.isolation.nft";
my @words;
$SIG{PIPE} = "IGNORE";

# told_nft TEXT: true where nft has taken all of it; said_no says why not.
sub said_no { return $? >> 8 == 124 || $? >> 8 == 137 ? "nft did not answer within 10 s" : "nft did not accept the rules" }
sub told_nft {
  open my $nft, "|-", "timeout -k 1 10 nft -f - >/dev/null 2>&1" or return 0;
  print $nft $_[0];
  return close $nft;
}

sub say_back { my ($word) = @_; print join("|", $word, join "; ", grep { $_ ne "" } splice @words), "\n" }

# keep TEXT: true where it is in the file that a boot reads.
sub keep {
  my ($text) = @_;
  if (put($rules, $text)) { unlink $unkept; return 1 }
  put($unkept, $text);
  return 0;
}

sub put {
  my ($path, $text) = @_;
  unlink "$path.new";
  open my $file, ">", "$path.new" or return 0;
  chmod 0600, "$path.new";
  return 1 if print $file $text and $file->flush and close $file and rename "$path.new", $path;
  unlink "$path.new";
  return 0;
}

# kept: what was kept last.
sub kept { return slurp($unkept) // slurp($rules) }

# header TEXT: what the first lines of the file say: until, total, left, pin; a file of an earlier version has the first only.
sub header {
  my ($text) = @_;
  my %of = (pins => [$text =~ /^# pin (\S+) (\S+)$/mg]);
  for my $key (qw(until total left)) { $of{$key} = $1 if $text =~ /^# $key (\d+)$/m }
  ($of{total}) = sort { $b <=> $a } $text =~ / timeout (\d+)s/g unless defined $of{total};
  $of{total} //= 0;
  $of{left} //= $of{total};
  return %of;
}

# Beside the host itself: what passes it by, where the kernel can.
sub load_beside {
  my ($seconds) = @_;
  told_nft(bridge_table($seconds)) or push @words, "a bridged VM or container is NOT cut off, this kernel has no bridge hook";
  my @devices = ethernet_devices();
  return unless @devices;
  my ($all, @older) = device_tables($seconds, @devices);
  told_nft($all) and return;
  push @words, "a macvlan or ipvlan container may still send, this kernel or nft has no egress hook";
  for (@older) { told_nft($_) and return }
  $words[-1] = "a macvlan or ipvlan container is NOT cut off, this kernel has no netdev hook";
}

# beside_now: "# beside FAMILY RULES" for each table that the kernel has beside the host's own, so that who looks knows one that is gone.
sub beside_now {
  my $lines = "";
  for my $family (qw(bridge netdev)) {
    my $count = () = `timeout 5 nft list table $family $table 2>/dev/null` =~ / drop$/mg;
    $lines .= "# beside $family $count\n" if $count;
  }
  return $lines;
}

sub with_beside { my ($text) = @_; $text =~ s/^# beside .*\n//mg; return beside_now() . $text }

sub load_pins {
  my @pins = @_;
  return unless @pins;
  my @pairs;
  push @pairs, [splice @pins, 0, 2] while @pins;
  pin(@pairs) or push @words, "/etc/hosts cannot be written, so the names of the manager may not resolve";
  my %to;
  push @{$to{$_->[1]}}, $_->[0] for @pairs;
  for my $name (sort keys %to) {
    my %answers = map { $_ => 1 } resolved($name);
    push @words, "$name may not resolve, /etc/nsswitch.conf does not ask files first" unless grep { $answers{$_} } @{$to{$name}};
  }
}

# The managers: those of the stack by the usual ports, those that the agent names by its own.
sub find_managers {
  my ($known) = @_;
  my ($servers, $enrol) = eval { servers_of(slurp("$home/etc/ossec.conf") // "") };
  if (my $why = $@) {
    push @words, "ossec.conf cannot be read as the agent does (line " . ($why =~ s/[^ -~]|[|"\\]//gr) . "), so every address in it counts";
    ($servers, $enrol) = ([loose_servers_of(slurp("$home/etc/ossec.conf") // "")], []);
  }
  my @stack = map { [$_, 1514, "tcp"] } split " ", $ENV{MANAGERS} // "";
  my @live = connections_of_agentd($home);
  my (%answers, %managers, @unknown, @order);
  for my $one (@$servers, @$enrol, @stack) {
    my ($to, $port, $protocol) = @$one;
    my $address = canonical($to);
    if (!defined $address) {
      next if $to !~ /^[A-Za-z0-9_][A-Za-z0-9_.-]*\z/;
      $answers{$to} //= [find_name($to, $known)];
    }
    # An agent whose only server has no address now is still connected to it.
    $answers{$to} = [map { $_->[0] } grep { $_->[1] == $port } @live] if !defined $address && !@{$answers{$to}} && @$servers == 1 && $one == $servers->[0];
    push @unknown, $to if !defined $address && !@{$answers{$to}} && grep { $_ == $one } @$servers;
    for my $at (defined $address ? $address : @{$answers{$to}}) {
      $managers{$at} //= {tcp => {1514 => 1, 1515 => 1, 1517 => 1}, udp => {1514 => 1}};
      $managers{$at}{$protocol}{$port} = 1;
    }
  }
  for (@live) { $managers{$_->[0]} //= {}; $managers{$_->[0]}{$_->[2]}{$_->[1]} = 1 }
  # In the order of the stack, then of the agent.
  my %seen;
  for my $to (map { $_->[0] } @stack, @$servers, @$enrol, @live) { push @order, grep { $managers{$_} && !$seen{$_}++ } canonical($to) // @{$answers{$to} // []} }
  my %own = map { $_->[0] => 1 } @$servers, @$enrol;
  return (\%managers, \@order, \%answers, \@unknown, scalar @$servers, \%own);
}

sub find_name {
  my ($name, $known) = @_;
  my @now = resolved($name);
  my %seen = map { $_ => 1 } @now;
  # Those known before, too: the agent may be connected to one of them.
  return (@now, grep { !$seen{$_}++ } @{$known->{$name} // []});
}

sub allowed_names { my %all = map { $_ => 1 } map { /\bname [sd]addr (\S+)/g } @_; return sort keys %all }

sub note_answers {
  my ($answers) = @_;
  my $text = join "", map { @{$answers->{$_}} ? join(" ", $_, @{$answers->{$_}}) . "\n" : "" } sort keys %$answers;
  return if $text eq (slurp($names) // "");
  open my $file, ">", "$names.new" or return;
  chmod 0600, "$names.new";
  print $file $text and close $file and rename "$names.new", $names or unlink "$names.new";
}

sub answers_of_all {
  my $known = known_answers($names);
  my @found = find_managers($known);
  my $answers = $found[2];
  for (allowed_names(@ENV{qw(ALLOW_IN ALLOW_OUT)})) { $answers->{$_} //= [find_name($_, $known)] }
  return @found;
}

sub isolate {
  my ($managers, $order, $answers, $unknown, $servers, $own) = answers_of_all();
  my $total = $ENV{RELEASE_AFTER} + 0;
  if (!%$managers) { push @words, "the manager would be cut off: neither the stack nor ossec.conf names it"; return say_back("refused") }
  if (@$unknown && @$unknown == $servers) { @words = ("the manager would be cut off: no address for " . join " ", @$unknown); return say_back("refused") }
  push @words, "no address for @$unknown" if @$unknown;
  push @words, map { "no address for $_, which the stack lists" } grep { !@{$answers->{$_}} } allowed_names(@ENV{qw(ALLOW_IN ALLOW_OUT)});
  my $table = host_table($total, $managers, map { allow_rules($_, $answers) } @ENV{qw(ALLOW_IN ALLOW_OUT)});
  my %listed = map { $_ => 1 } allowed_names(@ENV{qw(ALLOW_IN ALLOW_OUT)});
  my @pins = map { my $name = $_; map { ($_, $name) } @{$answers->{$name}} } grep { $own->{$_} || $listed{$_} } sort keys %$answers;
  my $again = is_loaded() ? "was isolated before, renewed" : "";
  if (!told_nft($table)) { @words = (said_no()); return say_back("refused") }
  unshift @words, ($total ? "for ${total}s" : "until it is released"), "manager: @$order", $again;
  load_beside($total);
  my $until = $total ? time + $total : 0;
  my $kept = keep(with_beside(join "", "# until $until\n# since " . time . "\n# total $total\n# left $total\n", (map { "# pin $pins[2 * $_] $pins[2 * $_ + 1]\n" } 0 .. @pins / 2 - 1), $table));
  push @words, "will NOT survive a reboot, $rules cannot be written" unless $kept;
  load_pins(@pins);
  note_answers($answers);
  return say_back("isolated");
}

sub is_loaded { return system("timeout 5 nft list table inet $table >/dev/null 2>&1") == 0 }

# seconds_left: what the kernel has left; 0 for one without an end, undef where it has let go.
sub seconds_left {
  my $said = `timeout 5 nft -j list set inet $table active 2>/dev/null`;
  return 0 if $?;
  my ($left) = sort { $b <=> $a } $said =~ /"expires": *(\d+)/g;
  return $left;
}

# One verb at a time, and none beside custom-release.
sub alone {
  open our $lock, "<", $0 or return;
  for (1 .. 150) { return if flock $lock, 6; select undef, undef, undef, 0.1 }
}

# The wall clock of a boot may be 1970, behind or ahead, so time counts while this host runs: what was left is in the file.
sub boot {
  my $text = kept();
  if (!defined $text) { unpin() if index(slurp($hosts_file) // "", $pinned) >= 0; return 3 }
  my %of = header($text);
  my $left = $of{left} < $of{total} ? $of{left} : $of{total};
  return over() if $of{total} && !$left;
  $text =~ s/ timeout \d+s/ timeout ${left}s/g if $of{total};
  if (!told_nft($text)) { push @words, said_no() . " at boot"; say_back("failed"); return 1 }
  load_beside($left);
  # What this kernel does not take is not missed.
  my $was = kept() // return 0;
  my $now = with_beside($was);
  keep($now) if $now ne $was;
  load_pins(@{$of{pins}});
  return 0;
}

# Each minute, and when this host stops: notes what is left, sees to new devices, and tidies up behind the kernel.
sub tick {
  my $text = kept();
  if (!is_loaded()) { return defined $text ? boot() : 3 }
  my $left = seconds_left() // return over();
  if (defined $text && $left) { my %of = header($text); $text =~ s/^# left \d+$/# left $left/m or $text =~ s/\n/\n# total $of{total}\n# left $left\n/; keep($text) }
  # The disk may take it by now.
  elsif (defined $text && -e $unkept) { keep($text) }
  my $now = join " ", ethernet_devices();
  my %has = map { $_ => 1 } map { /[A-Za-z0-9_.-]+/g } `timeout 5 nft list table netdev $table 2>/dev/null` =~ /devices? (?:= )?(\{[^}]*\}|"[^"]*")/g;
  if (%has && grep { !$has{$_} } split / /, $now) {
    load_beside($left);
    keep(with_beside($text)) if defined $text;
  }
  return 0;
}

# The kernel has let go.
sub over {
  for (qw(inet bridge netdev)) { told_nft("add table $_ $table\ndelete table $_ $table\n") }
  unlink $rules, $unkept;
  unpin();
  push @words, "its time is over";
  say_back("released");
  return 3;
}

my $verb = $ARGV[0] // "";
alone();
if ($verb eq "isolate") { isolate(); exit 0 }
if ($verb eq "boot") { exit boot() }
if ($verb eq "tick") { exit tick() }
if ($verb eq "learn") { note_answers((answers_of_all())[2]); exit 0 }
# For who cuts this host off from outside.
if ($verb eq "managers") {
  my ($managers) = answers_of_all();
  for my $at (sort keys %$managers) {
    for my $protocol (sort keys %{$managers->{$at}}) { print "$protocol $at $_\n" for sort { $a <=> $b } keys %{$managers->{$at}{$protocol}} }
  }
  exit 0;
}
exit 64;
