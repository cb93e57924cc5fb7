# JSON on a host, with what every host has: perl-base has no module for it.

# Of each object: where it is in the text, and how long it is.
my %span;
my %meant = (b => "\b", f => "\f", n => "\n", r => "\r", t => "\t");
my $blank = qr/[ \t\n\r]*/;

# json_of TEXT: what it means, as hashes and lists; dies where it is not one whole document. Everything is bytes: what is written of
# a value is the UTF-8 that was sent.
sub json_of {
  for ($_[0]) {
    my $value = json_value();
    /\G$blank\z/gc or die "more behind its end\n";
    return $value;
  }
  return;
}

# json_span OBJECT: (where it stood in its text, how long it was).
sub json_span { my ($object) = @_; return @{$span{$object}} }

# The next value of $_, from where the last one ended.
sub json_value {
  return json_text() if /\G$blank"/gc;
  if (/\G$blank\{/gc) {
    my ($from, %of) = pos() - 1;
    until (/\G$blank\}/gc) {
      /\G$blank,/gc or die "no comma\n" if %of;
      /\G$blank"/gc or die "no name\n";
      my $name = json_text();
      /\G$blank:/gc or die "no colon\n";
      $of{$name} = json_value();
    }
    $span{\%of} = [$from, pos() - $from];
    return \%of;
  }
  if (/\G$blank\[/gc) {
    my @list;
    until (/\G$blank\]/gc) {
      /\G$blank,/gc or die "no comma\n" if @list;
      push @list, json_value();
    }
    return \@list;
  }
  /\G$blank(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/gc or die "no value\n";
  return $1 eq "null" ? undef : $1;
}

# Behind the opening quote, up to the closing one.
sub json_text {
  my $text = "";
  while (m{\G([^"\\\x00-\x1f]*)(?:(")|\\(?:(["\\/bfnrt])|u([0-9A-Fa-f]{4})))}gc) {
    $text .= $1;
    return $text if $2;
    $text .= defined $4 ? json_letter(hex $4) : $meant{$3} // $3;
  }
  die "no end of a text\n";
}

# Half of a pair alone is not a character: JSON.stringify keeps it, and UTF-8 has none of it.
sub json_letter {
  my ($code) = @_;
  if ($code >> 10 == 0x36 and m{\G\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})}gc) { $code = 0x10000 + (($code & 0x3ff) << 10) + (hex($1) & 0x3ff) }
  my $letter = chr($code >> 11 == 0x1b ? 0xfffd : $code);
  utf8::encode($letter);
  return $letter;
}
1;
