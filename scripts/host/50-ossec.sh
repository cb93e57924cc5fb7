# shellcheck shell=sh disable=SC2034,SC2154
# Our part of ossec.conf: a root of its own at the top, between two comments; the rest is the user's, byte for byte.

part_begin='<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->'
part_end='<!-- wazuh-active-response: end -->'

# place_part FILE [PART]: prints FILE with our part replaced by PART, or without our part.
place_part() {
  PART_BEGIN=$part_begin PART_END=$part_end perl -e '
    my ($file, $part) = @ARGV;
    sub slurp { open my $f, "<", $_[0] or die "$_[0]: $!\n"; binmode $f; local $/; my $t = <$f>; defined $t ? $t : "" }
    my ($begin, $end) = @ENV{"PART_BEGIN", "PART_END"};
    my $rest = slurp($file);
    $rest =~ s/\A\Q$begin\E\n.*?\n\Q$end\E\n//s;
    $rest =~ /wazuh-active-response: (?:begin|end)/
      and die "$file: the two comments around our part are damaged or moved; restore them or remove the part by hand\n";
    binmode STDOUT;
    print defined $part ? "$begin\n" . slurp($part) . "$end\n$rest" : $rest;
  ' "$@"
}

# Builds the candidate; $work/ossec.conf exists afterwards only when it differs from the live file.
build_ossec() {
  live=$home/etc/ossec.conf
  if [ "$mode" = remove ]; then
    place_part "$live" >"$work/ossec.conf" || fail 65 "refused; nothing was changed"
  else
    [ -f "$work/part" ] || return 0
    place_part "$live" "$work/part" >"$work/ossec.conf" || fail 65 "refused; nothing was changed"
  fi
  if cmp -s "$work/ossec.conf" "$live"; then rm -f "$work/ossec.conf"; fi
}

stage_ossec() {
  [ -f "$work/ossec.conf" ] || return 0
  new=$home/etc/.ossec.conf.wazuh-active-response
  cp -p "$home/etc/ossec.conf" "$new" && cat "$work/ossec.conf" >"$new" && cmp -s "$work/ossec.conf" "$new"
}

swap_ossec() {
  [ ! -f "$work/ossec.conf" ] || mv -f "$home/etc/.ossec.conf.wazuh-active-response" "$home/etc/ossec.conf"
}

daemons() {
  sed -n 's/^DAEMONS="\(.*\)"$/\1/p' "$home/bin/wazuh-control" | head -n 1
}

# Tests the candidate with every daemon in a copied tree: analysisd -t writes ar.conf of the tree that it stands in, so
# the live tree is never tested. The API and the cluster daemon run from the live framework folder and read none of our sections.
test_candidate() {
  scratch=$state/scratch
  rm -rf "$scratch"
  mkdir -p "$scratch"
  chgrp wazuh "$scratch"
  chmod 0750 "$scratch"
  for folder in bin lib etc ruleset; do
    [ ! -d "$home/$folder" ] || cp -a --reflink=auto "$home/$folder" "$scratch/" 2>"$work/out" || {
      tail -n 5 "$work/out" >&2
      rm -rf "$scratch"
      fail 65 "no scratch tree could be made in $state; nothing was changed"
    }
  done
  (cd "$home" && find queue logs var stats tmp backup -maxdepth 2 -type d 2>/dev/null) |
    tar -C "$home" --no-recursion -T - -cf - 2>/dev/null | tar -C "$scratch" -xpf - 2>/dev/null || true
  [ ! -f "$work/ossec.conf" ] || cat "$work/ossec.conf" >"$scratch/etc/ossec.conf"
  if [ "$mode" = remove ]; then
    cut -f1 "$installed" | while read -r path; do
      case $path in "$home"/etc/*) rm -f "$scratch${path#"$home"}" ;; esac
    done
  else
    while IFS=$tab read -r n path owner group fmode _; do
      case $path in
        "$home"/etc/* | "$home"/active-response/bin/*)
          mkdir -p "$scratch${path%/*}" 2>/dev/null || true
          target=$scratch${path#"$home"}
          mkdir -p "${target%/*}"
          cp "$work/c/$n" "$target" && chown "$owner:$group" "$target" && chmod "$fmode" "$target"
          ;;
      esac
    done <"$work/F"
  fi
  refused=
  for daemon in $(daemons); do
    file=$scratch/bin/$daemon
    [ -x "$file" ] || continue
    if [ -d "$home/framework" ] && head -c 512 "$file" | grep -q framework; then continue; fi
    if ! timeout 60 "$file" -t >"$work/out" 2>&1 </dev/null 9>&-; then
      refused=$daemon
      break
    fi
  done
  if [ -z "$refused" ] && [ -x "$scratch/bin/wazuh-logtest-legacy" ]; then
    if ! timeout 60 "$scratch/bin/wazuh-logtest-legacy" -t >"$work/out" 2>&1 </dev/null 9>&- || grep -q 'ERROR' "$work/out"; then
      refused=wazuh-logtest-legacy
    fi
  fi
  rm -rf "$scratch"
  [ -z "$refused" ] || {
    grep -E 'ERROR|CRITICAL' "$work/out" >&2 || tail -n 10 "$work/out" >&2
    fail 65 "$refused refuses the new configuration (its words are above); nothing was changed, the manager runs as before"
  }
}
