# What of this host's logs reaches Wazuh? All that an apply and a check ask of them, by one perl.
require "files.pl";
require "collectors.pl";
require "rsyslog.pl";

# see_logs WORK RSYSLOG LOGINS LOG FILE...: as `collectors here LOG FILE...`. Before that, in files of WORK: reduction, the file and
# the line that have rsyslog, whose settings begin in RSYSLOG, hide lines that repeat; repeated, for each of the logs of LOGINS (by
# blanks) its name and the last line in which that was done.
sub see_logs {
  my ($work, $rsyslog, $logins, $log, @files) = @_;
  write_to("$work/reduction", reduced_at($rsyslog), "\n");
  my @repeated;
  for my $file (split / /, $logins) {
    my ($last) = reverse grep { /sshd[^ ]*: message repeated [0-9]* times: \[/ } split /\n/, end_of($file);
    push @repeated, "$file\t$last\n" if defined $last;
  }
  write_to("$work/repeated", @repeated);
  collectors("here", $log, @files);
  return;
}

# end_of FILE: its last 64 KiB; nothing where it cannot be read.
sub end_of {
  my ($file) = @_;
  -f $file and open my $from, "<", $file or return "";
  seek $from, -65536, 2;
  read $from, my $text, 65536;
  close $from;
  return $text // "";
}
1;
