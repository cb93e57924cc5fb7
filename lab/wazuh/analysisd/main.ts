import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { readRuleset } from "../config/ruleset";
import { sectionsOf } from "../config/sections";
import { error, info, isRefusal } from "../config/words";
import { parseXml } from "../config/xml";
import { becomeDaemon } from "../daemon/background";
import { append } from "../daemon/log";
import { startRelay } from "../daemon/relay";
import { slowly } from "../daemon/slow";
import { activeAgents } from "../agent/agents";
import { decode } from "../rules/decode";
import { processEvent } from "../rules/engine";
import { takeSwitch } from "../switches";
import { playsBefore } from "../version";
import { alertOf } from "./alert";
import { writeArConf } from "./arConfFile";
import { dispatch, type Dispatched } from "./dispatch";
import { parseLine } from "./line";
import { load, loadRules, type Loaded } from "./loaded";
import { answerRequest } from "./requests";
import { serveRequests } from "./socket";

/** Runs wazuh-analysisd; resolves never. @throws Error where the configuration is refused. */
export async function runAnalysisd(home: string): Promise<void> {
  let loaded = load(home, configuration(home));
  writeArConf(home, loaded.arConf);
  if (loaded.refused) throw new Error("wazuh-analysisd: Configuration error. Exiting");
  const daemon = becomeDaemon("wazuh-analysisd", home);
  const relay = await startRelay(join(home, "queue", "sockets", "queue"));
  const reloadRules = (): Loaded["words"] => {
    const { files } = readRuleset(sectionsOf(parseXml(conf(home))));
    const { ruleset, words } = loadRules(home, files, loaded.ar);
    if (!isRefusal(words)) {
      loaded = { ...loaded, ruleset };
      daemon.log(info("Ruleset reloaded successfully"));
    }
    return words;
  };
  await serveRequests(join(home, "queue", "sockets", "analysis"), async (request) => {
    await slowly("analysisd", 1000);
    return answerRequest(request, {
      loaded: () => loaded,
      ...(!playsBefore(13, home) && { reloadRules }),
    });
  });
  loaded.words.filter(({ level }) => level !== "INFO").forEach(daemon.log);
  daemon.log(info(`Total rules enabled: '${loaded.ruleset.byId.size}'`));
  daemon.up();
  // Connected at the start where a response may run here (analysisd/analysisd.c:923, v4.14.7). A dead socket costs the message that
  // finds it dead; then it is closed, and the next message connects anew (analysisd/alerts/exec.c:389).
  const execq = join(home, "queue", "alerts", "execq");
  let connected = loaded.ar.local && (await relay.connect(execq));
  const send = async ({ to, message }: Dispatched): Promise<void> => {
    const [queue, text] =
      to === "execq" ? ["execq", message] : ["ar", `(local_source) [] NRN ${to.agent} ${message}`];
    const path = `queue/alerts/${queue}`;
    if (to === "execq" && !connected) connected = await relay.connect(execq);
    if (await relay.send(join(home, path), text)) return;
    if (to === "execq") connected = !(await relay.drop(execq));
    daemon.log(error(`(1301): Unable to connect to active response queue '${path}'.`));
  };
  for (;;) {
    const line = parseLine(await relay.next(), hostname(), Math.floor(Date.now() / 1000));
    if (!line) continue;
    await slowly("analysisd", 100);
    const firing = processEvent(loaded.ruleset, decode(line));
    if (!firing) continue;
    const alert = alertOf(firing, { name: hostname() });
    if (firing.rule.level >= loaded.alertLevel && !firing.rule.noAlert) {
      append(join(home, "logs", "alerts", "alerts.json"), `${JSON.stringify(alert)}\n`);
      append(join(home, "logs", "alerts", "alerts.log"), shortForm(alert));
    }
    const { sent, words } = dispatch(firing, {
      config: loaded.ar,
      whiteList: loaded.whiteList,
      alert,
      nodeName: loaded.nodeName,
      active: activeAgents(home).map(({ id }) => id),
    });
    words.forEach(daemon.log);
    for (const message of sent) await send(message);
  }
}

/** What is in force: the file, or what was loaded before where the switch `comes-up-old` is set. */
function configuration(home: string): string {
  const kept = join(home, "var", "lab", "loaded.conf");
  if (existsSync(kept) && takeSwitch(home, "comes-up-old")) return readFileSync(kept, "utf8");
  mkdirSync(join(home, "var", "lab"), { recursive: true });
  writeFileSync(kept, conf(home));
  return conf(home);
}

function conf(home: string): string {
  return readFileSync(join(home, "etc", "ossec.conf"), "utf8");
}

function shortForm(alert: Readonly<Record<string, unknown>>): string {
  const rule = alert["rule"] as { id: string; level: number; description: string };
  return `** Alert ${String(alert["id"])}: \nRule: ${rule.id} (level ${rule.level}) -> '${rule.description}'\n${String(alert["full_log"])}\n\n`;
}
