import { once } from "node:events";
import { text } from "node:stream/consumers";

import type { Mode } from "../../../policy/bundle/bootstrap";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { printBundle, type Bundle } from "../../../policy/bundle/bundle";
import type { Role } from "../../../policy/model/fleet";
import { agentFiles } from "../responses/policy";
import { BIN, bundle, part, Rig, rules, script, type Ended } from "./rig";

/** Longest of a test, in milliseconds: each waits for thirty seconds or somewhat more, all at the same time. */
const LIMIT = 300_000;

const agent = bundle("agent", { files: [script("custom-x", "one")] });
const manager = bundle("master", { files: [rules("one")], part: part(3600) });

/** Replaces a program of the machine by one that never ends, where its arguments match. */
const hangs = (program: string, matching: string): string =>
  `file=$(readlink -f "$(command -v ${program})"); mkdir -p /mnt/hung; cp "$file" /mnt/hung/
   printf '#!/bin/sh\\ncase "$*" in ${matching}) exec sleep 1000 ;; esac\\nexec /mnt/hung/%s "$@"\\n' "\${file##*/}" >/mnt/hung/new
   chmod 755 /mnt/hung/new; mount --bind /mnt/hung/new "$file"`;

/** Its name, the host, what is done to it, what is asked of the installer; its exit code, and all that it says. */
type Case = readonly [string, Role, string, Mode, Bundle, number, string];

const CASES: readonly Case[] = [
  [
    "execd that does not read ar.conf again",
    "agent",
    "kill -STOP $(cat /var/ossec/var/run/wazuh-execd-*.pid)",
    "apply",
    agent,
    70,
    `hel-1: wazuh-execd did not read ar.conf again within 30 s; it does so after the script that it runs at that moment; look into /var/ossec/logs/ossec.log
hel-1: the new state did not come into force; putting the old state back
hel-1: failed: the new state did not come into force; the old state is back
`,
  ],
  [
    "execd that does not come back, while wazuh-control works",
    "agent",
    "mkdir /var/ossec/var/start-script-lock; sleep 1000 >/dev/null 2>&1 & echo $! >/var/ossec/var/start-script-lock/pid; mv /var/ossec/var/run/wazuh-execd-*.pid /run",
    "apply",
    agent,
    65,
    "hel-1: refused: wazuh-control has stopped or started daemons for 30 s, and wazuh-execd does not run yet; wait until wazuh-control has ended (process PID), then run again; nothing was changed\n",
  ],
  [
    "a daemon that does not end its own test",
    "master",
    hangs("/var/ossec/bin/wazuh-analysisd", "-t"),
    "apply",
    manager,
    65,
    `ERROR: wazuh-analysisd did not end within 30 s; this host is very busy, or it hangs
wazuh: refused: wazuh-analysisd did not end its test of the new configuration within 30 s; this host is very busy, or it hangs; nothing was changed, the manager runs as before
`,
  ],
  [
    "an nft that does not end",
    "agent",
    hangs("nft", "-c*"),
    "apply",
    bundle("agent", { files: agentFiles().filter(({ path }) => path.endsWith("ip.nft")) }),
    65,
    `hel-1: /var/ossec/active-response/guarded-block-ip.nft could not be tried: nft did not end within 30 s; this host is very busy, or it hangs; run again
hel-1: refused: 1 problem(s), named above; nothing was changed
`,
  ],
];

/** Nothing here is at fault but a wait that has ended, and what it was for is said. */
describe("a wait that ends says which one it was", () => {
  const rigs: Rig[] = [];
  const ended: Promise<Ended>[] = [];

  const play = async ([, role, before, mode, sent]: Case, i: number): Promise<Ended> => {
    const rig = await Rig.up(role);
    rigs[i] = rig;
    const { code, stderr } = rig.run(before);
    if (code !== 0) throw new Error(stderr);
    const child = rig.start(bootstrap(mode, false));
    const { stdin, stdout: out, stderr: err } = child;
    if (!stdin || !out || !err) throw new Error("the installer has no pipes");
    stdin.end(printBundle(sent));
    const said = Promise.all([text(out), text(err)]);
    const [exit] = (await once(child, "close")) as [number];
    const [stdout, words] = await said;
    return { code: exit, stdout, stderr: words.replace(/\(process \d+\)/, "(process PID)") };
  };
  beforeAll(() => {
    // All at once: they only wait.
    ended.push(...CASES.map(play));
  });
  afterAll(() => {
    for (const rig of rigs) rig.down();
  });

  it.each(CASES.map(([name, , , , , code, words], i) => [name, i, code, words] as const))(
    "%s",
    async (_, i, code, words) => {
      const { code: exit, stderr } = (await ended[i]) as Ended;
      expect(stderr).toBe(words);
      expect(exit).toBe(code);
      expect(rigs[i]?.run(`ls ${BIN}`).stdout).toBe("");
    },
    LIMIT,
  );
});
