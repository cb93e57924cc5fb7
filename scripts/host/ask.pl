#!/usr/bin/perl -w
# What the installer asks of perl: `perl -x INSTALLER QUESTION ARGUMENT...` calls the function of that name. Its file, and what
# that requires, are read from below __END__, where the files of lib/, common/ and manager/ are, each behind a line `#= NAME`;
# perl skips everything before this program (the shell's part), and what no question needs costs no time: so -w, for warnings.pm takes as
# long to load as perl itself.
use strict;
my %text = do {
  local $/ = undef;
  my (undef, @named) = split /^#= (\S+)\n/m, scalar <DATA>;
  @named;
};
unshift @INC, sub {
  my (undef, $name) = @_;
  return unless defined $text{$name};
  my $source = "use strict;\n#line 1 \"$name\"\n$text{$name}";
  return \$source;
};
my ($question, @about) = @ARGV;
my ($file) = grep { $text{$_} =~ /^sub \Q$question\E\b/m } sort keys %text;
die "the installer has no function $question\n" unless defined $file;
require $file;
binmode STDOUT;
main->can($question)->(@about);
__END__
