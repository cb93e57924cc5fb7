# Do the programs of this bundle run here? Each is read once by the awk, sh, perl and nft that this host has, and each script of
# ours gets one harmless message, in a home of its own, whose decision must come. Nothing of the host is changed by it.

my ($work, $home);
my %install = (
  debian => {
    awk => "make mawk the awk of this host (apt-get install mawk; update-alternatives --set awk /usr/bin/mawk)",
    sh => "make dash the sh of this host (apt-get install dash; dpkg-reconfigure dash)",
    nft => "install the nftables of this release (apt-get install nftables), and a kernel with nf_tables",
    perl => "install perl-base again (apt-get install --reinstall perl-base)",
    bash => "install bash (apt-get install bash)",
    dash => "install dash (apt-get install dash)",
  },
  rhel => {
    awk => "make gawk the awk of this host (dnf install gawk; dnf reinstall gawk)",
    sh => "make bash the sh of this host (dnf reinstall bash)",
    nft => "install the nftables of this release (dnf install nftables), and a kernel with nf_tables",
    perl => "install perl again (dnf reinstall perl-interpreter perl-libs)",
    bash => "install bash (dnf install bash)",
  },
);
my $family = "debian";
my %about;

sub trial_text {
  my ($file) = @_;
  open my $from, "<", $file or return "";
  local $/ = undef;
  return scalar(<$from>) // "";
}

sub trial_write {
  my ($file, $text) = @_;
  open my $to, ">", $file or die "$file: $!\n";
  my $fits = print {$to} $text;
  close $to and $fits or die "$file: $!\n";
  return;
}

# Seconds that a program may take.
my $limit;
# Whether the last one was ended by it.
my $late;

# run_limited INPUT COMMAND...: how a command ended and what it said. To files: what it leaves running would hold a pipe open.
sub run_limited {
  my ($input, @command) = @_;
  my $child = fork // die "fork: $!\n";
  if (!$child) {
    open STDIN, "<", $input;
    open STDOUT, ">", "$home/said";
    open STDERR, ">&", \*STDOUT;
    alarm $limit;
    local $^W = 0;
    exec { $command[0] } @command or exit 127;
  }
  waitpid $child, 0;
  my $said = trial_text("$home/said");
  $late = ($? & 127) == 14;
  # What a shell says of a program that a signal ended is not a reason.
  return $? & 127 ? (1, "it was ended by signal " . ($? & 127) . ". $said") : ($? >> 8, $said);
}

# What a program said, as it can be shown: one line, printable, short.
sub shown {
  my ($text) = @_;
  $text =~ s/^\s+|\s+$//g;
  $text =~ s/\s*\n\s*/ | /g;
  $text =~ s{\Q$home\E/|\Q$work\E/c/}{}g;
  $text =~ s/[^ -~]/?/g;
  return $text eq "" ? "nothing" : substr $text, 0, 200;
}

# The file behind a name, and its version, as far as it tells one.
sub about_tool {
  my ($tool) = @_;
  my ($file) = grep { -x } $tool =~ m{/} ? $tool : map { "$_/$tool" } split /:/, $ENV{PATH};
  return "none" unless defined $file;
  run_limited("/dev/null", "readlink", "-f", $file);
  my $real = shown(trial_text("$home/said"));
  my ($name) = $real =~ m{([^/]+)$};
  for my $ask ($name eq "busybox" ? [] : (["--version"], ["-W", "version"])) {
    my (undef, $said) = run_limited("/dev/null", $real, @$ask);
    my ($line) = $said =~ /^([^\n]*\d\.\d[^\n]*)/;
    return "$real, " . substr shown($line), 0, 60 if defined $line;
  }
  my ($ended, $version) = run_limited("/dev/null", "dpkg-query", "-W", "-f", "\${Version}", $name);
  return $ended ? $real : "$real, $name " . shown($version);
}

# Prints the sentence about one that does not run.
sub report_unrun {
  my ($what, $tool, $said) = @_;
  if ($late) {
    printf "%s could not be tried: %s did not end within %s s; this host is very busy, or it hangs; run again\n", $what, $tool, $limit;
    return;
  }
  my ($kind) = $tool =~ m{([^/]+)$};
  my $is = $about{$tool} //= about_tool($tool);
  printf "%s does not run with the %s of this host (%s); it said: %s; %s, then run again\n", $what, $kind, $is, shown($said),
    $install{$family}{$kind} // "install another $kind";
  return;
}

