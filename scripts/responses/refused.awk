# What is said of a field that is not what it should be.

# raw_at(PATH): the text that is there, whatever it holds; to be shown by plain(), never to be used.
function raw_at(path) { return type[path] == "string" || type[path] == "number" ? value[path] : "" }

# why_no(PATH, WANTED): what is strange about the field at the path, where it is not WANTED ("an address").
function why_no(path, wanted,   n, i, step, at) {
  n = split(path, step, ".")
  for (i = 1; i <= n; i++) {
    at = at (i > 1 ? "." : "") step[i]
    # Asking for it has made an entry of what is not there.
    if (type[at] == "") return at " is missing"
    if (type[at] == "twice") return at " is given twice"
    if (i < n && type[at] != "object") return at " is " a_kind(type[at]) ", not an object"
  }
  if (type[path] != "string" && type[path] != "number") return path " is " a_kind(type[path]) ", not " wanted
  if (value[path] == "") return path " is empty"
  return path " is not " wanted
}

function a_kind(kind) { return (kind ~ /^[ao]/ ? "an " : "a ") kind }
