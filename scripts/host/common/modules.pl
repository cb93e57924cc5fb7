# Which modules of perl's own does this host not have? Debian has all of them in perl-base; Red Hat's perl-interpreter has none of
# these (perl.spec of Fedora 34 and 40, which RHEL 9 and 10 come from: each is a package).

# missing_modules: looked for, not read: to read Socket takes longer than all the rest.
sub missing_modules {
  return grep { my $file = "$_.pm" =~ s!::!/!gr; !grep { !ref && -e "$_/$file" } @INC } "IO::Handle", "IO::Select", "Socket";
}
1;
