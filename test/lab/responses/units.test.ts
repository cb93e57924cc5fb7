import { readFileSync } from "node:fs";
import { join } from "node:path";

import { METADATA_GUARD } from "../../../policy/cloudInit/metadataGuard";
import { until } from "../wazuh/until";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const SYSTEMCTL = readFileSync(join(__dirname, "../../../lab/host/systemctl.pl"), "utf8");
/** Debian's own, of nftables 1.0.6-2 (bookworm), without what the stand-in does not read. */
const NFTABLES = [
  "[Service]",
  "Type=oneshot",
  "RemainAfterExit=yes",
  "ExecStart=/usr/sbin/nft -f /etc/nftables.conf",
  "ExecReload=/usr/sbin/nft -f /etc/nftables.conf",
  "ExecStop=/usr/sbin/nft flush ruleset",
  "[Install]",
  "WantedBy=sysinit.target",
  "",
].join("\n");
const CONF = [
  "#!/usr/sbin/nft -f",
  "flush ruleset",
  "table inet filter {",
  "\tchain input { type filter hook input priority filter; }",
  "}",
  "",
].join("\n");
const OURS = [
  "table bridge wazuh_active_response_isolation",
  "table inet wazuh_active_response",
  "table inet wazuh_active_response_isolation",
  "table inet wazuh_active_response_metadata",
  "table netdev wazuh_active_response_isolation",
];

/** The units of ours as a rollout and cloud-init write them, with Debian's nftables.service, by the lab's stand-in of systemctl. */
describe("nftables.service and our units", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles());
    host.sh(`mount -t tmpfs -o mode=0755 none /usr/local/sbin; mount -t tmpfs -o mode=0755 none /run
      mkdir -p /run/systemd/system; : >etc/ossec.conf; nft -f active-response/guarded-block-ip.nft`);
    host.put("/usr/local/sbin/systemctl", SYSTEMCTL, "0755");
    host.put("/etc/systemd/system/nftables.service", NFTABLES, "0644");
    host.put("/etc/nftables.conf", CONF, "0644");
    for (const { path, content } of METADATA_GUARD.files) host.put(path, content, "0644");
    host.sh("systemctl start nftables");
    for (const [command, ...rest] of METADATA_GUARD.commands)
      if (rest[0] === "enable") host.sh([command, "enable", rest.at(-1)].join(" "));
    host.sh(
      "systemctl start wazuh-active-response-metadata; systemctl enable wazuh-active-response-isolation.service; active-response/guarded-tables started",
    );
    await play(
      host,
      ["sh"],
      "guarded-block-ip",
      message("add", { srcip: "10.9.0.60" }),
      "continue",
    );
    await play(host, ["sh"], "custom-isolate", message("add", {}, "100099"));
  });
  afterAll(() => {
    host.sh("active-response/guarded-tables stopped");
    host.down();
  });
  const tables = (): string[] =>
    host
      .sh("nft list tables")
      .split("\n")
      .filter((line) => line.includes("wazuh"))
      .sort();
  const blocked = (): boolean =>
    host.sh("nft list set inet wazuh_active_response blocked4 || :").includes("10.9.0.60");
  const drift = (): string[] =>
    host.run(["sh", "active-response/guarded-tables", "check"], "").stdout.split("\n").slice(0, -1);
  /** All that is ours, but for who watches. */
  const state = (): unknown => ({
    tables: tables(),
    blocked: blocked(),
    drift: drift().filter((line) => !line.includes("nobody watches")),
  });
  const WHOLE = { tables: OURS, blocked: true, drift: [] };
  /** Ends the watch, so that what comes back does so by a unit. */
  const unwatched = (): void => {
    host.sh("systemctl stop wazuh-active-response-watch");
  };

  it("a stop of nftables takes everything away", () => {
    unwatched();
    host.sh("systemctl stop nftables");
    expect(tables()).toEqual([]);
  });

  it.each(["start", "restart"])("%s of nftables: what stood there is back", (verb) => {
    unwatched();
    host.sh(`systemctl ${verb} nftables`);
    expect(host.sh("nft list tables")).toContain("table inet filter");
    expect(state()).toEqual(WHOLE);
  });

  it("reload of nftables is a reload of the watch", () => {
    host.sh("systemctl start wazuh-active-response-watch");
    host.sh("systemctl reload nftables");
    expect(state()).toEqual(WHOLE);
  });

  it("after a stop of nftables alone the watch brings them back", async () => {
    host.sh(
      "systemctl start nftables; systemctl start wazuh-active-response-watch; systemctl stop nftables",
    );
    await until(
      () => Promise.resolve(tables()),
      (names) => names.length === OURS.length,
    );
    expect(state()).toEqual(WHOLE);
  });

  it("who does not watch is told by check, and started again by the next rollout", () => {
    unwatched();
    expect(drift()).toEqual([
      "kernel\tnobody watches our tables: start wazuh-active-response-watch.service there",
    ]);
    host.sh("active-response/guarded-tables started");
    expect(drift()).toEqual([]);
  });

  it("leave with the rollout that takes them away, and nothing comes back after that", async () => {
    host.sh("active-response/guarded-tables stopped");
    await play(host, ["sh"], "custom-release", message("add", {}));
    host.sh(
      "nft delete table inet wazuh_active_response; rm active-response/guarded-block-ip.nft; systemctl restart nftables",
    );
    expect(tables()).toEqual(["table inet wazuh_active_response_metadata"]);
    expect(host.sh("ls /etc/systemd/system/*.wants")).not.toMatch(
      /active-response-(?:tables|watch)/,
    );
  });
});
