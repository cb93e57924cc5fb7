# shellcheck shell=sh disable=SC2034,SC2154
# What differs between the host and its files list: $work/difference (path, what), and the sums of the contents: $work/wanted
# (number, sha256).
compare() { ask_perl compare_files "$work"; }

# Adds every file that differs to the plan.
plan_files() {
  [ -s "$work/difference" ] || return 0
  awk -F '\t' -v OFS='\t' -v work="$work" 'NR == FNR { differs[$1] = 1; next }
    $2 in differs { print $2, "new", work "/c/" $1, $3, $4, $5, $6, $7 }' "$work/difference" "$work/F" >>"$work/plan"
}

# Adds to the plan what was installed by us, is not in the files list, and lies under (or, with !, not under) a folder.
# What stood there before us comes back.
plan_removals() {
  no_longer_named whole >"$work/unnamed"
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

# no_longer_named whole|paths: our notes, or their paths alone, of what we have installed and the bundle does not name, whether this
# host can have it or not.
no_longer_named() {
  [ ! -f "$installed" ] || awk -F '\t' -v named="$work/F" -v skipped="$work/skipped" -v what="$1" '
    BEGIN {
      while ((getline line < named) > 0) { split(line, f, "\t"); keep[f[2]] = 1 }
      while ((getline line < skipped) > 0) { split(line, f, "\t"); keep[f[1]] = 1 }
    }
    !($1 in keep) { print (what == "paths" ? $1 : $0) }' "$installed"
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
