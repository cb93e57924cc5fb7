# The programs that files of ours end with. They are the same on every host whatever the policy says, so a bundle has them
# packed, each once: by gzip in base64, the name, a line end, the text; between two of them a NUL. A file says which one it
# goes on with, and the sum of that.

# Name -> text, of all that were sent; name -> sum, of those that files of this host go on with.
my (%program, %means);
# All of them, as they were packed.
my $packed_text = "";

# decoded TEXT: of base64. perl-base has no MIME::Base64: its alphabet is turned into that of uuencode, which unpack reads.
sub decoded {
  my ($text) = @_;
  my $plain = "";
  $text =~ tr{A-Za-z0-9+/}{}cd;
  $text =~ tr{A-Za-z0-9+/}{ -_};
  $plain .= unpack "u", chr(32 + int(length($1) * 3 / 4)) . $1 while $text =~ /(.{1,60})/gs;
  return $plain;
}

# unpack_programs FILE: by gzip.
sub unpack_programs {
  my ($file) = @_;
  open my $texts, "-|", "gzip", "-dc", $file or die "gzip: $!\n";
  local $/ = undef;
  read_programs(<$texts> // "");
  close $texts or die "its programs are damaged\n";
  return;
}

# read_programs TEXT: what was packed.
sub read_programs {
  ($packed_text) = @_;
  for (split /\0/, $packed_text) {
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

# keep_programs FILE: writes all that were sent, as they are kept on the host for the next bundle, and as their sum is made.
sub keep_programs {
  my ($file) = @_;
  write_to($file, $packed_text);
  return;
}

# kept_programs FILE: reads them back, where they are there. Whether they are the right ones the sums of the files tell.
sub kept_programs {
  my ($file) = @_;
  open my $texts, "<", $file or return;
  local $/ = undef;
  read_programs(<$texts> // "");
  close $texts;
  return;
}

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
