import { readArConfig } from "./activeResponse";
import { readExecdConfig } from "./execd";
import { readGlobal } from "./global";
import { judgeKnown } from "./judgeKnown";
import { judgeLocalfiles } from "./localfile";
import { readRuleset } from "./ruleset";
import { judgeStructure, sectionsOf } from "./sections";
import { badValue, error, isRefusal, type Word, type Words } from "./words";
import { parseXml, XmlError, type XmlNode } from "./xml";

/** Daemons of a manager that read ossec.conf, and of an agent. wazuh-apid reads its own file only. */
export const DAEMONS = {
  manager:
    "wazuh-clusterd wazuh-modulesd wazuh-monitord wazuh-logcollector wazuh-remoted wazuh-syscheckd wazuh-analysisd wazuh-maild wazuh-execd wazuh-db wazuh-authd wazuh-agentlessd wazuh-integratord wazuh-csyslogd wazuh-apid".split(
      " ",
    ),
  agent: "wazuh-modulesd wazuh-logcollector wazuh-syscheckd wazuh-agentd wazuh-execd".split(" "),
} as const;

/** Result of one daemon's look at a file. */
export interface Judgement {
  readonly refused: boolean;
  readonly words: Words;
  /** Empty where the file is no XML at all. */
  readonly roots: readonly XmlNode[];
}

/**
 * What a daemon says to an ossec.conf under `-t`, as far as the file itself goes: the rules are judged elsewhere.
 * Values inside sections that have nothing to do with active response (wodle, sca, vulnerability-detection, ...) are not
 * looked at; real daemons look at those, too.
 */
export function judge(daemon: string, text: string, name = "etc/ossec.conf"): Judgement {
  if (daemon === "wazuh-apid") return { refused: false, words: [], roots: [] };
  let roots: readonly XmlNode[];
  try {
    roots = parseXml(text);
  } catch (fault) {
    if (!(fault instanceof XmlError)) throw fault;
    const words = [
      error(`(1226): Error reading XML file '${name}': ${fault.message} (line ${fault.line}).`),
      configurationError(name),
    ];
    return { refused: true, words, roots: [] };
  }
  const words = judgeRoots(daemon, roots, name);
  const refused = isRefusal(words);
  return { refused, words: refused ? [...words, configurationError(name)] : words, roots };
}

function configurationError(name: string): Word {
  return { level: "CRITICAL", text: `(1202): Configuration error at '${name}'.` };
}

function judgeRoots(daemon: string, roots: readonly XmlNode[], name: string): Words {
  const sections = sectionsOf(roots);
  if (daemon === "wazuh-clusterd") return judgeCluster(sections, name);
  if (daemon === "wazuh-execd") return readExecdConfig(sections).words;
  const structure = judgeStructure(roots);
  if (structure.length > 0) return structure;
  switch (daemon) {
    case "wazuh-analysisd": {
      const response = readArConfig(sections).words;
      if (isRefusal(response)) return response;
      const others = [readGlobal(sections), readRuleset(sections)].flatMap(({ words }) => words);
      return [...response, ...others, ...judgeAlerts(sections)];
    }
    case "wazuh-maild":
    case "wazuh-monitord":
    case "wazuh-remoted":
      return readGlobal(sections).words;
    case "wazuh-logcollector":
      return judgeLocalfiles(sections);
    default:
      return [];
  }
}

/** The one that reads the whole file as ordinary XML, and has nothing to read in an empty one. */
function judgeCluster(sections: readonly XmlNode[], name: string): Words {
  if (sections.length === 0)
    return [error(`There are no configuration blocks inside of '${name}'`)];
  const type = sections
    .filter(({ element }) => element === "cluster")
    .flatMap(({ children }) => children)
    .filter(({ element }) => element === "node_type")
    .pop()?.content;
  return type === undefined || ["master", "worker", "client"].includes(type)
    ? []
    : [badValue("node_type", type)];
}

function judgeAlerts(sections: readonly XmlNode[]): Words {
  return judgeKnown(
    sections,
    "alerts",
    new Set(["email_alert_level", "log_alert_level", "use_geoip"]),
  );
}
