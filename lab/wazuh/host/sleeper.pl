#!/usr/bin/perl
# Stand-in of a daemon that does nothing in the lab: it has its pid file and ends at a signal, as the real one.
#   sleeper.pl NAME HOME
use strict;
use warnings;
use FindBin;
require "$FindBin::Bin/daemon.pl";

my ($name, $home) = @ARGV;
become_daemon($name, $home, 'only waits');
sleep 3600 while 1;
