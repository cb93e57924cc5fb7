import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Programs of lab/host that run inside hosts. */
const PROGRAMS = ["init.pl", "say.pl", "reach.pl", "sshd.sh", "bruteForce.sh", "light-execd.pl"];

/**
 * Makes the folder that every host of a lab sees as /usr/local/lib/wazuh-stand-in.
 * @returns the folder that holds it.
 */
export function writeShared(labDir: string): { readonly shared: string; readonly standIn: string } {
  const shared = join(labDir, "shared");
  const standIn = join(shared, "stand-in");
  mkdirSync(standIn, { recursive: true, mode: 0o755 });
  for (const program of PROGRAMS)
    copyFileSync(join(__dirname, "host", program), join(standIn, program));
  copyFileSync(join(__dirname, "machine", "guest.pl"), join(standIn, "guest.pl"));
  // Every host mounts the Node that runs the lab over it.
  writeFileSync(join(standIn, "node"), "", { mode: 0o755 });
  return { shared, standIn };
}
