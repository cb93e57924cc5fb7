# The files that the installer reads, and our part in them, between the two comments of 50-ossec.sh.

# text_of FILE: "" where it cannot be read.
sub text_of {
  my ($file) = @_;
  open my $from, "<:raw", $file or return "";
  local $/ = undef;
  return scalar(<$from>) // "";
}

# needed FILE: its text; dies with the reason where it cannot be read.
sub needed {
  my ($file) = @_;
  open my $from, "<:raw", $file or die "$file: $!\n";
  local $/ = undef;
  return scalar(<$from>) // "";
}

# write_to FILE TEXT...: dies with the reason where it does not fit.
sub write_to {
  my ($file, @text) = @_;
  open my $to, ">", $file or die "$file: $!\n";
  my $fits = print {$to} @text;
  close $to and $fits or die "$file: $!\n";
  return;
}

# Blanks in place of a text, so that offsets and lines stay.
sub blanks { my ($text) = @_; $text =~ s/[^\n]/ /g; return $text }

# A text without what is commented out.
sub bare { my ($text) = @_; $text =~ s/(<!.*?(?:-->|!>))/blanks($1)/gse; return $text }

# split_part TEXT [LINES]: our part, and the rest; where LINES is true its lines stay behind, empty.
sub split_part {
  my ($rest, $lines) = @_;
  my ($begin, $end) = @ENV{"PART_BEGIN", "PART_END"};
  my $part = "";
  $rest =~ s/^(\Q$begin\E\n(.*?)^\Q$end\E(?:\n|\z))/$part = $2; $lines ? blanks($1) : ""/mse;
  return ($part, $rest);
}

# rest_of FILE FOLDER LINES: its text without our part and without the texts in FOLDER, which our part takes over; then the
# names of those that were there.
sub rest_of {
  my ($file, $folder, $lines) = @_;
  my (undef, $rest) = split_part(needed($file), $lines);
  $rest =~ /wazuh-active-response: (?:begin|end)/
    and die "$file: the two comments around our part are damaged or there twice; restore them or remove the part by hand\n";
  my @found;
  for my $name (defined $folder ? sort glob "$folder/*" : ()) {
    my ($text, $place) = (needed($name), -1);
    # What is commented out is not what is meant.
    my ($in, $what) = (bare($rest), bare($text));
    do { $place = index $in, $what, $place + 1 } until $place < 0 || substr($rest, $place, length $text) eq $text;
    next if $place < 0;
    substr $rest, $place, length $text, $lines ? blanks($text) : "";
    push @found, $name;
  }
  return ($rest, @found);
}

# place_part FILE [PART [FOLDER [FOUND]]]: prints FILE with PART at the top, in the place of what rest_of takes away. FOUND gets
# the names of the texts that were there.
sub place_part {
  my ($file, $part, $folder, $noted) = @_;
  my ($rest, @found) = rest_of($file, $folder, 0);
  if (defined $noted) {
    open my $to, ">", $noted or die "$noted: $!\n";
    print {$to} map { "$_\n" } @found;
    close $to or die "$noted: $!\n";
  }
  my $ours = length($part // "") ? needed($part) : "";
  print length $ours ? "$ENV{PART_BEGIN}\n$ours$ENV{PART_END}\n$rest" : $rest;
  return;
}
1;
