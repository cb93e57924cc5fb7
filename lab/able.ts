import { existsSync, readlinkSync } from "node:fs";

/** Programs of the machine without which no host comes up; lab/setup.sh installs them. */
const TOOLS = ["/usr/sbin/sshd", "/usr/sbin/nft", "/usr/bin/nsenter", "/usr/bin/setpriv"];

/** What the lab asks of the process that it runs in; a parameter, so that tests can ask for every answer. */
export interface Surroundings {
  readonly platform: string;
  readonly uid: number;
  readonly disk: string | undefined;
  readonly net: string | undefined;
  readonly actualNet: string;
  readonly exists: (path: string) => boolean;
}

/**
 * Why the lab cannot come up in this process.
 * @returns one sentence that also says what to do, or undefined where it can.
 */
export function whyNoLab(here: Surroundings = surroundings()): string | undefined {
  if (here.platform !== "linux")
    return `The lab needs Linux with network namespaces, and this is ${here.platform}; use a Debian or Ubuntu machine, as root.`;
  if (here.uid !== 0)
    return "The lab needs root to make network namespaces; run the command as root.";
  const missing = TOOLS.filter((tool) => !here.exists(tool));
  if (missing.length > 0)
    return `The lab needs ${missing.join(", ")}, which this machine lacks; run: bash lab/setup.sh demo`;
  if (here.disk === undefined || here.net === undefined || here.net !== here.actualNet)
    return "The lab comes up only in namespaces of its own; start the command through: bash lab/enter.sh COMMAND";
  return undefined;
}

function surroundings(): Surroundings {
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? -1,
    disk: process.env["WAZUH_LAB_DISK"],
    net: process.env["WAZUH_LAB_NET"],
    actualNet: process.platform === "linux" ? readlinkSync("/proc/self/ns/net") : "",
    exists: existsSync,
  };
}
