# What does Wazuh read in a file of its own? By the rules of its os_xml (os_xml/os_xml.c, v4.14.7), which is not XML: no
# entities, no CDATA, nothing trimmed, a comment ends at --> and at !>. The reader of policy/read, for hosts: the installer and
# the responses have no other.

my ($xml, $at, @entries, $lines_to, $lines);
my ($longest, $deepest, $most_attributes) = (20480, 1024, 49);

# read_nodes TEXT: its roots, each {name, content, line, attributes => [[name, value, line]...], children => [...]}.
# Dies with "LINE: what Wazuh logs" where Wazuh's reader refuses the text.
sub read_nodes {
  return nodes_of(read_entries($_[0]));
}

# read_entries TEXT: Wazuh's flat list, each {kind, name, level, line, content}.
sub read_entries {
  ($xml, $at, $lines_to, $lines) = ($_[0], 0, 0, 1);
  @entries = ();
  read_element(0) while skip_to_element();
  return @entries;
}

# sections_of ROOTS: the sections of every <ossec_config>, in the order of the file.
sub sections_of { map { @{$_->{children}} } grep { $_->{name} eq "ossec_config" } @_ }

sub line_at {
  my ($to) = @_;
  ($lines_to, $lines) = (0, 1) if $to < $lines_to;
  $lines += substr($xml, $lines_to, $to - $lines_to) =~ tr/\n//;
  $lines_to = $to;
  return $lines;
}

sub refused {
  my ($where, $why) = @_;
  my $to = $where > length $xml ? length $xml : $where;
  die line_at($to) . ": $why\n";
}

