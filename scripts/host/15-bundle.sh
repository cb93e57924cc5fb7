# shellcheck shell=sh disable=SC2034,SC2154
# Reads the bundle into $work: the files list F (number, path, owner, group, mode, reload, unload), their contents c/N, whole,
# the users and groups that this host does not know (unknown), the tools T, our part, the rows of ar.conf, what a worker waits
# for, what is left out here, the texts that our part takes over from the rest of ossec.conf (adopt/N), and our parts of groups'
# agent.conf (groups/NAME).

read_bundle() {
  need perl perl-base
  need sha256sum coreutils
  need flock util-linux
  perl -e "use strict; $json_perl $programs_perl"'
    my $work = shift;
    sub slurp { open my $f, "<", $_[0] or die "$_[0]: $!\n"; local $/; <$f> }
    sub write_to { open my $f, ">", "$work/$_[0]" or die "$work/$_[0]: $!\n"; print $f $_[1] and close $f or die "$work/$_[0]: $!\n" }
    sub row { join("\t", map { my $field = $_ // ""; $field !~ /[\t\n]/ or die "$field has a tab or a line end\n"; $field eq "" ? "-" : $field } @_) . "\n" }
    sub is_here { my $tool = shift; grep { -e } $tool =~ m{/} ? $tool : map { "$_/$tool" } split /:/, $ENV{PATH} }
    my $written = slurp("$work/bundle");
    my $bundle = eval { document($written) };
    ref $bundle eq "HASH" or exit 64;
    sub each_of { my $of = $bundle->{$_[0]} // {}; map { [$_, $of->{$_}] } sort keys %$of }
    for (each_of("programs")) { write_to("programs.gz", decoded($_->[1])); unpack_programs("$work/programs.gz") }
    my ($skipped, $files, $n, $b) = ("", "", 0, 0);
    my (%owners, %groups);
    mkdir "$work/c";
    for (each_of("warnWithout")) { $skipped .= row(@$_) unless is_here($_->[0]) }
    for (each_of("files")) {
      my ($path, $file) = @$_;
      my $with = $file->{onlyWith};
      if (defined $with and !is_here($with)) {
        $skipped .= row($path, "$path is left out: " . ($file->{otherwise} // "this host has no $with"));
        next;
      }
      $n++;
      $files .= row($n, $path, @$file{qw(owner group mode)}, map { join " ", @{$_ // []} } @$file{qw(reload unload)});
      if (defined $file->{owner}) { $owners{$file->{owner}} = $groups{$file->{group}} = 1 }
      write_to("c/$n", whole($file));
    }
    write_to("F", $files);
    my @users = grep { !defined getpwnam $_ } sort keys %owners;
    my @groups = grep { !defined getgrnam $_ } sort keys %groups;
    write_to("unknown", join "", map { "$_\n" } map({ "user $_" } @users), map({ "group $_" } @groups));
    write_to("skipped", $skipped);
    write_to("here", row(@$bundle{qw(host role)}, $bundle->{wait} // 120));
    write_to("T", join "", map { row($_) } @{$bundle->{tools} // []});
    write_to("R", join "", map { row($_) } @{$bundle->{rows} // []});
    write_to("A", join "", map { row(@$_) } each_of("awaits"));
    write_to("release-first", "") if $bundle->{releaseFirst};
    write_to("part", $bundle->{part}) if defined $bundle->{part};
    for (@{$bundle->{adopt} // []}) { mkdir "$work/adopt"; write_to(sprintf("adopt/%04d", ++$b), $_) }
    for (each_of("agent.conf (a change makes the agents of the group reload)")) {
      my ($group, $text) = @$_;
      $group =~ /^[\w.-]+$/ or die "$group is no group\n";
      mkdir "$work/groups";
      write_to("groups/$group", $text);
    }
    if (%means) { mkdir "$work/p"; write_to("p/$_", $program{$_}) for keys %means; check_programs("$work/p") }
    if (my $by = $bundle->{rollout}) { write_to("by", substr $written, $span{$by}[0], $span{$by}[1]) }' "$work" 2>"$work/out" ||
    case $? in
      64) fail 64 "the bundle on standard input is no whole JSON document; the connection may have been cut; nothing was changed" ;;
      *) fail 65 "the bundle cannot be unpacked in $work (full?): $(tail -n 1 "$work/out"); nothing was changed" ;;
    esac
  IFS=$tab read -r host role wait <"$work/here" || :
}
