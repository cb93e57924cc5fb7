import type { Scene } from "../stage";
import { analysisdOf, newConnections } from "../watch";

/** Up again: nothing is done, nobody is asked. */
export const secondRun: Scene = {
  title: "A second run does nothing",
  async play({ lab, up, config, during, prove }) {
    const before = await analysisdOf(lab);
    const since = await newConnections(lab);
    const { counts } = await during("pulumi up", up(config));
    prove("nothing changed", Object.keys(counts), ["same"]);
    prove("no SSH connection at all", await since(), {});
    prove("wazuh-analysisd is the same process", await analysisdOf(lab), before);
  },
};
