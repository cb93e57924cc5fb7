import { messageFor, scriptSteps } from "../../../cli/verbs/drill/scriptStep";
import type { Site } from "../../../cli/verbs/drill/site";
import type { DrillPlan } from "../../../cli/verbs/drill/drillPlan";

const BAN = { executable: "ban", field: ["srcip"], key: ["srcip"] };

const PLAN: DrillPlan = {
  login: { skipped: "-" },
  foreign: {
    first: "203.0.113.241",
    after: ["203.0.113.1", "203.0.113.2"],
    strange: "203.0.113.3",
  },
  listed: [{ name: "office", address: "198.51.100.254" }],
  keepsWindow: false,
  program: { skipped: "-" },
  scripts: [BAN],
  leftAlone: ["own"],
};

/** An agent whose runner says what it is given, and notes what it was asked. */
function site(answers: readonly string[]): { readonly site: Site; readonly asked: string[] } {
  const asked: string[] = [];
  const next = [...answers];
  const onAgent = (_script: string, input = ""): Promise<string> => {
    asked.push(input);
    return Promise.resolve(next.shift() ?? "");
  };
  const never = (): never => {
    throw new Error("not asked");
  };
  return {
    asked,
    site: { agent: "hel-1", within: 1, onAgent, blocked: never, alerts: never, until: never },
  };
}

const play = async (answers: readonly string[], plan: DrillPlan = PLAN) => {
  const { site: at, asked } = site(answers);
  const verdicts: unknown[] = [];
  for (const [step, work] of scriptSteps(at, plan)) verdicts.push([step, await work()]);
  return { verdicts, asked };
};

test("each script up to its runner's decision, once for an address of the white list", async () => {
  const { verdicts, asked } = await play([
    "run|203.0.113.241|SCRIPT would be run now\n",
    "white-listed|198.51.100.254|office\n",
  ]);
  expect(verdicts).toEqual([
    [
      "script ban",
      {
        outcome: "passed",
        detail:
          "its runner would run it for 203.0.113.241; the drill ended there, the script was not run",
      },
    ],
    [
      "script ban: white list",
      {
        outcome: "passed",
        detail: "its runner would not run it for 198.51.100.254 (office): white-listed, office",
      },
    ],
    [
      "script own",
      {
        outcome: "skipped",
        detail:
          "own speaks with wazuh-execd itself: a drill would do what it does, so it was not run",
      },
    ],
  ]);
  expect(asked[0]).toBe(`ban\n${JSON.stringify(messageFor(BAN, "203.0.113.241"))}\n`);
});

test("a runner that would not run it, one that spares nobody, and one that says nothing", async () => {
  const { verdicts } = await play(
    [
      "failed|203.0.113.241|/x/ban is missing, or nothing here can run it\n",
      "run|198.51.100.254|y\n",
    ],
    { ...PLAN, leftAlone: [] },
  );
  expect(verdicts).toEqual([
    [
      "script ban",
      {
        outcome: "failed",
        detail:
          "its runner would not run it for 203.0.113.241: failed, /x/ban is missing, or nothing here can run it",
      },
    ],
    [
      "script ban: white list",
      {
        outcome: "failed",
        detail: "its runner would run it for 198.51.100.254, which is on the white list (office)",
      },
    ],
  ]);
  const silent = await play([""], { ...PLAN, listed: [], leftAlone: [] });
  expect(silent.verdicts).toEqual([
    [
      "script ban",
      {
        outcome: "failed",
        detail:
          "active-response/bin/ban did not say what it would do; is it there as the stack has it? active-response check tells",
      },
    ],
  ]);
});

test("a message without rule and log line holds the first field, and the first key", () => {
  const alertOf = (field: readonly string[], key: readonly string[]): unknown =>
    (
      messageFor({ executable: "x", field, key }, "203.0.113.241") as {
        parameters: { alert: unknown };
      }
    ).parameters.alert;
  expect(alertOf([], [])).toEqual({ data: {} });
  expect(alertOf(["win.eventdata.ipAddress", "srcip"], ["alert.syscheck.path"])).toEqual({
    data: { win: { eventdata: { ipAddress: "203.0.113.241" } } },
    syscheck: { path: "active-response-drill" },
  });
  expect(alertOf([], ["srcip"])).toEqual({ data: { srcip: "203.0.113.241" } });
});
