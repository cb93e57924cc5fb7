# What differs between the host and its files list?

# compare_files WORK: writes $work/difference (path, what), and the sums of the contents, $work/wanted (number, sha256). One sha256sum
# for the contents and for what is there.
sub compare_files {
  my ($work) = @_;
  open my $list, "<", "$work/F" or die "$work/F: $!\n";
  chomp(my @rows = <$list>);
  close $list;
  my @files = map { my %file; @file{qw(number path owner group mode)} = split /\t/; \%file } @rows;
  for (@files) { my @found = lstat $_->{path}; $_->{found} = \@found if -f _ }
  my %sum;
  if (@files) {
    open my $sums, "-|", "sha256sum", "--", map { ("$work/c/$_->{number}", $_->{found} ? $_->{path} : ()) } @files or die "sha256sum: $!\n";
    while (<$sums>) { $sum{$2} = $1 if /^(\w{64})  (.*)/ }
    close $sums;
  }
  my (@wanted, @difference);
  for my $file (@files) {
    my ($path, $found, $content) = (@$file{qw(path found)}, $sum{"$work/c/$file->{number}"});
    push @wanted, "$content  $file->{number}\n";
    my @what;
    # A file that goes away between the two looks is missing.
    if (!defined $sum{$path}) { @what = "missing" }
    else {
      push @what, "content" if $sum{$path} ne $content;
      push @what, "owner" if $found->[4] != (getpwnam($file->{owner}) // -1) or $found->[5] != (getgrnam($file->{group}) // -1);
      push @what, "mode" if ($found->[2] & oct 7777) != oct $file->{mode};
    }
    push @difference, "$path\t@what\n" if @what;
  }
  save_list("$work/wanted", @wanted);
  save_list("$work/difference", @difference);
  return;
}

sub save_list {
  my ($file, @lines) = @_;
  open my $to, ">", $file or die "$file: $!\n";
  print {$to} @lines;
  close $to or die "$file: $!\n";
  return;
}
1;