sub cut_at_nul { my ($text) = @_; $text =~ s/\0.*//s; return $text }

# Skips a comment whose < was just read; true if there was one. It begins with <!, whatever follows.
sub skip_comment {
  return 0 unless substr($xml, $at, 1) eq "!";
  pos($xml) = $at + 1;
  $xml =~ /!>|-->/g or refused($at - 1, "XMLERR: Comment not closed.");
  $at = pos $xml;
  return 1;
}

# Skips what is outside of elements; false where the text ends.
sub skip_to_element {
  my $escaped = 0;
  while ($at < length $xml) {
    pos($xml) = $at;
    if ($xml =~ /\G[^<\\]+/g) { $at = pos $xml; $escaped = 0; next }
    my $c = substr $xml, $at++, 1;
    if ($c eq "\\") { $escaped = !$escaped; next }
    next if skip_comment();
    unless ($escaped) { $at--; return 1 }
    $escaped = 0;
  }
  return 0;
}

# One element, whose < comes next, with all below it.
sub read_element {
  local $^W = 0;
  my ($level) = @_;
  my $start = $at;
  $@ = "";
  refused($start, "XMLERR: Max recursion level reached") if $level >= $deepest;
  $at++;
  refused($start, "XMLERR: Element not opened.") if substr($xml, $at, 1) eq "/";
  my ($name, $end) = read_run($start, "> \t\n\x0b\f\r", 0);
  my $closed = $name =~ s{/\z}{};
  my $entry = add_entry("element", $name, $level, $start, "");
  my $slash = $end ne ">" && eval { read_attributes($level) };
  # Not a name that anybody would give: the fault is the < itself.
  if (my $why = $@) { $why =~ s/^\d+: // and refused($start, $why =~ s/\n\z//r) if $entry->{name} !~ /^[A-Za-z0-9_-]+\z/; die $why }
  return if $closed || $slash;
  for (;;) {
    my ($text) = read_run($start, "<", 1);
    if (substr($xml, $at, 1) eq "/") { $entry->{content} = cut_at_nul($text); last }
    $at--;
    read_element($level + 1);
  }
  my $close = $at - 1;
  $at++;
  my ($written) = read_run($start, ">", 0);
  refused($close, "XMLERR: Element '$entry->{name}' not closed.") if cut_at_nul($written) ne $entry->{name};
}

# Characters up to one of STOPS, which is read too, without the comments between; with ESCAPES one behind a backslash is none.
sub read_run {
  my ($start, $stops, $escapes) = @_;
  my ($read, $escaped) = ("", 0);
  my $plain = $escapes ? qr/\G[^<\\]+/ : qr/\G[^<$stops]+/;
  for (;;) {
    pos($xml) = $at;
    if ($xml =~ /$plain/g) {
      $read .= substr $xml, $at, pos($xml) - $at;
      ($at, $escaped) = (pos $xml, 0);
      refused($start, "XMLERR: String overflow.") if length $read > $longest;
    }
    my $c = $at < length $xml ? substr $xml, $at++, 1 : refused($start, "XMLERR: End of file and some elements were not closed.");
    refused($start, "XMLERR: String overflow.") if length $read >= $longest;
    next if $c eq "<" && skip_comment();
    return ($read, $c) if index($stops, $c) >= 0 && !$escaped;
    $escaped = $escapes && $c eq "\\" && !$escaped;
    $read .= $c;
  }
}

# The attributes of an element; true where it ends by /. Its > is left unread, as Wazuh leaves it.
sub read_attributes {
  my ($level) = @_;
  my %names;
  for (my $count = 1;; $count++) {
    skip_blanks();
    my $start = $at;
    refused($start, "XMLERR: Too many attributes.") if $count > $most_attributes;
    my $first = substr $xml, $at, 1;
    if ($first eq ">" || $first eq "/") { $at++; return $first eq "/" }
    my $name = cut_at_nul(attribute_part($start, undef, "=", "> /\t\n\x0b\f\r", "has no value."));
    refused($start, "XMLERR: Attribute '$name' already defined.") if $names{$name};
    skip_blanks();
    my $quote = substr $xml, $at++, 1;
    refused($start, "XMLERR: Attribute '$name' not followed by a \" or '.") unless $quote eq "\"" || $quote eq "\x27";
    my $value = cut_at_nul(attribute_part($start, $name, $quote, ">", "not closed."));
    # Wazuh looks for a second one only back to the last attribute called "var".
    if (add_entry("attribute", $name, $level, $start, $value)->{kind} eq "variable") { %names = () } else { $names{$name} = 1 }
    my $after = substr $xml, $at++, 1;
    return $after eq "/" if $after eq ">" || $after eq "/";
    $after =~ /^[ \t\n\x0b\f\r]/ or refused($at - 1, "XMLERR: Bad attribute closing for '$name'='$value'.");
  }
}

sub skip_blanks { pos($xml) = $at; $at = pos $xml if $xml =~ /\G[ \t\n\x0b\f\r]+/g }

# A name up to its =, or a value up to its quote.
sub attribute_part {
  my ($start, $name, $end, $never, $why) = @_;
  my $read = "";
  for (;;) {
    refused($start, "XMLERR: End of file while reading an attribute.") if $at >= length $xml;
    my $c = substr $xml, $at++, 1;
    my $called = $name // $read;
    refused($start, "XMLERR: Overflow attempt at attribute '" . substr($called, 0, 20) . "'.") if length $read >= $longest;
    return $read if $c eq $end;
    refused($start, "XMLERR: Attribute '" . cut_at_nul($called) . "' $why") if index($never, $c) >= 0;
    $read .= $c;
  }
}

sub add_entry {
  my ($kind, $name, $level, $where, $content) = @_;
  $name = cut_at_nul($name);
  my $entry = {kind => lc $name eq "var" ? "variable" : $kind, name => $name, level => $level, line => line_at($where), content => $content};
  push @entries, $entry;
  return $entry;
}

# The tree of the flat list, as OS_GetElementsbyNode looks it up. An attribute counts only where nothing but attributes stands
# between it and its element: one called "var" hides the rest.
sub nodes_of {
  my (@roots, @open);
  my $before = "";
  for my $one (@_) {
    my ($kind, $level) = @$one{qw(kind level)};
    if ($kind eq "element") {
      my $node = {(map { $_ => $one->{$_} } qw(name line)), attributes => [], children => [], entry => $one};
      push @{$level == 0 ? \@roots : $open[$level - 1] ? $open[$level - 1]{children} : []}, $node;
      $#open = $level - 1;
      $open[$level] = $node;
    } elsif ($kind eq "attribute" && $before) {
      push @{$open[$level]{attributes}}, [@$one{qw(name content line)}] if $open[$level];
    }
    $before = $kind eq "element" || $kind eq "attribute" && $before;
  }
  contents_of($_) for @roots;
  return @roots;
}

sub contents_of {
  local $^W = 0;
  my ($node) = @_;
  $node->{content} = delete($node->{entry})->{content};
  contents_of($_) for @{$node->{children}};
}
1;
