import { createHash } from "node:crypto";

import type { Bundle } from "../../../policy/bundle/bundle";
import { executablesBehind, partIsBehind } from "../../../policy/rollout/behind";

const BIN = "/var/ossec/active-response/bin";
const short = (text: string): { sha256: string } => ({
  sha256: createHash("sha256").update(text).digest("hex").slice(0, 12),
});
const file = (content: string, more = {}) => ({
  owner: "root",
  group: "wazuh",
  mode: "0750",
  content,
  ...more,
});
const bundle = {
  files: {
    [`${BIN}/guarded-block-ip`]: file("a script"),
    [`${BIN}/custom-wall`]: file("another", { onlyWith: "wall" }),
    "/var/ossec/active-response/guarded-block-ip.nft": file("a white list"),
  },
  part: "our part\n",
} as unknown as Bundle;
const reported = { [`${BIN}/guarded-block-ip`]: short("a script") };

describe("what a manager may not name yet", () => {
  it("is an executable that an agent, by its last report, lacks or has otherwise", () => {
    expect(executablesBehind(bundle, {})).toEqual(["guarded-block-ip"]);
    const old = { [`${BIN}/guarded-block-ip`]: short("an old script") };
    expect(executablesBehind(bundle, old)).toEqual(["guarded-block-ip"]);
  });

  it("is neither a white list that lags, nor what the host was left without", () => {
    expect(executablesBehind(bundle, reported)).toEqual([]);
    expect(
      executablesBehind(bundle, { ...reported, [`${BIN}/custom-wall`]: short("old") }),
    ).toEqual(["custom-wall"]);
  });
});

describe("what an agent may not lose yet", () => {
  it("is decided by the part of ossec.conf that the manager reported", () => {
    const path = "/var/ossec/etc/ossec.conf (our part)";
    expect(partIsBehind(bundle, { [path]: short("our part\n") })).toBe(false);
    expect(partIsBehind(bundle, { [path]: short("an older part\n") })).toBe(true);
    const none: Bundle = { ...bundle };
    delete (none as { part?: string }).part;
    expect([
      partIsBehind(none, {}),
      partIsBehind(none, { [path]: short("an older part\n") }),
    ]).toEqual([false, true]);
  });
});
