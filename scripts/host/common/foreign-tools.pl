# Which tools are there, but made for another machine? The machine's number is in the header of an ELF file, bytes 19 and 20.

# foreign_tools FILE: prints each tool of the list in FILE that is made for another machine than the shell.
sub foreign_tools {
  my ($list) = @_;
  my $shells = machine_of("/bin/sh");
  open my $tools, "<", $list or die "$list: $!\n";
  while (my $tool = <$tools>) {
    chomp $tool;
    my ($file) = grep { -x } $tool =~ m{/} ? $tool : map { "$_/$tool" } split /:/, $ENV{PATH};
    my $machine = machine_of($file // next);
    print "$tool\n" if $machine ne "" and $machine ne $shells;
  }
  close $tools;
  return;
}

sub machine_of {
  my ($file) = @_;
  open my $program, "<", $file or return "";
  my $got = read $program, my $head, 20;
  close $program;
  return $got && $got == 20 && $head =~ /^\x7fELF/ ? substr $head, 18, 2 : "";
}
1;
