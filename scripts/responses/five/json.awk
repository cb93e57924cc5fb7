# The message of wazuh-execd 5, under the names that 4.14 has for its fields: so all that decides is one program for both. What is
# defined here takes the place of what scripts/responses/json.awk calls so, and calls that by four_NAME. Wazuh 5 is in beta:
# branch 5.0.0 (beta5), os_execd/src/execd.c:321 for the message, :496 and :504 for its answer, the same document.

# five_path(PATH): where 5 has what 4.14 has at the path. An event's own fields are the document's, without parameters.alert.data.
function five_path(path) {
  if (!five_has[""]) {
    five_has["parameters.alert.data.srcip"] = "source.ip"
    five_has["parameters.alert.data.dstuser"] = "user.name"
    five_has["parameters.alert.data.audit.pid"] = "process.pid"
    five_has["parameters.alert.data.audit.exe"] = "process.executable"
    five_has["parameters.alert.data.audit.command"] = "process.name"
    five_has["parameters.alert.rule.id"] = "wazuh.rule.id"
    five_has["parameters.alert.id"] = "event.doc_id"
    five_has["parameters.alert.agent.name"] = "wazuh.agent.name"
    five_has["parameters.alert.location"] = "wazuh.protocol.location"
    five_has[""] = 1
  }
  if (path in five_has) return five_has[path]
  sub(/^parameters[.]alert[.](data[.])?/, "", path)
  return path
}

function text_at(path) { return four_text_at(five_path(path)) }

# is_message(TEXT): 1 where the text is a message of wazuh-execd 5 in form; its command then stands in the words of 4.14.
function is_message(text,   verb) {
  if (!read_json(text) || type["command"] != "string" || type["wazuh"] != "object" || type["wazuh.active_response"] != "object") return 0
  verb = value["command"]
  if (verb == "add" || verb == "delete") return 0
  if (verb == "enable") value["command"] = "add"
  if (verb == "disable") value["command"] = "delete"
  # The line, where the finding has it; the reader of lines undoes the escapes of JSON by itself.
  if (type["event"] == "object" && type["event.original"] == "string") {
    type["parameters.alert.full_log"] = "string"
    value["parameters.alert.full_log"] = value["event.original"]
  }
  find_channel()
  return 1
}

# find_channel(): what the stack says of the channel that sent this: channel_ladder (how long it blocks, "600" or by steps
# "600,3600"; 0 is for ever), channel_count, channel_within, and its fields and command, which 4.14 finds by rule. A channel that it
# does not know gets the longest times and the highest count of those of its executable, and what rules of nobody have.
function find_channel() {
  channel_rank = -1
  channel_name = text_at("wazuh.active_response.name")
  known_channels()
  if (channel_rank < 0) return
  # What a rule has in 4.14, a channel has here: no rule of 5 is in TIMES.
  ENVIRON["TIMES"] = ""
  ENVIRON["SECONDS_ELSE"] = channel_ladder
}

function channel(name, executable, ladder, count, within, fields, command,   rank) {
  rank = name == channel_name ? 2 : executable == text_at("wazuh.active_response.executable")
  if (rank == 2) {
    if (fields != "") ENVIRON["FIELDS_ELSE"] = fields
    if (ENVIRON["COMMANDS_ELSE"] != "") ENVIRON["COMMANDS_ELSE"] = command
  }
  if (rank < channel_rank) return
  if (rank > channel_rank) { channel_ladder = ladder; channel_count = count; channel_within = within }
  channel_rank = rank
  channel_ladder = longest(channel_ladder, ladder)
  if (count < channel_count || (count == channel_count && within >= channel_within)) return
  channel_count = count; channel_within = within
}

# longest(A, B): each step the longer of both; 0 is for ever.
function longest(a, b,   m, n, i, one, other, both, at) {
  m = split(a, one, ",")
  n = split(b, other, ",")
  for (i = 1; i <= m || i <= n; i++) {
    at = one[i < m ? i : m] + 0
    if (!at || !(other[i < n ? i : n] + 0)) at = 0
    else if (other[i < n ? i : n] + 0 > at) at = other[i < n ? i : n] + 0
    both = both (i > 1 ? "," : "") at
  }
  return both
}
