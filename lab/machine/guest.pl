#!/usr/bin/perl
# Runs the lab's commands inside a host that is a whole machine, whatever its network and its firewall do: by a port of its own
# (virtio-serial). First line, at each boot: "up BOOT_ID". Then for each line "COMMAND INPUT" one "CODE STDOUT STDERR", all in base64.
# What a command leaves in the background may keep its output: it goes to files.
use strict;
use warnings;
use MIME::Base64;

my $port = '/dev/virtio-ports/lab';
select undef, undef, undef, 0.05 until -e $port;
open my $lab, '+<:unix', $port or die "$port: $!\n";

sub content { open my $file, '<', $_[0] or return ''; local $/; return <$file> // '' }
sub say_line { my $line = "$_[0]\n"; while (length $line) { my $wrote = syswrite $lab, $line or die "$port: $!\n"; substr $line, 0, $wrote, '' } }

my $boot = content('/proc/sys/kernel/random/boot_id');
chomp $boot;
say_line("up $boot");
my $read = '';
while (1) {
    # Nobody listens at the other end: the port says end of file until somebody does.
    sysread $lab, $read, 65536, length $read or do { select undef, undef, undef, 0.1; next };
    while ($read =~ s/\A([^\n]*)\n//) {
        my ($command, $input) = map { decode_base64($_) } split / /, $1, -1;
        open my $file, '>', '/run/lab-input' or die "/run/lab-input: $!\n";
        print $file $input // '';
        close $file;
        my $pid = fork // die "fork: $!\n";
        if (!$pid) {
            open STDIN, '<', '/run/lab-input';
            open STDOUT, '>', '/run/lab-output';
            open STDERR, '>', '/run/lab-errors';
            exec '/bin/sh', '-c', $command or exit 127;
        }
        waitpid $pid, 0;
        my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
        say_line(join ' ', $code, map { encode_base64(content($_), '') } '/run/lab-output', '/run/lab-errors');
    }
}
