# shellcheck shell=sh disable=SC2016,SC2034,SC2154
# Do the programs of this bundle run here? Each is read once by the awk, sh, perl and nft that this host has, and each script of
# ours gets one harmless message, in a home of its own, whose decision must come. Nothing of the host is changed by it.

# try_programs: $work/unrun gets a sentence for each program that does not run: which, by what, what that said, what to install.
# The scripts look for programs in another order than the installer does (surroundings.sh).
try_programs() {
  : >"$work/unrun"
  PATH=/usr/bin:/usr/sbin:/bin:/sbin perl -e "use strict; $trial_perl" "$work" >"$work/unrun" 2>"$work/out" 9>&- </dev/null ||
    printf 'the programs cannot be tried: perl ended with: %s\n' "$(tail -n 1 "$work/out")" >>"$work/unrun"
  rm -rf "$work/trial"
}

trial_perl='
  my $work = shift;
  my $home = "$work/trial";
  my %install = (
    awk => "make mawk the awk of this host (apt-get install mawk; update-alternatives --set awk /usr/bin/mawk)",
    sh => "make dash the sh of this host (apt-get install dash; dpkg-reconfigure dash)",
    nft => "install the nftables of this release (apt-get install nftables), and a kernel with nf_tables",
    perl => "install perl-base again (apt-get install --reinstall perl-base)",
    bash => "install bash (apt-get install bash)",
    dash => "install dash (apt-get install dash)",
  );
  sub slurp { open my $f, "<", $_[0] or return ""; local $/; <$f> // "" }
  sub spill { open my $f, ">", $_[0] or die "$_[0]: $!\n"; print $f $_[1] and close $f or die "$_[0]: $!\n" }
  # How a command ended and what it said, within five seconds. To files: what it leaves running would hold a pipe open.
  sub run {
    my ($input, @command) = @_;
    my $child = fork // die "fork: $!\n";
    if (!$child) {
      open STDIN, "<", $input;
      open STDOUT, ">", "$home/said";
      open STDERR, ">&", \*STDOUT;
      alarm 5;
      exec { $command[0] } @command or exit 127;
    }
    waitpid $child, 0;
    my $said = slurp("$home/said");
    # What a shell says to the end of a program that a signal ended is no reason.
    $? & 127 ? (1, "it did not end within 5 s. $said") : ($? >> 8, $said)
  }
  sub clean {
    my $text = shift;
    $text =~ s/^\s+|\s+$//g; $text =~ s/\s*\n\s*/ | /g; $text =~ s{\Q$home\E/|\Q$work\E/c/}{}g; $text =~ s/[^ -~]/?/g;
    $text eq "" ? "nothing" : substr $text, 0, 200
  }
  # The file behind a name, and its version, as far as it tells one.
  sub about {
    my $tool = shift;
    my ($file) = grep -x, $tool =~ m{/} ? $tool : map "$_/$tool", split /:/, $ENV{PATH};
    return "none" unless defined $file;
    run("/dev/null", "readlink", "-f", $file);
    my $real = clean(slurp("$home/said"));
    my ($name) = $real =~ m{([^/]+)$};
    for my $ask ($name eq "busybox" ? [] : (["--version"], ["-W", "version"])) {
      my (undef, $said) = run("/dev/null", $real, @$ask);
      my ($line) = $said =~ /^([^\n]*\d\.\d[^\n]*)/;
      return "$real, " . substr clean($line), 0, 60 if defined $line;
    }
    my ($ended, $version) = run("/dev/null", "dpkg-query", "-W", "-f", "\${Version}", $name);
    $ended ? $real : "$real, $name " . clean($version)
  }
  my %about;
  sub unrun {
    my ($what, $tool, $said) = @_;
    my ($kind) = $tool =~ m{([^/]+)$};
    my $is = $about{$tool} //= about($tool);
    printf "%s does not run with the %s of this host (%s); it said: %s; %s, then run again\n", $what, $kind, $is, clean($said),
      $install{$kind} // "install another $kind";
    0
  }
  # The programs of awk in a script: between quotes, or behind the variable that holds what they begin with.
  sub awk_programs {
    my $text = shift;
    my %begins;
    $begins{$1} = $2 while $text =~ /^(\w+_awk)=\x27([^\x27]*)\x27/gm;
    my @found;
    while ($text =~ /(?<![\w"\x27])awk (?:[^\x27"|\n\\]|"\$?\w[^" ]*"(?= [^|]))*(?:"\$(\w+)")?(?:\x27([^\x27]*)\x27)?/g) {
      push @found, ($begins{$1 // ""} // "") . "\n" . ($2 // "") if defined $1 or defined $2;
    }
    @found
  }
  # All of it is read before its first BEGIN ends it.
  sub reads_awk {
    my ($what, @texts) = @_;
    my $fine = 1;
    for (@texts) {
      my ($ended, $said) = run("/dev/null", "awk", "BEGIN { exit }\n$_");
      $fine = unrun($what, "awk", $said) if $fine and ($ended or $said ne "");
    }
    $fine
  }
  mkdir $_ for $home, map { "$home/$_" } qw(active-response active-response/bin logs etc bin);
  spill("$home/etc/ossec.conf", "");
  # An isolation refuses to begin on a manager.
  spill("$home/bin/wazuh-analysisd", "");
  my (@scripts, @unread);
  for (split /\n/, slurp("$work/F")) {
    my ($n, $path) = split /\t/;
    my ($name) = $path =~ m{([^/]+)$};
    my ($file, $text) = ("$work/c/$n", slurp("$work/c/$n"));
    my $ours = $text =~ /^# Rendered; edit the stack, not this file\./m;
    if ($name =~ /\.nft$/ and $ours) {
      spill("$home/active-response/$name", $text);
      my ($ended, $said) = run("/dev/null", "nft", "-c", "-f", $file);
      unrun($path, "nft", $said) if $ended;
    }
    elsif ($name =~ /\.awk$/ and $ours) {
      spill("$home/active-response/$name", $text);
      if (!reads_awk($path, $text)) { push @unread, $name; next }
    }
    my ($reader) = $text =~ m{^#!\s*(?:/usr/bin/env +)?(\S*?(?:\b(?:da|ba)?sh|perl))(?= |$)}m or next;
    my ($ended, $said) = run("/dev/null", $reader, $reader =~ /perl$/ ? "-c" : "-n", $file);
    if ($ended) { unrun($path, $reader, $said); next }
    next unless $ours and reads_awk($path, awk_programs($text));
    # wazuh-execd runs these alone.
    next unless $path =~ m{/active-response/bin/[^/]+$} and $text =~ /^self=\x27?([\w.-]+)\x27?$/m;
    my $self = $1;
    $text =~ s/^home=\/var\/ossec$/home=$home\nlogger() { :; }/m or next;
    push @scripts, [$path, $reader, $self, $text];
  }
  for (@scripts) {
    my ($path, $reader, $self, $text) = @$_;
    next if grep { index($text, $_) >= 0 } @unread;
    my $script = "$home/active-response/bin/$self";
    spill($script, $text);
    # Neither an isolation nor its end may come of it: they refuse what is not "add".
    my $command = $self =~ /^custom-(?:isolate|release)$/ ? "delete" : "add";
    spill("$home/message", qq({"version":1,"origin":{"name":"trial","module":"wazuh-execd"},"command":"$command","parameters":{"extra_args":[],) .
      qq("alert":{"id":"0","rule":{"id":"0"},"agent":{"name":"trial"},"data":{"srcip":"127.0.0.1","dstuser":"root","process":{"name":"no-such-process-trial"}}},"program":"trial"}}\n));
    unlink "$home/logs/active-responses.log";
    my ($ended, $said) = run("$home/message", $reader, $script);
    my $log = slurp("$home/logs/active-responses.log");
    # What can only stand there where awk has read the message.
    my $known = $command eq "delete" ? qr/"action":"delete"/ : qr/"subject":"(?:127\.0\.0\.1|root|no-such-process-trial)"/;
    next if $log =~ /"decision":"(?!failed)/ and $log =~ $known;
    $said = $1 if $log =~ /"why":"([^"]*)"/;
    unrun("$path, which decides nothing on a harmless message (it ended with $ended),", $reader, $said . "; awk is " . ($about{awk} //= about("awk")));
  }'
