import { BIN, bundle, part, Rig, script } from "./rig";

interface Drift {
  readonly what: string;
  readonly detail: string;
}

describe("why a host differs", () => {
  const wanted = bundle("master", { files: [script("guarded-block-ip", "one")], part: part(3600) });
  let rig: Rig;
  const causes = (): Drift[] =>
    (JSON.parse(rig.install("check", wanted).stdout) as { drift: Drift[] }).drift.filter(
      ({ what }) => what === "new" || what === "upgraded",
    );
  beforeAll(async () => {
    rig = await Rig.up("master");
  });
  afterAll(() => {
    rig.down();
  });

  it("is told: a new host, an upgrade that took something, and nothing where nothing differs", () => {
    expect(causes().map(({ what }) => what)).toEqual(["new"]);
    expect(rig.install("apply", wanted).code).toBe(0);
    expect(causes()).toEqual([]);
    const version = rig.run("sed -n 's/^VERSION=\"\\(.*\\)\"$/\\1/p' /var/ossec/bin/wazuh-control");
    rig.run("sed -i 's/^VERSION=.*/VERSION=\"v4.14.8\"/' /var/ossec/bin/wazuh-control");
    expect(causes()).toEqual([]);
    rig.run(`rm ${BIN}/guarded-block-ip`);
    expect(causes()).toEqual([
      {
        what: "upgraded",
        detail: `Wazuh was ${version.stdout.trim()} at the last rollout and is v4.14.8 now; check --fix, then pulumi up, brings back what the upgrade took`,
      },
    ]);
    expect(rig.install("apply", wanted).code).toBe(0);
    expect(causes()).toEqual([]);
  });
});
