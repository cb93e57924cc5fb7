# Does the log line of an alert prove the address and the user that the alert names? The table of daemons is daemons.awk.

# daemon(NAME, PROGRAM, BEGINS, LOG), then proof(PATTERN, APART, OWNS) for each of its lines: the rows of the table.
function daemon(name, program, begins, log_kind) {
  daemons_known++
  d_name[daemons_known] = name; d_program[daemons_known] = program; d_begins[daemons_known] = begins; d_log[daemons_known] = log_kind
  d_first[daemons_known] = proofs_known + 1; d_last[daemons_known] = proofs_known
}

function proof(pattern, apart, owns) {
  proofs_known++
  p_line[proofs_known] = pattern; p_apart[proofs_known] = apart; p_owns[proofs_known] = owns
  d_last[daemons_known] = proofs_known
}

# why_forged(SRCIP, USER, ASKED): why the line does not prove the address (and, where ASKED, the user) as the alert spells
# them; "" where it does, and where no daemon of the table wrote it.
function why_forged(srcip, user, asked,   rule, place, at) {
  rule = text_at("parameters.alert.rule.id")
  if (is_exposed(rule)) return "no line behind rule " rule " proves who sent it"
  if (type["parameters.alert.full_log"] != "string")
    return rule == "" ? "" : "the message holds no log line that proves " peer_named(srcip, user, asked)
  read_log(value["parameters.alert.full_log"])
  daemon_table()
  at = daemon_of()
  # Lines of any program may be in such a file, and a program that is not in the table proves nothing else.
  place = text_at("parameters.alert.location")
  if (!at && ENVIRON["LOGS_raw"] != "" && place ~ ENVIRON["LOGS_raw"]) return "clients write whole lines of their own into " place
  if (!at) return is_in_table(rule) ? "the log line is not from a daemon that proves " peer_named(srcip, user, asked) : ""
  if (d_last[at] < d_first[at]) return "no line of " d_name[at] " proves who sent it"
  if (place == "" || place !~ ENVIRON["LOGS_" d_log[at]]) return d_name[at] " does not log to " (place == "" ? "-" : place)
  if (log_control) return "the log line of " d_name[at] " holds control characters"
  if (proves(at, srcip, user, asked, 0)) return ""
  place = said_by(at, srcip)
  return "the log line of " d_name[at] " does not prove " peer_named(srcip, user, asked) (place == "" ? "" : ", what the daemon wrote says " place)
}

function peer_named(srcip, user, asked) { return asked ? user " from " (srcip == "" ? "-" : srcip) : srcip }

# read_log(TEXT): a string as JSON spells it: log_program and log_message, the line without the header of syslog.
function read_log(text,   at, c, rest, known) {
  log_program = ""; log_message = ""; log_control = 0
  while ((at = index(text, "\\"))) {
    c = substr(text, at + 1, 1)
    log_message = log_message substr(text, 1, at - 1)
    if (c == "u") { log_message = log_message substr(text, at, 6); if (substr(text, at + 2, 3) == "000" || substr(text, at + 2, 3) == "001") log_control = 1; at += 4 }
    else if (index("\"\\/", c)) log_message = log_message c
    else if (c == "t") log_message = log_message "\t"
    else { log_message = log_message "\001"; log_control = 1 }
    text = substr(text, at + 2)
  }
  log_message = log_message text
  known = text_at("parameters.alert.predecoder.program_name")
  rest = log_message
  # What syslog writes before the message holds nothing of a client, so that the first such place is its end.
  if (known != "") {
    log_program = known
    while ((at = index(rest, known))) {
      rest = substr(rest, at + length(known))
      if (match(rest, /^([(][^()]*[)])?([[][0-9]+])?: /)) { log_message = substr(rest, RLENGTH + 1); return }
    }
    log_message = "\001"
    return
  }
  if (match(rest, /^[A-Z][a-z][a-z] [ 0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9] [^ ]+ [^] :([]+([(][^()]*[)])?([[][0-9]+])?: /) ||
      match(rest, /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:.]+(Z|[-+][0-9:]+) [^ ]+ [^] :([]+([(][^()]*[)])?([[][0-9]+])?: /)) {
    log_message = substr(rest, RLENGTH + 1)
    log_program = substr(rest, 1, RLENGTH - 2)
    sub(/([(][^()]*[)])?([[][0-9]+])?$/, "", log_program)
    sub(/.* /, "", log_program)
  }
}

# daemon_of(): the row of the daemon that wrote the line, as program and first words say; 0 for one that is not in the table.
function daemon_of(   i) {
  for (i = 1; i <= daemons_known; i++) {
    if (d_program[i] == "" ? log_program != "" : log_program == "" || log_program !~ d_program[i]) continue
    if (d_begins[i] == "" || log_message ~ d_begins[i]) return i
  }
  return 0
}

# proves(DAEMON, SRCIP, USER, ASKED, LOOSELY): 1 where a line of the daemon says just this address, and where ASKED this user.
# LOOSELY does not look at what a client wrote before it: enough for a hint, not for an action.
function proves(at, srcip, user, asked, loosely,   i, pattern, word, plain_word) {
  if ((srcip != "" && address_of(srcip) == "") || (asked && user ~ /[^A-Za-z0-9._@?-]/)) return 0
  word = asked ? literally(user) : "[^ \t]+"
  plain_word = asked ? word : "[A-Za-z0-9._@?-]+"
  for (i = d_first[at]; i <= d_last[at]; i++) {
    pattern = p_line[i]
    if (asked && !index(pattern, "NAME_HERE")) continue
    if (!loosely && p_apart[i] != "" && times(log_message, p_apart[i]) != p_owns[i]) continue
    gsub(/ADDRESS_HERE/, literally(srcip), pattern)
    gsub(/PLAIN_NAME_HERE/, plain_word, pattern)
    gsub(/NAME_HERE/, word, pattern)
    if (log_message ~ pattern) return 1
  }
  return 0
}

# said_by(DAEMON, SRCIP): another address, the last one where the daemon writes one, to be named in the log; or "".
function said_by(at, srcip,   rest, word, tries, found) {
  rest = log_message
  while (tries++ < 40 && match(rest, /[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*/)) {
    word = substr(rest, RSTART, RLENGTH)
    rest = substr(rest, RSTART + RLENGTH)
    sub(/[.:]$/, "", word)
    if (word != srcip && address_of(word) != "" && proves(at, word, "", 0, 1)) found = word
  }
  return found
}

function literally(text) {
  gsub(/[.]/, "[.]", text)
  gsub(/[?]/, "[?]", text)
  return text
}

# times(TEXT, PART): how often the part stands in the text, overlaps included.
function times(text, part,   n, at) {
  while ((at = index(text, part))) { n++; text = substr(text, at + 1) }
  return n + 0
}
