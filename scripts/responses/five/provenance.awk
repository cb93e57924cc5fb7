# A finding of 5 may come without its line, and then nothing is asked of it; where it has one, that must prove the address as in
# 4.14. Where it does not say which file the line is from, the line alone must.

function why_forged(srcip, user, asked,   place, kind, i, n) {
  if (type["parameters.alert.full_log"] != "string") return ""
  place = five_path("parameters.alert.location")
  if (type["wazuh.protocol"] == "" && type[place] == "") {
    type["wazuh.protocol"] = "object"; type[place] = "string"; value[place] = "anywhere"
    n = split("auth mail ftp webAccess webErrors raw", kind, " ")
    for (i = 1; i <= n; i++) ENVIRON["LOGS_" kind[i]] = ""
  }
  return four_why_forged(srcip, user, asked)
}
