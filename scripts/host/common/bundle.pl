# What does the bundle say? See common/15-bundle.sh for the files that it becomes.
require "files.pl";
require "json.pl";
require "programs.pl";
require "modules.pl";

# The formats that this installer reads. A document without a number is of the time before they were counted, and has the first.
my @formats = (1);

# unpack_bundle WORK KEPT MODE: KEPT is the folder in which the host has what no policy changes. Ends with 64 where it is not a complete document, with 66 and the reason where it is of a format that is not
# known here; dies where it cannot be unpacked.
sub unpack_bundle {
  my ($work, $kept, $mode) = @_;
  # Whether the programs go by their sum alone; to take files away they are not needed.
  my $named = 0;
  my $written = needed("$work/bundle");
  my $bundle = eval { json_of($written) };
  ref $bundle eq "HASH" or exit 64;
  refuse_format($bundle->{format}) if defined $bundle->{format} && !grep { $_ eq $bundle->{format} } @formats;
  my $write = sub { my ($name, @text) = @_; write_to("$work/$name", @text) };
  my $each = sub { my $of = $bundle->{$_[0]} // {}; return map { [$_, $of->{$_}] } sort keys %$of };
  for ($each->("programs")) {
    my ($sum, $packed) = @$_;
    if ($sum =~ /^kept /) { $named = 1; read_programs(text_of("$kept/programs")); next }
    $write->("programs.gz", decoded($packed));
    my $text = unpack_programs("$work/programs.gz");
    # As it is kept on the host for the next bundle, and as its sum is made.
    $write->("programs", $text);
    read_programs($text);
  }
  mkdir "$work/c";
  my @skipped = map { row(@$_) } grep { !is_here($_->[0]) } $each->("warnWithout");
  my (@files, %owners, %groups);
  for ($each->("files")) {
    my ($path, $file) = @$_;
    my $with = $file->{onlyWith};
    if (defined $with and !is_here($with)) {
      push @skipped, row($path, "$path is left out: " . ($file->{otherwise} // "this host has no $with"));
      next;
    }
    push @files, row(1 + @files, $path, @$file{qw(owner group mode)}, map { join " ", @{$_ // []} } @$file{qw(reload unload)});
    if (defined $file->{owner}) { $owners{$file->{owner}} = $groups{$file->{group}} = 1 }
    my $content = $named ? eval { whole_content($file) } : whole_content($file);
    lacks_programs() if !defined $content && $mode ne "remove";
    $write->("c/" . @files, $content // "");
  }
  my @users = grep { !defined getpwnam $_ } sort keys %owners;
  my @groups = grep { !defined getgrnam $_ } sort keys %groups;
  $write->("F", @files);
  $write->("unknown", map({ "user $_\n" } @users), map({ "group $_\n" } @groups));
  $write->("skipped", @skipped);
  my @missing = missing_modules();
  $write->("modules", @missing ? "@missing\n" : ());
  $write->("here", row(@$bundle{qw(host role)}, $bundle->{wait} // 120));
  $write->("T", map { row($_) } @{$bundle->{tools} // []});
  $write->("R", map { row($_) } @{$bundle->{rows} // []});
  $write->("A", map { row(@$_) } $each->("awaits"));
  $write->("release-first") if $bundle->{releaseFirst};
  $write->("part", $bundle->{part}) if defined $bundle->{part};
  my $number = 0;
  for (@{$bundle->{adopt} // []}) { mkdir "$work/adopt"; $write->(sprintf("adopt/%04d", ++$number), $_) }
  for ($each->("agent.conf (a change makes the agents of the group reload)")) {
    my ($group, $text) = @$_;
    $group =~ /^[\w.-]+$/ or die "$group is not a valid name of a group\n";
    mkdir "$work/groups";
    $write->("groups/$group", $text);
  }
  my %used = used_programs();
  if (%used && !($named && $mode eq "remove")) {
    mkdir "$work/p";
    $write->("p/$_", $used{$_}) for keys %used;
    eval { check_programs("$work/p"); 1 } or $named ? lacks_programs() : die $@;
  }
  if (my $by = $bundle->{rollout}) { $write->("by", substr $written, (json_span($by))[0], (json_span($by))[1]) }
  return;
}

# What was kept of them is not there, or is not what the bundle means.
sub lacks_programs {
  warn "the programs that this host had kept are gone or others; run active-response check --fix, then pulumi up\n";
  exit 66;
}

# Without a word of what the document asks for: in another format that may mean something else.
sub refuse_format {
  my ($format) = @_;
  $format = ref $format ? "that is not a number" : $format =~ s/[^ -~]/?/gr;
  warn "what was sent is in format " . substr($format, 0, 20) . ", and the installer on this host reads format @formats only: it comes from another version of the program; run pulumi up with that version, which brings this host its installer, then run again\n";
  exit 66;
}

# A line of a list: fields between tabs, - for what is not there.
sub row {
  my @fields = map { $_ // "" } @_;
  for (@fields) { /[\t\n]/ and die "$_ has a tab or a line end\n" }
  return join("\t", map { $_ eq "" ? "-" : $_ } @fields) . "\n";
}

sub is_here {
  my ($tool) = @_;
  return grep { -e } $tool =~ m{/} ? $tool : map { "$_/$tool" } split /:/, $ENV{PATH};
}
1;
