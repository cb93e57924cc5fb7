# Does rsyslog write lines that repeat as one? As rsyslogd 8.2302 was seen to read its files: one setting for all inputs,
# wherever it is (a block or an included file, too), and the last one wins; on and off in lowercase, the name in any; no
# form of it in global().

my $reduced_at;

# reduction FILE: prints the file and the line that switch it on, where one does.
sub reduction { print reduced_at($_[0]); return }

# reduced_at FILE: the same, as a text.
sub reduced_at {
  $reduced_at = undef;
  read_rsyslog($_[0], 0);
  return $reduced_at // "";
}

sub setting { my ($where, $said) = @_; $reduced_at = $1 eq "on" ? $where : undef if $said =~ /^\$repeatedmsgreduction\s+((?-i:on|off))\s*(?:#.*)?$/i; return }

sub included { my ($pattern, $depth) = @_; read_rsyslog($_, $depth) for grep { -f } glob $pattern; return }

sub read_rsyslog {
  my ($file, $depth) = @_;
  return if $depth > 9;
  open my $from, "<", $file or return;
  my ($comment, $held, $n) = (0, "", 0);
  while (my $line = <$from>) {
    $n++;
    chomp $line;
    if ($comment) { $line =~ s!^.*?\*/!! or next; $comment = 0 }
    # A pattern of files holds the same two signs.
    if ($held eq "" && $line !~ /^\s*\$/) { $line =~ s!(?:^|\s)/\*.*?\*/! !g; $comment = 1 if $line =~ s!(?:^|\s)/\*.*$!! }
    next if $held eq "" && $line =~ /^\s*(?:#|$)/;
    $line = $held . $line;
    # A line that goes on: by its last sign, or up to the bracket.
    if ($line =~ s/\\$// || $line =~ /^\s*include\s*\([^)]*$/i) { $held = $line; next }
    ($held, $line) = ("", $line =~ s/^\s+//r);
    setting("$file line $n", $line);
    if ($line =~ /^\$includeconfig\s+(\S+)/i) { my $pattern = $1; included($pattern =~ m!/$! ? "$pattern*" : $pattern, $depth + 1) }
    elsif ($line =~ /^include\s*\(.*?\bfile\s*=\s*"([^"]*)"/i) { included($1, $depth + 1) }
    elsif ($line =~ /^include\s*\(.*?\btext\s*=\s*"([^"]*)"/i) { setting("$file line $n", $_) for split /\n/, $1 }
  }
  close $from;
  return;
}
1;
