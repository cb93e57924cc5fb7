# What the message in LINE asks a runner for. Two lines:
#   verdict|address|command|rule|alert|agent|subject|why
#   the key, as JSON spells it
# verdict: malformed, strange (a field is missing or is not what it should be), forged, white-listed, refused, or run. FIELDS
# are those that may hold the address, KEYS those that name what the script acts on; without FIELDS no list is asked, and
# without STATEFUL no key is wanted.

BEGIN {
  if (!is_message(ENVIRON["LINE"])) settle("malformed", "")
  command = value["command"]
  # A drill is judged as an alert is.
  if (command != "add" && command != "delete" && command != "drill") settle("malformed", "")
  field = found_at(ENVIRON["FIELDS"])
  address = address_of(text_at(field))
  subject = address
  if (ENVIRON["FIELDS"] != "" && address == "") {
    subject = raw_at(field)
    settle("strange", why_none(ENVIRON["FIELDS"], field, "an address"))
  }
  key_field = found_at(ENVIRON["KEYS"])
  key_text = key_field == field ? address : raw_at(key_field)
  if (subject == "") subject = key_text
  if (command == "delete") settle("run", "")
  if (ENVIRON["STATEFUL"] != "" && key_text == "") settle("strange", why_none(ENVIRON["KEYS"], key_field, "a key"))
  # wazuh-execd keeps 4,095 bytes of the key and its own name, and two that begin alike would be one.
  if (ENVIRON["STATEFUL"] != "" && length(key_text) > 2048) settle("strange", key_field " is longer than 2048 characters, too long for a key")
  if (address == "") settle("run", "")
  why = why_unproven(field)
  if (why != "") settle("forged", why)
  why = why_spared(address)
  if (why ~ /^white list: /) settle("white-listed", substr(why, 13))
  settle(why == "" ? "run" : "refused", why)
}

function settle(verdict, why) {
  print verdict "|" address "|" plain(command) "|" plain(text_at("parameters.alert.rule.id")) "|" plain(text_at("parameters.alert.id")) "|" \
    plain(text_at("parameters.alert.agent.name")) "|" plain(subject) "|" plain(why)
  print key_text
  exit
}
