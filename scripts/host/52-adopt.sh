# shellcheck shell=sh disable=SC2034,SC2154
# Taking over what the rest of ossec.conf defines: its texts leave the rest in the same transaction that brings our part,
# what analysisd has loaded must mean the same before and after, and remove puts the texts back. $state/adopted/N holds,
# for each time, the rest before and after, and the texts.

# In apply: notes what this run takes over. In remove: the candidate gets back what earlier runs took.
plan_adoption() {
  if [ "$mode" = remove ]; then
    give_back
    return 0
  elif [ -s "$work/found" ]; then
    loaded_meaning >"$work/meant" || fail 65 "refused: analysisd cannot be asked what it has loaded; nothing was changed"
    mkdir -p "$work/adopted/texts"
    place_part "$live" >"$work/adopted/before"
    place_part "$live" "" "$work/adopt" >"$work/adopted/after"
    while read -r text; do cp "$text" "$work/adopted/texts/"; done <"$work/found"
  fi
  refuse_missing
}

# A text that is not there was taken over by an earlier run, or somebody has changed it since the stack was written.
refuse_missing() {
  problems=0
  for text in "$work/adopt"/*; do
    [ -f "$text" ] || continue
    ! grep -qxF "$text" "$work/found" || continue
    taken=
    for known in "$state/adopted"/*/texts/*; do ! cmp -s "$known" "$text" || taken=yes; done
    [ -n "$taken" ] || problem "$home/etc/ossec.conf does not hold this text, which the stack wants to adopt: $(tr -s ' \n\t' ' ' <"$text" | sed 's/^ //' | cut -c1-160)"
  done
  [ "$problems" -eq 0 ] || fail 65 "refused: $problems text(s) to adopt are not in the file (named above): it has been edited since; run active-response adopt again; nothing was changed"
}

# What analysisd has loaded, a line a fact, sorted: two ways to write the same are one line. A name has its first command.
loaded_meaning() {
  ask_loaded >"$work/loaded" 2>"$work/out" || return 1
  perl -e '
    local $/; my ($global, $command, $response) = split /\n/, <STDIN>;
    sub fields { my ($text, %of) = shift; $of{$1} = $2 // $3 while $text =~ /"([^"]+)":(?:"((?:[^"\\]|\\.)*)"|(-?\d+))/g; \%of }
    sub network {
      my $text = lc shift;
      my ($a, $b, $c, $d, $mask) = $text =~ m{^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:/([\d.]+))?$} or return $text;
      my $bits = !defined $mask ? 32 : $mask =~ /\./ ? unpack("%32b*", pack "C4", split /\./, $mask) : $mask;
      my $number = unpack "N", pack "C4", $a, $b, $c, $d;
      $number &= $bits ? (0xffffffff << (32 - $bits)) & 0xffffffff : 0;
      join(".", unpack "C4", pack "N", $number) . "/$bits"
    }
    my (%fact, %known);
    if ($global =~ /"white_list":\[(.*?)\]/) { my $list = $1; $fact{"address " . network($1)} = 1 while $list =~ /"((?:[^"\\]|\\.)*)"/g }
    while ($command =~ /\{("name"[^{}]*)\}/g) {
      my $c = fields($1);
      $fact{join " ", "command", map "$_ $$c{$_}", sort keys %$c} = 1 unless $known{$$c{name}}++;
    }
    while ($response =~ /\{("command":"[^{}]*)\}/g) {
      my $r = fields($1);
      $$r{agent_id} += 0 if defined $$r{agent_id};
      my %ids; $ids{$_} = 1 for ($$r{rules_id} // "") =~ /\d+/g;
      $$r{rules_id} = join ",", sort { $a <=> $b } keys %ids if %ids;
      $$r{rules_group} =~ s/,(?=\||$)//g if defined $$r{rules_group};
      $fact{join " ", "response", map "$_ $$r{$_}", sort keys %$r} = 1;
    }
    print map "$_\n", sort keys %fact' <"$work/loaded"
}

# After the manager has read the new file: nothing that was loaded may be lost. More may be: the fleet's own addresses.
same_meaning() {
  [ -f "$work/meant" ] || return 0
  loaded_meaning >"$work/means" || return 1
  lost=$(LC_ALL=C comm -23 "$work/meant" "$work/means")
  if [ -n "$lost" ]; then
    say "to adopt would change what is loaded. No longer loaded: $(printf '%s' "$lost" | tr '\n' ';'); adopt with the configuration that active-response adopt wrote, and change it in a later run"
    return 1
  fi
  say "adopted $(wc -l <"$work/found" | tr -d ' ') text(s) of $home/etc/ossec.conf; all $(wc -l <"$work/meant" | tr -d ' ') facts that analysisd had loaded are loaded as before, $(LC_ALL=C comm -13 "$work/meant" "$work/means" | wc -l | tr -d ' ') more are new"
}

# The candidate of remove: byte for byte what stood there, where nobody has edited the rest since; else the texts come
# back in roots of their own.
give_back() {
  [ -d "$state/adopted" ] || return 0
  perl -e '
    sub slurp { open my $f, "<", $_[0] or die "$_[0]: $!\n"; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
    my ($candidate, $adopted) = @ARGV; my $rest = slurp($candidate); my @texts;
    for my $one (sort { $b <=> $a } map { m{/(\d+)$} } glob "$adopted/*") {
      if (!@texts and slurp("$adopted/$one/after") eq $rest) { $rest = slurp("$adopted/$one/before") }
      else { unshift @texts, map { slurp($_) } sort glob "$adopted/$one/texts/*" }
    }
    # Addresses at the top, since the last <global> decides more than the list; responses at the end, behind every <command>.
    my ($top, $end, $roots) = ("", "", "");
    for (@texts) {
      if (/^\s*<white_list>/) { $top .= "  <global>\n$_  </global>\n" }
      elsif (/^\s*<global>/) { $top .= $_ }
      elsif (/^\s*<ossec_config>/) { $roots .= $_ }
      else { $end .= $_ }
    }
    my $root = sub { length $_[0] ? "<ossec_config>\n$_[0]</ossec_config>\n" : "" };
    open my $f, ">", $candidate or die "$candidate: $!\n"; binmode $f;
    print $f $root->($top), $rest, length "$end$roots" && $rest !~ /\n\z/ ? "\n" : "", $root->($end), $roots;
    close $f or die "$candidate: $!\n"' "$work/candidate" "$state/adopted" 2>"$work/out" || fail 70 "$(cat "$work/out")"
}
