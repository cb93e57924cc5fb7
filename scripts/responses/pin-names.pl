# Names that must resolve while no name server can be asked: lines of /etc/hosts, each marked as ours, at its top.

use IO::Handle;
my ($hosts_file, $pinned) = ("/etc/hosts", "# wazuh-active-response isolation");
# Mounted over /etc/hosts where that cannot be written; gone with the next boot.
my $stand_in = "/run/wazuh-active-response.hosts";

sub slurp { open my $file, "<", $_[0] or return undef; local $/; return scalar <$file> // "" }

# followed PATH: the file behind symbolic links.
sub followed {
  my ($path) = @_;
  for (1 .. 10) {
    my $to = readlink $path;
    last unless defined $to;
    $path = $to =~ m{^/} ? $to : $path =~ s{[^/]*\z}{$to}r;
  }
  return $path;
}

# written PATH TEXT: 1 where the file is whole and new; its owner and mode stay. A file that is mounted cannot be renamed over.
sub written {
  my ($path, $text) = (followed($_[0]), $_[1]);
  my @was = stat $path;
  my $new = "$path.wazuh-active-response.tmp";
  unlink $new;
  if (open my $file, ">", $new) {
    chmod @was ? $was[2] & 07777 : 0644, $new;
    chown @was[4, 5], $new if @was;
    return 1 if print $file $text and $file->flush and close $file and rename $new, $path;
    unlink $new;
  }
  open my $file, "+<", $path or return 0;
  return 1 if print $file $text and $file->flush and truncate $file, length $text and close $file;
  return 0;
}

# pin [ADDRESS, NAME]...: true where each is asked of the file. What was pinned before goes.
sub pin {
  my $was = slurp($hosts_file);
  my $rest = without_pins($was // "");
  my $none = !defined $was || $was =~ /there was no file before \Q$pinned/ ? "; there was no file before" : "";
  my $text = join "", "# While this host is isolated; custom-release takes these lines away$none $pinned\n", map { "$_->[0] $_->[1] $pinned\n" } @_;
  return 1 if written($hosts_file, $text . $rest);
  unlink $stand_in;
  open my $file, ">", $stand_in or return 0;
  chmod 0644, $stand_in;
  print $file $text . $rest and close $file and -e $hosts_file or return 0;
  return system("mount", "--bind", $stand_in, $hosts_file) == 0;
}

sub without_pins { my ($text) = @_; $text =~ s/^[^\n]*\Q$pinned\E\n//mg; return $text }

# unpin: takes exactly our lines away; false where they stay.
sub unpin {
  for (1 .. 9) {
    last unless (slurp("/proc/self/mountinfo") // "") =~ m{ \S*/wazuh-active-response\.hosts(?://deleted)? $hosts_file };
    system "umount", "-l", $hosts_file;
  }
  unlink $stand_in;
  my $was = slurp($hosts_file) // return 1;
  my $rest = without_pins($was);
  return 1 if $rest eq $was;
  return unlink followed($hosts_file) if $rest eq "" && $was =~ /there was no file before \Q$pinned/;
  return written($hosts_file, $rest);
}
