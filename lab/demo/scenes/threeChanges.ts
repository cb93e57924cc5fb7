import type { StackInput } from "../../../policy/model/stack";
import { changesByHosts } from "../changesByHosts";
import type { Scene, Stage } from "../stage";
import { analysisdOf, newConnections } from "../watch";

/** Three changes, each previewed with its lines, each touching only whom it must. */
export const threeChanges: Scene = {
  title: "Three changes touch only what they must",
  async play(stage) {
    const { lab, prove } = stage;
    await change(stage, "rule 5720 joins the blocking response", withRule, {
      lines: [/-.*<rules_id>5712,5763<\/rules_id>/, /\+.*<rules_id>5712,5720,5763<\/rules_id>/],
      hosts: { wazuh: 1 },
      arConf: false,
      restarts: true,
    });
    await change(stage, "the Frankfurt monitor joins the white list", withMonitor, {
      lines: [/\+.*<white_list>198\.51\.100\.7<\/white_list>/, /\+.*198\.51\.100\.7/],
      hosts: { wazuh: 1, "hel-1": 1, "hel-2": 1, "nbg-1": 1, "nbg-2": 1 },
      arConf: false,
      restarts: true,
    });
    const execd = await lab.host("nbg-1").run("cat /var/ossec/var/run/wazuh-execd-*.pid");
    await change(stage, "the text of a script changes", withText, {
      lines: [/-.*logger .*brute force answered/, /\+.*logger .*brute force from outside/],
      hosts: { wazuh: 1, "hel-1": 1, "hel-2": 1, "nbg-1": 1, "nbg-2": 1 },
      arConf: false,
      restarts: false,
    });
    const after = await lab.host("nbg-1").run("cat /var/ossec/var/run/wazuh-execd-*.pid");
    prove("wazuh-execd of an agent is the same process", after.stdout, execd.stdout);
  },
};

type Config = StackInput;

interface Wanted {
  /** Lines that preview must show. */
  readonly lines: readonly RegExp[];
  /** SSH connections by host. */
  readonly hosts: Record<string, number>;
  /** Whether preview says that ar.conf changes. */
  readonly arConf: boolean;
  /** Whether analysisd is restarted, once. */
  readonly restarts: boolean;
}

async function change(
  stage: Stage,
  what: string,
  edit: (config: Config) => Config,
  wanted: Wanted,
): Promise<void> {
  const { lab, preview, up, say, during, prove } = stage;
  say(`\n  ${what}`);
  stage.config = edit(stage.config);
  const before = await analysisdOf(lab);
  const since = await newConnections(lab);
  const { diff } = await during("pulumi preview --diff", preview(stage.config));
  say(changesByHosts(diff));
  for (const line of wanted.lines)
    prove(`preview shows the line ${shownLine(line)}`, line.test(diff), true);
  prove(
    wanted.arConf ? "preview says that ar.conf changes" : "ar.conf does not change",
    /[-+~] .*ar\.conf \(a change/.test(diff),
    wanted.arConf,
  );
  await during("pulumi up", up(stage.config));
  const names = Object.keys(wanted.hosts);
  const whom =
    names.length === 1 ? `only ${names[0] ?? ""} was` : "the manager and all agents were";
  prove(`${whom} touched, by one connection`, await since(), wanted.hosts);
  prove(
    wanted.restarts ? "the manager loaded it" : "no daemon of the manager was restarted",
    (await analysisdOf(lab)) !== before,
    wanted.restarts,
  );
}

/** A line of a diff as a reader knows it, from the pattern that looks for it: `- ... <rules_id>`. */
function shownLine({ source }: RegExp): string {
  return source
    .replace(/^\\?([-+])\.\*/, "$1 … ")
    .replaceAll(".*", " … ")
    .replaceAll("\\", "");
}

function withRule(config: Config): Config {
  const responses = config.responses.map((response) =>
    response.kind === "block-ip" ? { ...response, rules: [5763, 5712, 5720] } : response,
  );
  return { ...config, responses };
}

function withMonitor(config: Config): Config {
  const { common = [], ...rest } = config.whitelist ?? {};
  const monitor = { address: "198.51.100.7", name: "frankfurt-monitor", reason: "watches us" };
  return { ...config, whitelist: { ...rest, common: [...common, monitor] } };
}

function withText(config: Config): Config {
  const responses = config.responses.map((response) =>
    response.kind === "custom" && response.script !== undefined
      ? { ...response, script: response.script.replace("brute force", "brute force from outside") }
      : response,
  );
  return { ...config, responses };
}
