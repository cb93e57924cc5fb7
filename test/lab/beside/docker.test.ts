import { readFileSync } from "node:fs";
import { join } from "node:path";

import { message, play } from "../responses/execd";
import { toolOf, BLOCKED, HOLDS, upBeside, type BesideHost } from "./besideHost";

const CHAINS = readFileSync(join(__dirname, "../../../lab/beside/docker-chains.sh"), "utf8");

const { there, name, tree } = toolOf(
  "iptables",
  "dockerd's rules, made by a script (lab/beside/docker-chains.sh)",
);

(there ? describe : describe.skip)(name, () => {
  describe.each([
    ["iptables", "iptables -F FORWARD; iptables -F DOCKER"],
    ["nftables", "nft flush table ip docker-bridges"],
  ])("by %s", (backend, flush) => {
    let host: BesideHost;
    const published = (from: string): boolean => host.answered(from, 8080);
    const docker = (what: string): void => {
      host.sh(`sh /var/docker-chains.sh ${what}`);
    };
    beforeAll(async () => {
      host = await upBeside(tree);
      host.put("/var/docker-chains.sh", CHAINS, "0644");
      docker("network");
      docker(backend);
    });
    afterAll(() => {
      host.down();
    });

    it("keep a blocked address from a published port, and nobody else", () => {
      expect([published("10.9.0.50"), published(BLOCKED)]).toEqual([true, false]);
      expect(host.held()).toEqual(HOLDS);
    });

    it("are asked after our chain where packets are forwarded", () => {
      expect(host.chains("forward")).toEqual([
        "inet wazuh_active_response forward -300",
        backend === "iptables" ? "ip filter FORWARD 0" : "ip docker-bridges filter-FORWARD 0",
      ]);
    });

    it("let the address in once ours has let it go, and keep it out when it is blocked again", async () => {
      const lifted = message("add", { srcip: BLOCKED });
      await play(host, ["sh"], "custom-unblock", lifted);
      expect(published(BLOCKED)).toBe(true);
      await play(host, ["sh"], "guarded-block-ip", lifted, "continue");
      expect(published(BLOCKED)).toBe(false);
    });

    it("take nothing of ours away when they are flushed, or written anew as at a start of dockerd", () => {
      host.sh(flush);
      expect(host.held()).toEqual(HOLDS);
      docker(backend);
      expect([host.held(), published("10.9.0.50"), published(BLOCKED)]).toEqual([
        HOLDS,
        true,
        false,
      ]);
    });

    it("are the ones that do not come back by us after a flush of everything: ours do", () => {
      host.sh("nft flush ruleset");
      expect(host.held().answered).toBe(true);
      host.sh("active-response/guarded-tables restore");
      expect(host.held()).toEqual(HOLDS);
      // Its port is published again once dockerd is started again, not before.
      expect(published("10.9.0.50")).toBe(false);
    });
  });
});
