import { hostname, userInfo } from "node:os";

/** Who runs this: the name before sudo, and the machine. */
export function operator(): string {
  return `${process.env["SUDO_USER"] ?? userName()}@${hostname()}`;
}

/** A container often runs as a number that no name belongs to. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}
