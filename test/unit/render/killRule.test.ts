import { killPattern } from "../../../policy/render/killRule";

/** The part of pcre2 that a pattern of ours uses means the same in JavaScript. */
const ends = (processes: readonly string[], file: string): boolean =>
  new RegExp(killPattern(processes)).test(file);

describe("the pattern of a kill list", () => {
  it.each([
    ["xmrig", "/tmp/xmrig", true],
    ["xmrig", "xmrig", true],
    ["xmrig", "/tmp/xmrig-notes", false],
    ["xmrig", "/tmp/notxmrig", false],
    ["xmrig", "/xmrig/less", false],
    ["/tmp/evil", "/tmp/evil", true],
    ["/tmp/evil", "/srv/tmp/evil", false],
    ["kdev.tmp", "/tmp/kdev.tmp", true],
    ["kdev.tmp", "/tmp/kdevxtmp", false],
    ["[kworker]", "/tmp/[kworker]", true],
    ["[kworker]", "/tmp/k", false],
    ["a|b", "/tmp/b", false],
  ])("%s and %s: %s", (listed, file, expected) => {
    expect(ends([listed], file)).toBe(expected);
    expect(ends(["minerd", listed, "/opt/minerd"], file)).toBe(expected);
  });
});
