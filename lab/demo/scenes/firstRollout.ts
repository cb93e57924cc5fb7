import { printHosts } from "../hostsTable";
import type { Scene } from "../stage";
import { connectionsOf } from "../watch";

/** Preview, then up: every host by one SSH connection, everything verified. */
export const firstRollout: Scene = {
  title: "A policy is previewed and rolled out to five hosts",
  async play({ lab, preview, up, config, say, during, prove }) {
    const { counts } = await during("pulumi preview", preview(config));
    say(`  ${counts["create"] ?? 0} resources to create, nothing touched yet`);
    prove("preview opened no SSH connection", await connectionsOf(lab), [0, 0, 0, 0, 0]);
    const { outputs } = await during("pulumi up", up(config));
    say(printHosts(outputs["hosts"]));
    prove(
      "each of the five hosts had one SSH connection",
      await connectionsOf(lab),
      [1, 1, 1, 1, 1],
    );
    const hosts = outputs["hosts"] as Record<string, Record<string, { verified: boolean }>>;
    const unverified = Object.values(hosts).flatMap((files) =>
      Object.values(files).filter(({ verified }) => !verified),
    );
    prove("every file is verified: sha256, owner and mode", unverified, []);
    prove("all five hosts are in the outputs", Object.keys(hosts).sort(), [
      "hel-1",
      "hel-2",
      "nbg-1",
      "nbg-2",
      "wazuh",
    ]);
  },
};
