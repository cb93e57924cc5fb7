import { wrap } from "../../../cli/verbs/lint/printFindings";
import type { StackInput } from "../../../policy/model/stack";
import type { Scene, Stage } from "../stage";
import { analysisdOf, newConnections } from "../watch";

const CONF = "/var/ossec/etc/ossec.conf";

/** What Wazuh would refuse never reaches a manager that runs. */
export const refusals: Scene = {
  title: "A bad policy stops at preview, a broken ossec.conf stops before the swap",
  async play(stage) {
    await badPolicy(stage);
    await badRest(stage);
    await badRestart(stage);
  },
};

async function badPolicy({ lab, preview, config, say, prove }: Stage): Promise<void> {
  const since = await newConnections(lab);
  const responses: StackInput["responses"] = [{ kind: "block-ip", rules: [57630], timeout: "1h" }];
  const reason = await refusalOf(preview({ ...config, responses }));
  say(indent(reason));
  prove(
    "preview names the rule that does not exist",
    /responses\[0\]\.rules\[0\].*57630/.test(reason),
    true,
  );
  prove("no host was contacted", await since(), {});
}

async function badRest(stage: Stage): Promise<void> {
  const { lab, up, say, during, prove } = stage;
  const { master } = lab;
  const good = await master.read(CONF);
  await master.run(`cat >>${CONF}`, {
    input: "<ossec_config><nonsense>1</nonsense></ossec_config>\n",
  });
  const broken = await master.read(CONF);
  const before = await analysisdOf(lab);
  const reason = await during(
    "pulumi up, after somebody broke ossec.conf by hand",
    refusalOf(up(withTimeout(stage.config, 12))),
  );
  say(indent(lastLines(reason)));
  prove(
    "the daemons' own test refused it",
    /wazuh-\w+ refuses the (?:new )?configuration/.test(reason),
    true,
  );
  prove("ossec.conf is as it was", await master.read(CONF), broken);
  prove("the manager keeps running", await analysisdOf(lab), before);
  await master.run(`cat >${CONF}`, { input: good });
}

async function badRestart(stage: Stage): Promise<void> {
  const { lab, up, say, during, prove } = stage;
  const { master } = lab;
  const before = await master.read(CONF);
  await master.run("echo 1 >/var/ossec/var/lab/restart-fails");
  const reason = await during(
    "pulumi up, on a manager that does not come up with the new file",
    refusalOf(up(withTimeout(stage.config, 12))),
  );
  say(indent(lastLines(reason)));
  prove("the old ossec.conf is back", await master.read(CONF), before);
  const status = await master.run("/var/ossec/bin/wazuh-control status");
  prove("wazuh-analysisd runs", /wazuh-analysisd is running/.test(status.stdout), true);
  await during("pulumi up, as it was before", up(stage.config));
}

function withTimeout(config: StackInput, timeout: number): StackInput {
  const responses = config.responses.map((response) =>
    response.kind === "block-ip" ? { ...response, timeout } : response,
  );
  return { ...config, responses };
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was accepted, and should have been refused");
}

function lastLines(text: string): string {
  const lines = text.split("\n").filter((line) => /wazuh: |ERROR|CRITICAL/.test(line));
  return [...new Set(lines.map((line) => line.trim()))].slice(0, 6).join("\n");
}

function indent(text: string): string {
  // The engine says some things twice, once for the program and once for the run.
  const lines = text.split("\n").map((line) => line.trim().replace(/^: /, ""));
  const said = [...new Set(lines.filter((line) => line !== ""))].slice(0, 8);
  return said.map((line) => wrap(`    ${line}`, 100, "      ")).join("\n");
}
