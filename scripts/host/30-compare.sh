# shellcheck shell=sh disable=SC2034,SC2154
# What differs between the host and its files list: $work/difference (path, what), and the sums of the contents: $work/wanted
# (number, sha256). One sha256sum for the contents and for what is there.
compare() {
  perl -e '
    my ($work) = @ARGV;
    sub save { my $name = shift; open my $f, ">", "$work/$name" or die "$work/$name: $!\n"; print $f @_; close $f or die "$work/$name: $!\n" }
    open my $list, "<", "$work/F" or die "$work/F: $!\n";
    chomp(my @rows = <$list>);
    my @files = map { my %file; @file{qw(number path owner group mode)} = split /\t/; \%file } @rows;
    for (@files) { my @found = lstat $$_{path}; $$_{found} = \@found if -f _ }
    my %sum;
    if (@files) {
      open my $sums, "-|", "sha256sum", "--", map { ("$work/c/$$_{number}", $$_{found} ? $$_{path} : ()) } @files or die "sha256sum: $!\n";
      while (<$sums>) { $sum{$2} = $1 if /^(\w{64})  (.*)/ }
    }
    my (@wanted, @difference);
    for (@files) {
      my ($path, $found, $content) = (@$_{qw(path found)}, $sum{"$work/c/$$_{number}"});
      push @wanted, "$content  $$_{number}\n";
      my @what;
      # A file that goes away between the two looks is missing.
      if (!defined $sum{$path}) { @what = "missing" }
      else {
        push @what, "content" if $sum{$path} ne $content;
        push @what, "owner" if $$found[4] != (getpwnam($$_{owner}) // -1) or $$found[5] != (getgrnam($$_{group}) // -1);
        push @what, "mode" if ($$found[2] & 07777) != oct $$_{mode};
      }
      push @difference, "$path\t@what\n" if @what;
    }
    save("wanted", @wanted);
    save("difference", @difference)' "$work"
}

# Adds every file that differs to the plan.
plan_files() {
  [ -s "$work/difference" ] || return 0
  awk -F '\t' -v OFS='\t' -v work="$work" 'NR == FNR { differs[$1] = 1; next }
    $2 in differs { print $2, "new", work "/c/" $1, $3, $4, $5, $6, $7 }' "$work/difference" "$work/F" >>"$work/plan"
}

# Adds to the plan what was installed by us, is not in the files list, and lies under (or, with !, not under) a folder.
# What stood there before us comes back.
plan_removals() {
  unnamed >"$work/unnamed"
  while IFS=$tab read -r path _ unload reload; do
    case $path in "$1"/*) under=yes ;; *) under=no ;; esac
    [ "$under" = "$2" ] || continue
    before=$original/$(original_name "$path")
    if [ -f "$before" ]; then
      printf '%s\tnew\t%s\t=\t=\t=\t%s\t%s\n' "$path" "$before" "${reload:--}" "$unload"
    else
      printf '%s\tgone\t-\t-\t-\t-\t%s\t%s\n' "$path" "${reload:--}" "$unload"
    fi
  done <"$work/unnamed" >>"$work/plan"
}

# What we have installed and the bundle does not name, whether this host can have it or not.
unnamed() {
  [ ! -f "$installed" ] || awk -F '\t' -v named="$work/F" -v skipped="$work/skipped" '
    BEGIN {
      while ((getline line < named) > 0) { split(line, f, "\t"); keep[f[2]] = 1 }
      while ((getline line < skipped) > 0) { split(line, f, "\t"); keep[f[1]] = 1 }
    }
    !($1 in keep)' "$installed"
}

original_name() { printf '%s' "$1" | sed 's/%/%25/g; s#/#%2F#g'; }

# What we own after the plan, in $work/owned: path, sha256, unload, reload.
plan_installed() {
  before=/dev/null
  ours=/dev/null
  [ ! -f "$installed" ] || before=$installed
  [ "$mode" != apply ] || ours=$work/F
  awk -F '\t' -v OFS='\t' -v wanted="$work/wanted" -v plan="$work/plan" -v ours="$ours" '
    BEGIN {
      while ((getline line < wanted) > 0) want[substr(line, 67)] = substr(line, 1, 64)
      while ((getline line < plan) > 0) { split(line, p, "\t"); if (p[2] == "gone" || p[4] == "=") leaves[p[1]] = 1 }
    }
    FILENAME == ours { own[$2] = $2 OFS want[$1] OFS $7 OFS $6; next }
    !($1 in leaves) { own[$1] = $0 }
    END { for (path in own) print own[path] }' "$before" "$ours" >"$work/owned"
}
