import { readFileSync } from "node:fs";
import { join } from "node:path";

import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { bootstrap } from "../../../policy/bundle/bootstrap";
import { bundleOf, printBundle } from "../../../policy/bundle/bundle";
import { policyOf } from "../../../policy/model/parsePolicy";
import { hostOf } from "../../../policy/model/parseFleet";
import { renderHost } from "../../../policy/render/renderHost";

const ORACLE = join(__dirname, "../../oracle");
const CONF = "/var/ossec/etc/ossec.conf";

const verdicts = readFileSync(join(ORACLE, "verdicts.tsv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("\t"))
  .filter(([, , lint]) => lint === "error")
  .map(([file = "", verdict = ""]) => [file, verdict] as const);

/** Ours under a name of its own, where only Wazuh can be what refuses; under the stock name for what Wazuh takes. */
function documentFor(master: LabHost, verdict: string): string {
  const policy = policyOf({
    whitelist: [{ address: "100.64.0.0/10", name: "headscale" }],
    rules: [],
    responses: [
      {
        kind: "block-ip",
        rules: [5763, 5712],
        timeout: 3600,
        ...(verdict === "refused" && { command: "edge-block" }),
      },
    ],
  });
  const host = hostOf({ name: master.name, role: "master", address: master.address });
  const rendered = renderHost(policy, { master: host, workers: [], agents: [] }, host);
  return printBundle({ ...bundleOf(host, rendered), wait: 60 });
}

const USES =
  /line \d+: an <active-response> uses firewall-drop, which means firewall-drop there; our command of that name comes first/;

/** What Wazuh takes although it is wrong: what the installer then says; undefined where it does ours no harm. */
const ACCEPTED: Readonly<Record<string, RegExp | undefined>> = {
  "02d-whitelist-empty.conf": /line \d+: an empty <white_list> matches every address/,
  "02f-whitelist-v6.conf": undefined,
  "02h-whitelist-comma.conf": undefined,
  "03b-rulesid-text.conf": USES,
  "05f-no-trigger.conf": USES,
  "05h-timeout-text.conf":
    /line \d+: an <active-response> binds firewall-drop to rule 5763, as our part does; it would run twice/,
};

/** Wazuh refuses these alone; with our part they would have a root, and the manager no way back. */
const EMPTY = ["06e-empty-file.conf", "06f-empty-conf.conf"];

function wordsFor(file: string, verdict: string): RegExp | undefined {
  if (EMPTY.includes(file)) return /has no section outside our part/;
  if (verdict === "refused")
    return /refused: wazuh-[a-z]+ refuses the configuration that this host has already, so the fault is outside our part/;
  if (!(file in ACCEPTED)) throw new Error(`${file} is new here`);
  return ACCEPTED[file];
}

let lab: Lab;
beforeAll(async () => {
  lab = await upLab({ agentCount: 1, attacker: false });
}, 180_000);
afterAll(async () => {
  await lab.down();
});

describe("what stands outside our part", () => {
  it.each(verdicts)(
    "%s (Wazuh: %s)",
    async (file, verdict) => {
      const { master } = lab;
      const was = await master.read(CONF);
      await master.run(`cat >${CONF}`, { input: readFileSync(join(ORACLE, file), "utf8") });
      const picture =
        "cd /var/ossec; sha256sum etc/ossec.conf etc/shared/ar.conf; ls -lA --time-style=+ active-response/bin etc/rules; ls var/run/*.pid";
      const before = (await master.run(picture)).stdout;
      const input = documentFor(master, verdict);
      const { code, stderr } = await master.run(bootstrap("apply", false), { input });
      const after = (await master.run(picture)).stdout;
      await master.run(`cat >${CONF}`, { input: was });
      const words = wordsFor(file, verdict);
      expect(stderr).toMatch(words ?? /^$/);
      expect(code).toBe(words ? 65 : 0);
      expect(after === before).toBe(words !== undefined);
    },
    90_000,
  );

  it("is all of the oracle's files that lint calls errors", () => {
    expect(verdicts).toHaveLength(21);
  });
});
