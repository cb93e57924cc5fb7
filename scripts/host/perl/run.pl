# The installer asks by the name of a function above (46-files.sh).
my ($question, @about) = @ARGV;
my $answer = main->can($question) or die "the installer has no function $question\n";
binmode STDOUT;
$answer->(@about);
