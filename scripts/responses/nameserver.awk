# Whom does this host ask for names?

# why_nameserver(ADDRESS): "nameserver" where it is one, also behind the stub of systemd-resolved or of NetworkManager.
function why_nameserver(address,   file, n, i, line, field, why) {
  n = split("/etc/resolv.conf /run/systemd/resolve/resolv.conf /run/NetworkManager/no-stub-resolv.conf", file, " ")
  for (i = 1; i <= n && why == ""; i++) {
    while (why == "" && (getline line < file[i]) > 0) {
      split(line, field, " ")
      if (field[1] == "nameserver" && address_of(field[2]) == address) why = "nameserver"
    }
    close(file[i])
  }
  return why
}
