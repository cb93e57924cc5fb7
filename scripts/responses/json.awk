# A strict reader of one JSON object: fills type[path] and value[path], paths joined by dots. Nothing is evaluated.
# An object in an array, and a key that could pass for another path, get a path that nobody asks for.

# read_json(TEXT): 1 where the text is one JSON object by RFC 8259, else 0. Works on the parts between quotes, so that
# 60 kB take milliseconds.
function read_json(text,   part, count, i, whole) {
  count = split(text, part, "\"")
  depth = 0; expect = "value"
  for (i = 1; i <= count; i++) {
    if (!read_structure(part[i])) return 0
    if (i == count) break
    if (++i == count) return 0
    whole = part[i]
    # A quote after an odd number of backslashes belongs to the string.
    while (odd_backslashes(part[i])) {
      if (!well_escaped(substr(part[i], 1, length(part[i]) - 1)) || i + 2 > count) return 0
      whole = length(whole) > 2048 ? whole : whole "\"" part[i + 1]
      if (++i == count) return 0
    }
    if (!well_escaped(part[i])) return 0
    if (expect == "key") {
      if (!read_key(whole)) return 0
    } else if (!read_value("string", whole)) return 0
  }
  return expect == "end"
}

function odd_backslashes(text,   n) {
  n = length(text)
  while (n > 0 && substr(text, n, 1) == "\\") n--
  return (length(text) - n) % 2
}

function well_escaped(text) {
  if (text ~ /[\001-\037]/) return 0
  if (!index(text, "\\")) return 1
  gsub(/\\["\\\/bfnrt]/, "", text)
  gsub(/\\u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]/, "", text)
  return !index(text, "\\")
}

# wazuh-execd prints letters as letters: a key that spells one as \u0073 comes from somebody else.
function read_key(name) {
  if (index(name, "\\")) {
    gsub(/\\\\/, "", name)
    if (name ~ /\\u00[2-7]/) return 0
    name = "?"
  }
  if (name !~ /^[A-Za-z0-9_@-]+$/) name = "?"
  key[depth] = name; expect = "colon"
  return 1
}

function path_here() {
  if (kind[depth] == "[") return at[depth] "[]"
  return at[depth] == "" ? key[depth] : at[depth] "." key[depth]
}

function note(sort, text,   path) {
  path = path_here()
  if (path in type) sort = "twice"
  type[path] = sort
  value[path] = text
  return path
}

function read_value(sort, text) {
  if (expect != "value" || depth == 0) return 0
  note(sort, text); expect = "comma"
  return 1
}

function read_structure(text,   c, p, end, path) {
  end = length(text)
  for (p = 1; p <= end; p++) {
    c = substr(text, p, 1)
    if (c == " " || c == "\t" || c == "\r") continue
    if (c == "{" || c == "[") {
      if (expect != "value" || (depth == 0 && c == "[")) return 0
      path = depth == 0 ? "" : note(c == "{" ? "object" : "array", "")
      at[++depth] = path; kind[depth] = c; fresh = 1
      expect = c == "{" ? "key" : "value"
      continue
    }
    if (c == "}" || c == "]") {
      if (depth == 0 || (c == "}") != (kind[depth] == "{")) return 0
      if (expect != "comma" && !(fresh && (expect == "key" || expect == "value"))) return 0
      depth--; fresh = 0
      expect = depth == 0 ? "end" : "comma"
      continue
    }
    if (c == ",") {
      if (expect != "comma") return 0
      expect = kind[depth] == "{" ? "key" : "value"; fresh = 0
      continue
    }
    if (c == ":") {
      if (expect != "colon") return 0
      expect = "value"; fresh = 0
      continue
    }
    if (!match(substr(text, p, 400), /^(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null)/)) return 0
    if (!read_value(c ~ /[-0-9]/ ? "number" : "literal", substr(text, p, RLENGTH))) return 0
    fresh = 0; p += RLENGTH - 1
  }
  return 1
}

# text_at(PATH): the string or number at the path; "" where there is none, where it or an object around it stands there
# twice, or where it holds anything but plain printable characters.
function text_at(path,   n, i, step, prefix) {
  if (type[path] != "string" && type[path] != "number") return ""
  n = split(path, step, ".")
  for (i = 1; i < n; i++) {
    prefix = prefix (i > 1 ? "." : "") step[i]
    if (type[prefix] != "object") return ""
  }
  if (value[path] ~ /[^ -~]/ || index(value[path], "\\") || length(value[path]) > 512) return ""
  return value[path]
}

# is_message(TEXT): 1 where the text is a message of wazuh-execd in form.
function is_message(text) {
  return read_json(text) && type["version"] == "number" && type["origin"] == "object" && \
    type["command"] == "string" && type["parameters"] == "object"
}

# plain(TEXT): fit for a log line and for a field between bars. The pattern is a text: between slashes the slash would need a
# backslash, which busybox awk takes for one more letter that may stay.
function plain(text) {
  gsub("[^A-Za-z0-9 ._:/@+=,-]", "?", text)
  return text == "" ? "-" : substr(text, 1, 200)
}
