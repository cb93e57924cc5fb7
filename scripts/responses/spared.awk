# Whom does this host spare?

# why_spared(ADDRESS): why it is not blocked, or the IPv4 address that it holds is not; "" where it may be.
function why_spared(address,   n, i, spelt, why) {
  n = split(address " " embedded4(address), spelt, " ")
  for (i = 1; i <= n; i++) {
    why = why_never(spelt[i])
    if (why == "") why = why_own(spelt[i])
    if (why == "") why = why_nameserver(spelt[i])
    if (why == "") why = why_listed(spelt[i], ENVIRON["LISTS"])
    if (why == "") why = why_host_listed(spelt[i])
    if (why == "") why = why_manager(spelt[i])
    if (why != "") return why (i == 1 ? "" : ", by its IPv4 address " spelt[i])
  }
  return ""
}
