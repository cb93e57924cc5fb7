# The programs that files of ours end with. They are the same on every host whatever the policy says, so a bundle has them
# packed, each once: by gzip in base64, the name, a line end, the text; between two of them a NUL. A file says which one it
# goes on with, and the sum of that.

# Name -> text, of all that were sent; name -> sum, of those that files of this host go on with.
my (%program, %means);

# decoded TEXT: of base64. perl-base has no MIME::Base64: its alphabet is turned into that of uuencode, which unpack reads.
sub decoded {
  my ($text) = @_;
  my $plain = "";
  $text =~ tr{A-Za-z0-9+/}{}cd;
  $text =~ tr{A-Za-z0-9+/}{ -_};
  $plain .= unpack "u", chr(32 + int(length($1) * 3 / 4)) . $1 while $text =~ /(.{1,60})/gs;
  return $plain;
}

# unpack_programs FILE: the text of all of them, by gzip.
sub unpack_programs {
  my ($file) = @_;
  open my $unpacked, "-|", "gzip", "-dc", $file or die "gzip: $!\n";
  local $/ = undef;
  my $text = <$unpacked> // "";
  close $unpacked or die "its programs are damaged\n";
  return $text;
}

# read_programs TEXT: each of them. Whether they are the right ones the sums of the files tell.
sub read_programs {
  for (split /\0/, $_[0]) {
    my ($name, $text) = split /\n/, $_, 2;
    $program{$name} = $text;
  }
  return;
}

# whole_content FILE: of a file of the bundle.
sub whole_content {
  my ($content, $rest, $encoding) = @{$_[0]}{qw(content rest encoding)};
  return decoded($content // "") if ($encoding // "") eq "base64";
  return $content // "" unless $rest;
  my $name = $rest->{program};
  $name =~ /^[\w.-]+$/ and defined $program{$name} or die "it has no program $name\n";
  $means{$name} = $rest->{sha256};
  return $content . $program{$name};
}

# used_programs: name -> text, of those that files of this host go on with.
sub used_programs { return map { $_ => $program{$_} } keys %means }

# check_programs FOLDER: dies where a program there has another sum than its files say.
sub check_programs {
  my ($folder) = @_;
  open my $sums, "-|", "sha256sum", "--", map { "$folder/$_" } sort keys %means or die "sha256sum: $!\n";
  my @sums = <$sums>;
  close $sums or die "sha256sum failed\n";
  for (@sums) { m{^(\w{64})  .*/(.*)} and $1 eq $means{$2} or die "its program $2 is not the one that its files name\n" }
  return;
}
1;
