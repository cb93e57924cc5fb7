import { whyNoLab, type Surroundings } from "../../../lab/able";

const good: Surroundings = {
  platform: "linux",
  uid: 0,
  disk: "/media",
  net: "net:[1]",
  actualNet: "net:[1]",
  exists: () => true,
};
const ENTER =
  "The lab comes up only in namespaces of its own; start the command through: bash lab/enter.sh COMMAND";

describe("whyNoLab", () => {
  it("says nothing where all is there", () => {
    expect(whyNoLab(good)).toBeUndefined();
  });

  it.each<[string, Partial<Surroundings>, string]>([
    [
      "another system",
      { platform: "darwin" },
      "The lab needs Linux with network namespaces, and this is darwin; use a Debian or Ubuntu machine, as root.",
    ],
    [
      "no root",
      { uid: 1000 },
      "The lab needs root to make network namespaces; run the command as root.",
    ],
    [
      "a missing program",
      { exists: (path) => path !== "/usr/sbin/nft" },
      "The lab needs /usr/sbin/nft, which this machine lacks; run: bash lab/setup.sh demo",
    ],
    ["no memory disk", { disk: undefined }, ENTER],
    ["variables that came from another lab's namespaces", { actualNet: "net:[2]" }, ENTER],
  ])("names what to do about %s", (_, change, sentence) => {
    expect(whyNoLab({ ...good, ...change })).toBe(sentence);
  });
});
