# shellcheck shell=sh disable=SC2034,SC2154
# Is the log of active responses on its way to the manager? Who owns the setting: the host's own ossec.conf (a stock one has
# it), or the agent.conf that an agent gets from its group, of which the stack may own a part (logs.groups).

log=$home/logs/active-responses.log

# collectors WHOSE FILE...: a line (file, line) for each <localfile> there that collects the log. WHOSE: `here` asks the
# filters of agent.conf as an agent does, of this host; `all` asks none. Our own part of agent.conf counts for `here` only.
collectors() {
  LOG=$log HOST_HOME=$home PART_BEGIN=${part_begin-} PART_END=${part_end-} perl -e '
    my ($whose, @files) = @ARGV;
    sub slurp { open my $f, "<", $_[0] or return ""; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
    # What uname says, and the distribution, as an agent puts them together.
    sub system_here {
      my %release = slurp("/etc/os-release") =~ /^(\w+)=["\x27]?(.*?)["\x27]?$/mg;
      chomp(my ($machine, @kernel) = (scalar `uname -m`, map slurp("/proc/sys/kernel/$_"), qw(ostype hostname osrelease version)));
      join(" |", @kernel, "$machine [" . ($release{NAME} // "")) . "|" . ($release{ID} // "") . ": " . ($release{VERSION_ID} // "") . "]"
    }
    # Blanks in place of what is not asked, so that lines stay.
    sub blank { my $t = shift; $t =~ s![^\n]! !g; $t }
    # A pattern of Wazuh: alternatives, anchored or not, letters of either case; ! in front turns it round.
    sub fits {
      my ($pattern, $text) = map lc, @_; my $not = $pattern =~ s/^!//;
      my $hit = grep { my ($first, $last) = (s/^\^//, s/\$$//); my $at = $last ? length($text) - length : 0; $first && $last ? $text eq $_ : $first || $last ? $at >= 0 && substr($text, $at, length) eq $_ : index($text, $_) >= 0 } split /\|/, $pattern, -1;
      $not ? !$hit : $hit
    }
    # A location may hold * and ?; a relative one begins at the home of Wazuh.
    sub is_log { my $p = shift; $p = "$ENV{HOST_HOME}/$p" if $p !~ m{^/}; $p = quotemeta $p; $p =~ s/\\\*/[^\/]*/g; $p =~ s/\\\?/[^\/]/g; $ENV{LOG} =~ /^$p$/ }
    my (undef, $name) = split / /, slurp("$ENV{HOST_HOME}/etc/client.keys");
    my ($profile) = slurp("$ENV{HOST_HOME}/etc/ossec.conf") =~ /<config-profile>([^<]*)</;
    my %is = (name => $name // "", profile => $profile // "-");
    for my $file (@files) {
      # An agent that is told to read no shared configuration has its own file alone.
      next if $whose eq "here" and $file =~ /agent\.conf$/ and slurp("$ENV{HOST_HOME}/etc/local_internal_options.conf") =~ /^agent\.remote_conf *= *0/m;
      my $text = slurp($file);
      $text =~ s/^\Q$ENV{PART_BEGIN}\E\n.*?^\Q$ENV{PART_END}\E(?:\n|\z)/blank($&)/mse if $whose eq "all";
      $text =~ s/<!--.*?(?:-->|!>)/blank($&)/gse;
      my $root = $file =~ /agent\.conf$/ ? "agent_config" : "ossec_config";
      while ($text =~ /<$root((?:\s[^>]*)?)(?<!\/)>(.*?)<\/$root>/gs) {
        my ($filters, $sections, $from, $meant) = ($1, $2, $-[2], 1);
        while ($whose eq "here" and $filters =~ /\b(name|os|profile)\s*=\s*(["\x27])(.*?)\2/g) { $meant &&= fits($3, $is{$1} //= system_here()) }
        while ($meant and $sections =~ /<localfile>(.*?)<\/localfile>/gs) {
          my ($one, $at) = ($1, $from + $-[0]);
          printf "%s\t%d\n", $file, 1 + (substr($text, 0, $at) =~ tr/\n//) if $one =~ /<location>([^<]*)</ and is_log($1);
        }
      }
    }' "$@"
}

# A sentence in $fault where nothing collects the log; empty where something does.
log_fault() {
  fault=
  set -- "$home/etc/ossec.conf"
  [ "$role" != agent ] || set -- "$@" "$home/etc/shared/agent.conf"
  collectors here "$@" >"$work/collectors" || :
  [ ! -s "$work/collectors" ] || return 0
  lost="what responses do here reaches neither alerts nor dashboards"
  case $role in
    agent) fault="$log is collected by no <localfile> of $home/etc/ossec.conf or of the agent.conf that came from the group: $lost; name its group, and this agent, in logs.groups of the stack, or add one with log_format syslog to ossec.conf" ;;
    *) fault="$log is collected by no <localfile> of $home/etc/ossec.conf: $lost; add one with log_format syslog there" ;;
  esac
}

# A sentence in $fault where two files collect it.
log_twice() {
  { read -r _ && read -r _; } <"$work/collectors" || return 0
  fault="$log is collected by $(sed "s/$tab/ line /" "$work/collectors" | paste -sd, | sed 's/,/ and /g'): Wazuh reads it once and warns (1958) at each start; leave one of them, or name in logs.groups only the agents that need it"
}
