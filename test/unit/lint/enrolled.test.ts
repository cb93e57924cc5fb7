import type { EnrolledAgent } from "../../../policy/model/enrolledAgent";
import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import type { Finding } from "../../../policy/model/finding";
import type { KillProcess } from "../../../policy/model/response";
import type { Written, WrittenPolicy } from "../../../policy/model/written";
import { BLOCK, FLEET, policyOf, TODAY } from "./subject";

const KILL: Written<KillProcess> = { kind: "kill-process", rules: [100_050], processes: ["xmrig"] };
const ENROLLED: readonly EnrolledAgent[] = [
  { id: "001", name: "gitlab", platform: "debian" },
  { id: "002", name: "runner", platform: "debian" },
];
const STRANGER = { id: "007", name: "by-hand", platform: "debian" };
const WINDOWS = { id: "008", name: "desk", platform: "windows" };
const DISABLED = { id: "002", name: "runner", platform: "debian", disabled: true };

const CODES = ["no-fallback", "fallback-shorter"];
function about(
  part: Partial<WrittenPolicy>,
  enrolled: readonly EnrolledAgent[],
  fleet = FLEET,
): string[] {
  const told = ({ code }: Finding): boolean => code.startsWith("enrolled-") || CODES.includes(code);
  return lint(policyOf(part), fleet, { today: TODAY, enrolled })
    .filter(told)
    .map((one) => `${one.severity}: ${printFinding(one)}`);
}

describe("lint that knows the enrolled agents", () => {
  it("says nothing of them where the stack holds them all, and does not warn of others any more", () => {
    expect(about({ responses: [KILL] }, ENROLLED)).toEqual([]);
    const bare = { responses: [{ ...BLOCK, fallback: false }] };
    expect(about(bare, ENROLLED)[0]).toMatch(/^note: .* \[no-fallback\]$/);
    expect(
      lint(policyOf(bare), FLEET, { today: TODAY }).find(({ code }) => code === "no-fallback"),
    ).toMatchObject({ severity: "warning" });
  });

  it("names those that a response does not cover, each with its reason", () => {
    const enrolled = [ENROLLED[0] as EnrolledAgent, DISABLED, STRANGER, WINDOWS];
    expect(about({ responses: [KILL] }, enrolled)).toEqual([
      "warning: responses[0]: runner (002), by-hand (007), desk (008) are not covered by kill-malicious-process " +
        "(1 disabled in its ossec.conf, 1 in no stack, 1 runs Windows): alerts there trigger it, and nothing runs; " +
        "write <disabled>no</disabled> in their own ossec.conf and restart them; bring them into a stack; " +
        "nothing of ours is for Windows (docs/windows.md says why, and what there is); " +
        "or accept that they are not protected [enrolled-blank]",
    ]);
    expect(about({ responses: [{ ...KILL, location: "all" }] }, [STRANGER])).toEqual([
      "warning: responses[0].location: by-hand (007) is not covered by kill-malicious-process (in no stack): " +
        "every alert sends it there, and nothing runs; bring them into a stack; or accept that they are not protected [enrolled-blank]",
    ]);
    expect(about({ responses: [{ ...KILL, location: "server" }] }, [STRANGER])).toEqual([]);
    const bound = { responses: [{ ...KILL, location: { agentId: "7" } }] };
    expect(about(bound, [STRANGER, { ...WINDOWS }])).toHaveLength(1);
    expect(about(bound, [WINDOWS])).toEqual([]);
  });

  it("leaves to its owner what `on` keeps away", () => {
    const kept = { responses: [{ ...KILL, on: { locations: ["hel1"] } }] };
    expect(about(kept, ENROLLED).map((line) => line.split(":")[0])).toEqual(["note"]);
  });

  it("names those that lose a stock response, and the timeout that gives them one", () => {
    expect(about({ responses: [{ ...BLOCK, timeout: 600 }] }, [...ENROLLED, STRANGER])).toEqual([
      "warning: responses[0].timeout: by-hand (007) loses the stock response firewall-drop: firewall-drop600 now means " +
        "guarded-block-ip, which it does not have (in no stack); bring them into a stack, or a fallback row needs a timeout of " +
        "at least two digits, the second not 0: write 660 seconds, or 3600, or give it its own command name [enrolled-lose-stock]",
    ]);
    expect(about({ mode: "observe" }, [STRANGER])[0]).toMatch(
      /loses the stock response .*; bring them into a stack, or set mode: enforce soon; /,
    );
  });

  it("names those that run the fallback row, and for how long", () => {
    expect(about({}, [...ENROLLED, STRANGER, WINDOWS])).toEqual([
      "warning: responses[0]: desk (008) is not covered by firewall-drop (runs Windows): alerts there trigger it, and nothing runs; " +
        "nothing of ours is for Windows (docs/windows.md says why, and what there is); or accept that they are not protected [enrolled-blank]",
      "warning: responses[0].timeout: by-hand (007) runs the stock firewall-drop in its place (in no stack): for 10m instead of 1h, " +
        "without the white list on the agent; firewall-drop3600 is firewall-drop3 with timeout 600 too; " +
        "bring it into a stack, choose a timeout whose later digits are long enough, or write fallback: false to run nothing there [enrolled-fallback]",
    ]);
    // `on` does not keep the fallback row away.
    expect(
      about({ responses: [{ ...BLOCK, on: { locations: ["hel1"] } }] }, ENROLLED)[0],
    ).toContain("runner (002) runs the stock firewall-drop in its place (excluded by `on`)");
  });

  it("says nothing by name where agents of other stacks are not known", () => {
    expect(about({ responses: [KILL] }, [STRANGER], { ...FLEET, partial: true })).toEqual([]);
  });

  it("never makes an error of a stranger", () => {
    const strangers = Array.from({ length: 3 }, (_, i) => ({ id: `01${i}`, name: `s-${i}` }));
    const responses = [BLOCK, KILL, { ...BLOCK, command: "block", timeout: 5 }];
    const found = lint(policyOf({ responses }), FLEET, { today: TODAY, enrolled: strangers });
    const named = found.filter(({ code }) => code.startsWith("enrolled-"));
    expect(named.map(({ severity }) => severity)).toEqual(["warning", "warning", "warning"]);
  });
});
