# shellcheck shell=sh disable=SC2154
# What Wazuh's files say is asked of one program in perl: the reader of scripts/reader, which the responses have too, and what
# the installer asks of it (perl/). write_files_program is made of them when the installer is put together.

# ask_files QUESTION ARGUMENT...: calls the function of that name.
ask_files() {
  if [ ! -f "$work/files.pl" ]; then
    write_files_program >"$work/files.new" && mv "$work/files.new" "$work/files.pl" || return 1
  fi
  PART_BEGIN=${part_begin-} PART_END=${part_end-} WAZUH_HOME=$home perl "$work/files.pl" "$@"
}
