# Reads the document from standard input, unpacks the installer of its own line (or, for the steps that bring none, takes the one
# that the last apply left), runs it, cleans up. It is the guard too: when the installer ends in no planned way, it starts it again
# to put the old state back. perl-base, coreutils, util-linux and gzip are on every Debian and Ubuntu; bootstrap.sh asks for perl,
# which the RHEL family may lack.
#
#   perl -e PROGRAM MODE <DOCUMENT     MODE: see common/10-core.sh, whose exit codes are these too
#
# It is sent as one line (bootstrap.sh, policy/bundle/bootstrap.ts): no single quote, no comment behind a command.
my ($mode) = @ARGV;
# A cut connection must not end it: the work goes on in its own session (by setsid, which starts all this).
$SIG{$_} = "IGNORE" for "HUP", "PIPE";
my ($folder, $installer) = ("", "");

sub leave { print STDERR "$_[0]; nothing was changed\n"; remove(); exit 65 }
sub remove { system "rm", "-rf", $folder if $folder ne "" }
sub save {
  open my $to, ">", "$folder/$_[0]" or return 0;
  my $fits = print {$to} $_[1];
  close $to and $fits;
}
sub keep { save(@_) or leave("$folder: $!") }

# The installer is printable ASCII in base64 on a line of its own, so that no reader of JSON is needed to find it. Or it is named by its
# sum, where this host has said that it kept it; what takes away runs whatever was kept.
my $document = join "", <STDIN>;
my ($kept, $packed) = $document =~ m!^"installer":\{"(kept )?\w+":"([\w+/=]*)"\},?$!m;
my $state = "/var/lib/wazuh-active-response";
my $lost = "the installer that this host had kept is gone or another; run active-response check --fix, then pulumi up";
if (!$packed) {
  leave("no bundle on standard input") if !$kept and $document !~ /^\{"host"/;
  if (open my $file, "<", "$state/installer") { local $/; $installer = <$file> }
  # A host that never took an apply has nothing of ours to prune.
  elsif ($mode eq "apply" or -e "$state/installed") { leave($lost) }
  else { exit }
}

# A private folder, in memory where /run is there and has room for what becomes of the bundle.
for my $place ("/run", "/var/tmp") {
  $folder = "$place/wazuh-active-response." . int rand 1e9;
  if (-d $place and mkdir $folder, 0700) {
    last if save("bundle", $document) and save("room", 0 x (4 * length $document)) and unlink "$folder/room";
    remove();
  }
  $folder = "";
}
leave("no room in /run and /var/tmp (or not root)") if $folder eq "";
if ($packed) {
  keep("packed", $packed);
  $installer = `base64 -d $folder/packed | gzip -dc`;
  leave("gzip ended with $?") if $?;
}
keep("run", $installer);
# The private copy is what is looked at and run: another run may have renamed another one into place meanwhile.
if (!$packed and $mode eq "apply") {
  my ($sum) = `sha256sum $folder/run` =~ /^(\w{64}) /;
  leave($lost) if !$sum or $document !~ /^"installer":\{"kept $sum"/m;
}

# How a run ended; one that a signal ended, or that could not be started, has no code of its own.
sub run { system "sh", "$folder/run", $_[0], $folder; $? & 127 ? 1 : $? >> 8 }
my $code = run($mode);
# Every planned end; after any other the old state is put back.
if ($code !~ /^(0|2|6[459]|7[015])$/) {
  my $ended = $code;
  $code = run("recover") || 70;
  print STDERR "the run ended with $ended, and what puts the old state back with $code; run again, it goes on from there\n" if $code != 70;
}
remove();
exit $code;
