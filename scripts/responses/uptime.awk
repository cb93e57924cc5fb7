# How long has this host been up?

# uptime(): whole seconds since this host has booted. The file has one line, so it is read once; of a fraction awk would write
# six digits, rounded, and what is noted would lie in the future.
function uptime() {
  if (up == "") {
    getline up < "/proc/uptime"
    up = int(up)
  }
  return up
}
