import { judgeKnown } from "./judgeKnown";
import { judgeLocalfiles } from "./localfile";
import { unknownSection } from "./sections";
import { badElement, error, isRefusal, type Word, type Words } from "./words";
import { parseXml, XmlError, type XmlNode } from "./xml";

const FILTERS = new Set(["name", "os", "profile", "overwrite"]);
/** What an agent takes of `<client>` from its manager. */
const CLIENT = new Set("notify_time time-reconnect force_reconnect_interval".split(" "));

/**
 * What Wazuh says of an agent.conf, on the manager (verify-agent-conf) and on the agent that gets it: tried with the real
 * verify-agent-conf of 4.14. Values of syscheck, rootcheck, wodle and labels are not looked at here.
 */
export function judgeAgentConf(
  text: string,
  file: string,
): { readonly refused: boolean; readonly words: Words } {
  const corrupted = (part: string): Word =>
    error(`(1207): ${part} remote configuration in '${file}' is corrupted.`);
  let roots: readonly XmlNode[];
  try {
    roots = parseXml(text);
  } catch (fault) {
    if (!(fault instanceof XmlError)) throw fault;
    const word = error(
      `(1226): Error reading XML file '${file}': ${fault.message} (line ${fault.line}).`,
    );
    return { refused: true, words: [word, corrupted("Syscheck")] };
  }
  const [part, words] = judge(roots);
  if (part === undefined) return { refused: false, words: strange(roots, file) };
  // Of another root the real one says no (1202).
  const where = part === "" ? [] : [error(`(1202): Configuration error at '${file}'.`)];
  return { refused: true, words: [...words, ...where, corrupted(part === "" ? "Syscheck" : part)] };
}

/** Which part of the real one's test refuses the file ("" for a root that it does not know), and its words. */
function judge(roots: readonly XmlNode[]): readonly [part: string | undefined, words: Words] {
  for (const root of roots) {
    if (root.element !== "agent_config") return ["", [badElement(root.element)]];
    const unknown = unknownSection(root);
    if (unknown !== undefined) return ["Syscheck", [badElement(unknown)]];
  }
  const sections = roots.flatMap(({ children }) => children);
  const localfiles = judgeLocalfiles(sections);
  if (isRefusal(localfiles)) return ["Localfile", localfiles];
  const client = judgeKnown(sections, "client", CLIENT);
  return client.length > 0 ? ["Client", client] : [undefined, []];
}

/** Attributes that it does not know: said as an error, and taken all the same. */
function strange(roots: readonly XmlNode[], file: string): Words {
  return roots
    .flatMap(({ attributes }) => Object.keys(attributes))
    .filter((name) => !FILTERS.has(name))
    .map((name) => error(`(1233): Invalid attribute '${name}' in the configuration: '${file}'.`));
}
