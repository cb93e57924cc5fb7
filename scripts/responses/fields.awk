# Which field of an alert holds what a response acts on, and does the alert prove it?

# found_at(NAMES): the path of the first of these fields that says anything; "" where none does. Decoders write "-" for nothing.
# One that holds what it should not (an array, a name) is found, too: it is refused, and no other field speaks for it.
function found_at(names,   n, i, list, path) {
  n = split(names, list, " ")
  for (i = 1; i <= n; i++) {
    path = path_of(list[i])
    if (!(path in type) || (type[path] == "literal" && value[path] == "null")) continue
    if (type[path] != "string" || (value[path] != "" && value[path] != "-")) return path
  }
  return ""
}

function path_of(name) { return "parameters." (name ~ /^alert[.]/ ? "" : "alert.data.") name }

# why_none(NAMES, FOUND, WANTED): what is strange about the field that was found, or about the first where none was.
function why_none(names, found, wanted,   n, list, rest) {
  if (found != "") return why_no(found, wanted)
  n = split(names, list, " ")
  rest = names
  sub(/^[^ ]* */, "", rest)
  gsub(/ /, ", ", rest)
  return why_no(path_of(list[1]), wanted) (n > 1 ? ", and no " wanted_of(wanted) " stands in " rest : "")
}

function wanted_of(wanted) { sub(/^an? /, "", wanted); return wanted }

# names_for(RULE, MAP, ELSE): the names that the map has for the rule (RULE=NAME,NAME between blanks), else the others; between blanks.
function names_for(rule, map, others,   n, i, pair, list) {
  n = split(map, list, " ")
  for (i = 1; i <= n; i++) if (split(list[i], pair, "=") == 2 && pair[1] == rule) others = pair[2]
  gsub(/,/, " ", others)
  return others
}

# why_unproven(PATH): why the alert does not prove the address in this field; "" where it does, as why_forged says of srcip.
# Whatever the field, a line that a client may have written as a whole proves nothing.
function why_unproven(path,   rule, place) {
  rule = text_at("parameters.alert.rule.id")
  # The event log of Windows is no line of text: its decoder alone makes these fields, of what Windows wrote.
  if (path ~ /^parameters[.]alert[.]data[.]win[.]/ && text_at("parameters.alert.decoder.name") == "windows_eventchannel")
    return is_exposed(rule) ? "no line behind rule " rule " proves who sent it" : ""
  # Rules with no_full_log send none (analysisd/format/to_json.c:295, v4.14.7); those of daemons in the table have it.
  if (path == path_of("srcip") || type["parameters.alert.full_log"] == "string" || rule == "" || is_exposed(rule) || is_in_table(rule))
    return why_forged(text_at(path), "", 0)
  place = text_at("parameters.alert.location")
  return ENVIRON["LOGS_raw"] != "" && place ~ ENVIRON["LOGS_raw"] ? "clients write whole lines of their own into " place : ""
}
