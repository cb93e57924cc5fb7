# shellcheck shell=sh disable=SC2016,SC2034
# JSON on a host, with what every host has: read by perl-base, which has no module for it, and printed by awk.

# `document TEXT`: what the text means, as hashes and lists of perl; dies where it is no whole JSON. %span says of each object
# where it stands in the text, and how long. Everything is bytes: what is written of a value is the UTF-8 that was sent.
json_perl='
  my %span;
  my %meant = (b => "\b", f => "\f", n => "\n", r => "\r", t => "\t");
  my $blank = qr/[ \t\n\r]*/;
  sub document {
    for ($_[0]) { my $value = value(); /\G$blank\z/gc or die "more behind its end\n"; return $value }
  }
  sub value {
    return text() if /\G$blank"/gc;
    if (/\G$blank\{/gc) {
      my ($from, %of) = pos() - 1;
      until (/\G$blank\}/gc) {
        /\G$blank,/gc or die "no comma\n" if %of;
        /\G$blank"/gc or die "no name\n";
        my $name = text();
        /\G$blank:/gc or die "no colon\n";
        $of{$name} = value();
      }
      $span{\%of} = [$from, pos() - $from];
      return \%of;
    }
    if (/\G$blank\[/gc) {
      my @list;
      until (/\G$blank\]/gc) { /\G$blank,/gc or die "no comma\n" if @list; push @list, value() }
      return \@list;
    }
    /\G$blank(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/gc or die "no value\n";
    $1 eq "null" ? undef : $1
  }
  # Behind the opening quote, up to the closing one.
  sub text {
    my $text = "";
    while (m{\G([^"\\\x00-\x1f]*)(?:(")|\\(?:(["\\/bfnrt])|u([0-9A-Fa-f]{4})))}gc) {
      $text .= $1;
      return $text if $2;
      $text .= defined $4 ? letter(hex $4) : $meant{$3} // $3;
    }
    die "no end of a text\n"
  }
  # Half of a pair alone is no letter: JSON.stringify keeps it, and UTF-8 has none of it.
  sub letter {
    my $code = shift;
    if ($code >> 10 == 0x36 and m{\G\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})}gc) { $code = 0x10000 + (($code & 0x3ff) << 10) + (hex($1) & 0x3ff) }
    my $letter = chr($code >> 11 == 0x1b ? 0xfffd : $code);
    utf8::encode($letter);
    $letter
  }'

# `quoted(TEXT)`: the text as JSON has it.
json_awk='
  function quoted(text,   at, code) {
    gsub(/[\\"]/, "\\\\&", text)
    for (code = 1; code < 32 && text ~ /[\001-\037]/; code++)
      while (at = index(text, sprintf("%c", code))) text = substr(text, 1, at - 1) sprintf("\\u%04x", code) substr(text, at + 1)
    return "\"" text "\""
  }'
