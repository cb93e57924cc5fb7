import { printHosts } from "../hostsTable";
import type { Scene } from "../stage";
import { connectionsOf } from "../watch";

/** Preview, then up: every host by one SSH connection, everything verified. */
export const firstRollout: Scene = {
  title: "A policy is previewed and rolled out to five hosts",
  async play({ lab, preview, up, reported, config, say, during, prove }) {
    const { counts } = await during("pulumi preview", preview(config));
    say(`  ${counts["create"] ?? 0} resources to create, nothing touched yet`);
    prove("preview opened no SSH connection", await connectionsOf(lab), [0, 0, 0, 0, 0]);
    const { outputs } = await during("pulumi up", up(config));
    const hosts = await reported();
    say(printHosts(hosts));
    prove(
      "each of the five hosts had one SSH connection",
      await connectionsOf(lab),
      [1, 1, 1, 1, 1],
    );
    const unverified = Object.values(hosts).flatMap((files) =>
      Object.values(files).filter(({ verified }) => !verified),
    );
    prove("every file is verified: sha256, owner and mode", unverified, []);
    prove("the output counts them", outputs["hosts"], "5 of 5 have what the stack says");
    prove("all five hosts have reported", Object.keys(hosts).sort(), [
      "hel-1",
      "hel-2",
      "nbg-1",
      "nbg-2",
      "wazuh",
    ]);
  },
};
