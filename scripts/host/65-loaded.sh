# shellcheck shell=sh disable=SC2034,SC2154
# What analysisd has loaded, against what the live ossec.conf says: keys as in src/analysisd/config.c of 4.14.

# Three answers, a line each: <global>, commands and active responses.
ask_loaded() {
  set --
  for section in global command active_response; do
    set -- "$@" '{"version":1,"origin":{"module":"api"},"command":"getconfig","parameters":{"section":"'"$section"'"}}'
  done
  ask_analysisd "$@"
}

# Prints what of our part in the live file is not loaded, and what is loaded although neither our part nor the rest of that
# file says it; nothing when the loaded configuration is ours.
not_loaded() {
  ask_loaded >"$work/loaded" 2>"$work/out" || {
    printf 'analysisd does not answer: %s\n' "$(cat "$work/out")"
    return 0
  }
  PART_BEGIN=$part_begin PART_END=$part_end perl -e '
    sub slurp { open my $f, "<", $_[0] or return ""; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
    sub inner { my ($text, $name) = @_; $text =~ /<$name>([^<]*)<\/$name>/ ? $1 : undef }
    # One flat JSON object: its strings and numbers by name.
    sub flat {
      my ($text, %of) = shift;
      $of{$1} = defined $2 ? $2 =~ s/\\(.)/$1/gr : $3 while $text =~ /"([^"]+)":(?:"((?:[^"\\]|\\.)*)"|(-?\d+))/g;
      \%of
    }
    sub response {
      my $r = shift;
      sprintf "response %s, rules %s, groups %s, level %s, timeout %s, at %s", map { defined $_ ? $_ : "-" } @$r{qw(command rules_id rules_group level timeout location)}
    }
    my ($file, $answers) = map slurp($_), @ARGV;
    my $rest = $file;
    my $part = $rest =~ s/^\Q$ENV{PART_BEGIN}\E\n(.*?)^\Q$ENV{PART_END}\E(?:\n|\z)//ms ? $1 : "";
    my ($global, $command, $response) = split /\n/, $answers;
    my %place = (local => "REMOTE_AGENT", server => "AS_ONLY", all => "ALL_AGENTS", "defined-agent" => "SPECIFIC_AGENT");
    my (%wanted, %loaded, @order);
    my $want = sub { push @order, $_[0] unless $wanted{$_[0]}++ };
    $want->("address " . lc $_) for map { s/^\^|\$$//gr } $part =~ /<white_list>([^<]*)</g;
    while ($part =~ /<command>\s(.*?)<\/command>/gs) { my $c = $1; $want->("command " . inner($c, "name") . " runs " . inner($c, "executable")) }
    while ($part =~ /<active-response>(.*?)<\/active-response>/gs) {
      my ($text, %r) = $1; $r{$_} = inner($text, $_) for qw(command rules_id rules_group level timeout location);
      $r{level} = 0 unless defined $r{level}; $r{timeout} = 0 unless defined $r{timeout}; $r{location} = $place{$r{location}};
      $want->(response(\%r));
    }
    if ($global =~ /"white_list":\[(.*?)\]/) { my $list = $1; $loaded{"address " . lc $1} = $1 while $list =~ /"((?:[^"\\]|\\.)*)"/g }
    while ($command =~ /\{("name"[^{}]*)\}/g) { my $c = flat($1); $loaded{"command $$c{name} runs $$c{executable}"} = "<name>$$c{name}<" }
    while ($response =~ /\{("command":"[^{}]*)\}/g) {
      my $r = flat($1);
      $loaded{response($r)} = "<command>$$r{command}<" . (defined $$r{rules_id} ? "\0<rules_id>$$r{rules_id}<" : "");
    }
    print "not loaded: $_\n" for grep { !$loaded{$_} } @order;
    # What the rest of the file may have said is not judged closely, only what nothing in it can have said.
    for my $line (sort grep { !$wanted{$_} } keys %loaded) {
      print "loaded, but not in the file: $line\n" if grep { index(lc $rest, lc $_) < 0 } split /\0/, $loaded{$line};
    }' "$home/etc/ossec.conf" "$work/loaded"
}
