# shellcheck shell=sh disable=SC2034,SC2154
# The one question that a timed response asks wazuh-execd.

# ask_keys KEY: tells execd the key, as JSON spells it; answer becomes continue or abort; ends here where the reply is neither.
# The log has subject in its place, where there is one.
ask_keys() {
  printf '{"version":1,"origin":{"name":"%s","module":"active-response"},"command":"check_keys","parameters":{"keys":["%s"]}}\n' "$self" "$1"
  IFS= read -r reply || :
  unwatch
  answer=
  # execd prints origin and command before all that an alert can hold: then no reader is needed.
  before=${reply%%\"command\":\"*}
  name=${before#'{"version":1,"origin":{"name":"'}
  name=${name%'","module":"wazuh-execd"},'}
  if [ "$before" = "{\"version\":1,\"origin\":{\"name\":\"$name\",\"module\":\"wazuh-execd\"}," ]; then
    case $name in *[!A-Za-z0-9._-]*) ;; *)
      answer=${reply#"$before"\"command\":\"}
      answer=${answer%%\"*}
      ;;
    esac
  fi
  [ -n "$answer" ] || answer=$(LINE=$reply awk "$json_awk"'BEGIN { if (is_message(ENVIRON["LINE"])) print plain(value["command"]) }')
  case $answer in continue | abort) ;; *)
    decide failed "${subject-$1}" "wazuh-execd answered neither continue nor abort; nothing was done"
    exit 1
    ;;
  esac
}
