# Can remoted hand a file on?

# not_readable FILE: prints a line where the user wazuh cannot read it.
sub not_readable {
  my ($file) = @_;
  my @is = stat $file or return;
  my ($uid, $gid) = (getpwnam "wazuh")[2, 3];
  my $bit = $is[4] == $uid ? oct 400 : $is[5] == $gid ? oct 40 : oct 4;
  print "$file cannot be read by the user wazuh, so no agent gets it; run chown wazuh:wazuh and chmod 660 on it\n" unless $is[2] & $bit;
  return;
}
1;
