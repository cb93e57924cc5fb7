# shellcheck shell=sh disable=SC2034,SC2154
# A secret file: its content comes alone, over a standard input of its own, and is never printed, compared aloud or kept twice.

# Where the paths of secrets are noted: one file each, named after the path.
secret() {
  rm -f "$work/bundle"
  take_lock 30
  preflight
  mkdir -p "$state/secrets"
  while IFS=$tab read -r n path owner group fmode _; do
    if [ -L "$path" ] || { [ -e "$path" ] && [ ! -f "$path" ]; }; then fail 65 "refused: $path is not a plain file; nothing was changed"; fi
    [ -d "${path%/*}" ] || fail 65 "refused: the folder ${path%/*} of the secret is missing; nothing was changed"
    temporary_names "$path"
    : >"$state/secrets/$(original_name "$path")"
    remove_left "$new"
    if ! { install -T -o "$owner" -g "$group" -m "$fmode" "$work/c/$n" "$new" && cmp -s "$work/c/$n" "$new" && sync_to_disk "$new" && mv -fT "$new" "$path"; } 2>/dev/null; then
      rm -f "$new"
      fail 70 "$path could not be written (full, or read-only?); what was there is still there"
    fi
    ! has_selinux || relabel "$path"
  done <"$work/F"
  printf '{"host":"%s","secret":"written"}\n' "$host" || :
}

forget() {
  rm -f "$work/bundle"
  take_lock 30
  has_new_name || while IFS=$tab read -r _ path _; do
    note=$state/secrets/$(original_name "$path")
    [ ! -f "$note" ] || rm -f "$path" "$note"
  done <"$work/F"
  rmdir "$state/secrets" 2>/dev/null || :
  [ -f "$installed" ] || [ -d "$state/secrets" ] || rm -rf "$state"
  printf '{"host":"%s","secret":"forgotten"}\n' "$host" || :
}
