# shellcheck shell=sh disable=SC2034,SC2154
# Is the log of active responses on its way to the manager? Who owns the setting: the host's own ossec.conf (a stock one has
# it), or the agent.conf that an agent gets from its group, of which the stack may own a part (logs.groups).

log=$home/logs/active-responses.log

# collectors WHOSE FILE...: a line (file, line) for each <localfile> there that collects the log. WHOSE: `here` asks the
# filters of agent.conf as an agent does, of this host; `all` asks none. Our own part of agent.conf counts for `here` only.
collectors() {
  LOG=$log HOST_HOME=$home OS=$(system) \
    PART_BEGIN=${part_begin-} PART_END=${part_end-} perl -e '
    my ($whose, @files) = @ARGV;
    sub slurp { open my $f, "<", $_[0] or return ""; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
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
    my %is = (name => $name // "", os => $ENV{OS}, profile => $profile // "-");
    for my $file (@files) {
      my $text = slurp($file);
      $text =~ s/^\Q$ENV{PART_BEGIN}\E\n.*?^\Q$ENV{PART_END}\E(?:\n|\z)/blank($&)/mse if $whose eq "all";
      $text =~ s/<!--.*?(?:-->|!>)/blank($&)/gse;
      my $root = $file =~ /agent\.conf$/ ? "agent_config" : "ossec_config";
      while ($text =~ /<$root((?:\s[^>]*)?)(?<!\/)>(.*?)<\/$root>/gs) {
        my ($filters, $sections, $from, $meant) = ($1, $2, $-[2], 1);
        while ($whose eq "here" and $filters =~ /\b(name|os|profile)\s*=\s*(["\x27])(.*?)\2/g) { $meant &&= fits($3, $is{$1}) }
        while ($meant and $sections =~ /<localfile>(.*?)<\/localfile>/gs) {
          my ($one, $at) = ($1, $from + $-[0]);
          printf "%s\t%d\n", $file, 1 + (substr($text, 0, $at) =~ tr/\n//) if $one =~ /<location>([^<]*)</ and is_log($1);
        }
      }
    }' "$@"
}

# What uname says, and the distribution, as an agent puts them together; the kernel's files cost no process a word.
system() {
  for word in ostype hostname osrelease version; do read -r said <"/proc/sys/kernel/$word" && printf '%s |' "$said"; done
  printf '%s [%s]' "$(uname -m)" "$(os_name)"
}

# shellcheck source=/dev/null
os_name() { [ ! -r /etc/os-release ] || (. /etc/os-release && printf '%s|%s: %s' "${NAME-}" "${ID-}" "${VERSION_ID-}"); }

# log_fault: a sentence where nothing collects the log.
log_fault() {
  set -- "$home/etc/ossec.conf"
  # An agent that is told to read no shared configuration (agent.remote_conf) has its own file alone.
  if [ "$role" = agent ] && ! grep -qsE '^agent\.remote_conf *= *0' "$home/etc/local_internal_options.conf"; then
    set -- "$@" "$home/etc/shared/agent.conf"
  fi
  collectors here "$@" >"$work/collectors" || :
  [ ! -s "$work/collectors" ] || return 0
  lost="what responses do here reaches neither alerts nor dashboards"
  case $role in
    agent) echo "$log is collected by no <localfile> of $home/etc/ossec.conf or of the agent.conf that came from the group: $lost; name its group, and this agent, in logs.groups of the stack, or add one with log_format syslog to ossec.conf" ;;
    *) echo "$log is collected by no <localfile> of $home/etc/ossec.conf: $lost; add one with log_format syslog there" ;;
  esac
}

# log_twice: a sentence where two files collect it.
log_twice() {
  [ "$(wc -l <"$work/collectors" 2>/dev/null || echo 0)" -gt 1 ] || return 0
  echo "$log is collected by $(sed "s/$tab/ line /" "$work/collectors" | paste -sd, | sed 's/,/ and /g'): Wazuh reads it once and warns (1958) at each start; leave one of them, or name in logs.groups only the agents that need it"
}