# The programs of awk in a script: between quotes, or behind the variable that holds what they begin with.
sub awk_programs {
  my ($text) = @_;
  my %begins;
  $begins{$1} = $2 while $text =~ /^(\w+_awk)='([^']*)'/gm;
  my @found;
  while ($text =~ /(?<![\w"'])awk (?:[^'"|\n\\]|"\$?\w[^" ]*"(?= [^|]))*(?:"((?:\$\w+\n?)+)")?(?:'([^']*)')?/g) {
    my ($before, $rest) = ($1, $2 // "");
    push @found, join "\n", (map { $begins{$_} // "" } ($before // "") =~ /(\w+)/g), $rest if defined $before or $rest ne "";
  }
  return @found;
}

# Whether awk takes the texts; says so where it does not. All of a program is read before its first BEGIN ends it.
sub reads_awk {
  my ($what, @texts) = @_;
  for (@texts) {
    my ($ended, $said) = run_limited("/dev/null", "awk", "BEGIN { exit }\n$_");
    next if !$ended && $said eq "";
    report_unrun($what, "awk", $said);
    return 0;
  }
  return 1;
}

# unrun_programs WORK FAMILY SECONDS [PLAN]: prints a sentence for each program of the bundle that does not run: which, by what, what
# that said, what to install. Where there is a PLAN that brings none of them, what it does bring is read alone.
sub unrun_programs {
  ($work, $family, $limit, my $plan) = @_;
  my @files = split /\n/, trial_text("$work/F");
  if (defined $plan) {
    my %planned = map { (split /\t/)[0] => 1 } split /\n/, trial_text($plan);
    my @planned = grep { $planned{(split /\t/)[1]} } @files;
    @files = @planned unless grep { is_program(split /\t/) } @planned;
  }
  $home = "$work/trial";
  # The scripts look for programs in another order than the installer does (surroundings.sh).
  local $ENV{PATH} = "/usr/bin:/usr/sbin:/bin:/sbin";
  mkdir $_ for $home, map { "$home/$_" } qw(active-response active-response/bin logs etc bin);
  trial_write("$home/etc/ossec.conf", "");
  # An isolation refuses to begin on a manager.
  trial_write("$home/bin/wazuh-analysisd", "");
  my ($scripts, $unread) = read_each(@files);
  for my $script (@$scripts) {
    my $text = $script->[3];
    ask_script(@$script) unless grep { index($text, $_) >= 0 } @$unread;
  }
  return;
}

# is_program N PATH: whether something runs the file, by its name or its first two bytes.
sub is_program {
  my ($n, $path) = @_;
  return $path =~ /\.awk$/ || substr(trial_text("$work/c/$n"), 0, 2) eq "#!";
}

# read_each FILE...: has each, a line of the files list, read by what runs it. Returns what wazuh-execd would run: [path, reader,
# name, text]; and the names of programs that awk does not read.
sub read_each {
  my (@scripts, @unread);
  for (@_) {
    my ($n, $path) = split /\t/;
    my ($name) = $path =~ m{([^/]+)$};
    my ($file, $text) = ("$work/c/$n", trial_text("$work/c/$n"));
    my $ours = $text =~ /^# Rendered; edit the stack, not this file\./m;
    if ($name =~ /\.nft$/ and $ours) {
      trial_write("$home/active-response/$name", $text);
      my ($ended, $said) = run_limited("/dev/null", "nft", "-c", "-f", $file);
      report_unrun($path, "nft", $said) if $ended;
    }
    elsif ($name =~ /\.awk$/ and $ours) {
      trial_write("$home/active-response/$name", $text);
      if (!reads_awk($path, $text)) { push @unread, $name; next }
    }
    my ($reader) = $text =~ m{^#!\s*(?:/usr/bin/env +)?(\S*?(?:\b(?:da|ba)?sh|perl))(?= |$)}m or next;
    my ($ended, $said) = run_limited("/dev/null", $reader, $reader =~ /perl$/ ? "-c" : "-n", $file);
    if ($ended) { report_unrun($path, $reader, $said); next }
    next unless $ours and reads_awk($path, awk_programs($text));
    # wazuh-execd runs these alone.
    next unless $path =~ m{/active-response/bin/[^/]+$} and $text =~ /^self='?([\w.-]+)'?$/m;
    my $self = $1;
    $text =~ s/^home=\/var\/ossec$/home=$home\nlogger() { :; }/m or next;
    push @scripts, [$path, $reader, $self, $text];
  }
  return (\@scripts, \@unread);
}

# Gives a script its message.
sub ask_script {
  my ($path, $reader, $self, $text) = @_;
  my $script = "$home/active-response/bin/$self";
  trial_write($script, $text);
  # Neither an isolation nor its end may come of it: they refuse what is not "add". Nor may a script of the user's be run: its
  # runner refuses what is neither "add" nor "delete".
  my $runs = $text =~ /^SCRIPT=/m;
  my $command = $runs ? "trial" : $self =~ /^custom-(?:isolate|release)$/ ? "delete" : "add";
  trial_write("$home/message", qq({"version":1,"origin":{"name":"trial","module":"wazuh-execd"},"command":"$command","parameters":{"extra_args":[],) .
    qq("alert":{"id":"0","rule":{"id":"0"},"agent":{"name":"trial"},"data":{"srcip":"127.0.0.1","dstuser":"root","process":{"name":"no-such-process-trial"}}},"program":"trial"}}\n));
  unlink "$home/logs/active-responses.log";
  my ($ended, $said) = run_limited("$home/message", $reader, $script);
  my $log = trial_text("$home/logs/active-responses.log");
  # By its own limit, or by ours.
  $late ||= $log =~ /"why":"this host is too busy/;
  return report_unrun($path, $reader, "") if $late;
  # What can only be there where awk has read the message.
  my $known = $runs ? qr/"decision":"refused".*"why":"the message is not from wazuh-execd/ : $command eq "delete" ? qr/"action":"delete"/ : qr/"subject":"(?:127\.0\.0\.1|root|no-such-process-trial)"/;
  return if $log =~ /"decision":"(?!failed)/ and $log =~ $known;
  $said = $1 if $log =~ /"why":"([^"]*)"/;
  report_unrun("$path, which decides nothing on a harmless message (it ended with $ended),", $reader, $said . "; awk is " . ($about{awk} //= about_tool("awk")));
  return;
}
1;
