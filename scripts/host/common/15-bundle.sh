# shellcheck shell=sh disable=SC2034,SC2154
# Reads the bundle into $work: the files list F (number, path, owner, group, mode, reload, unload), their contents c/N, whole,
# the users and groups that this host does not know (unknown), the tools T, our part, the rows of ar.conf, what a worker waits
# for, what is left out here, the texts that our part takes over from the rest of ossec.conf (adopt/N), and our parts of groups'
# agent.conf (groups/NAME).

read_bundle() {
  need perl
  need sha256sum
  need flock
  ask_perl unpack_bundle "$work" "$state" "$mode" 2>"$work/out" ||
    case $? in
      64) fail 64 "the bundle on standard input is not a complete JSON document; the connection may have been cut; nothing was changed" ;;
      66) fail 65 "refused: $(tail -n 1 "$work/out"); nothing was changed" ;;
      *) fail 65 "the bundle cannot be unpacked in $work (full?): $(tail -n 1 "$work/out"); nothing was changed" ;;
    esac
  IFS=$tab read -r host role wait <"$work/here" || :
  be_patient
}
