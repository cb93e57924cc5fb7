import type { Finding, Severity } from "../../model/finding";
import { activeResponseOf } from "../../wazuh/read/activeResponse";
import { type OssecConf, readOssecConf } from "../../wazuh/read/ossecConf";
import { ReadError } from "../../wazuh/read/readError";
import { kindOf, lintAgentFile, lintSharedFile } from "./agentFile";
import { agentFileCodes } from "./agentFileCodes";
import { blocksCodes, lintBlocks } from "./blocks";
import { commandsCodes, lintCommands } from "./commands";
import { withAccepted } from "../../lint/acceptances";
import type { FileCodes } from "./fileCodes";
import { acceptComments, acceptCommentsCodes } from "./acceptComments";
import { blockLocationCodes } from "./blockLocation";
import { blockTimeoutCodes } from "./blockTimeout";
import { offendersCodes } from "./offenders";
import { lintOffendersReach } from "./offendersReach";
import type { FileContext } from "./context";
import { confidenceCodes, lintConfidence } from "./confidence";
import { entitiesCodes, lintEntities } from "./entities";
import { leftOutRulesCodes, lintLeftOutDecoders, lintLeftOutRules } from "./leftOutRules";
import { leftoversCodes, lintLeftovers } from "./leftovers";
import { neededFieldsCodes, lintNeededFields } from "./neededFields";
import { provenanceCodes, lintProvenance } from "./provenance";
import { inOrder, Report } from "./report";
import type { LoadedRules } from "../../wazuh/rules/loadRules";
import { RuleBook } from "./ruleBook";
import { rulesFilesCodes, rulesFindings, takenFindings } from "./rulesFiles";
import { loadedRules, ownRules } from "./loadedRules";
import { rulesetCodes, lintRuleset } from "./ruleset";
import { lintSections } from "./sections";
import { sectionsCodes } from "./sectionsCodes";
import { singleSectionsCodes } from "./singleSectionsCodes";
import { strictXmlCodes, lintStrictXml } from "./strictXml";
import { togetherCodes, fallbacksOf, lintTogether } from "./together";
import { triggersCodes, lintTriggers } from "./triggers";
import { updateCheckCodes, lintUpdateCheck } from "./updateCheck";
import { whitelistCodes, lintWhitelist } from "./whitelist";

/**
 * Finds what a manager refuses in an existing ossec.conf, and what it interprets differently than written. Of an agent's own
 * ossec.conf and of an agent.conf it says what concerns active response.
 * Sections that have nothing to do with active response are checked for what stops a daemon, not for what they mean.
 * @param text the whole file.
 * @returns findings with line and column, in the order of the file; notes are among them.
 */
export function lintOssecConf(text: string, given: FileContext): Finding[] {
  const report = new Report(given.file);
  const conf = read(text, report);
  const loaded = given.rulesFiles && loadedRules(given.rulesFiles, conf, given);
  if (conf) {
    const context = loaded ? { ...given, rules: ownRules(loaded) } : given;
    lintStrictXml(text, report);
    lintLeftovers(text, report);
    const kind = kindOf(conf);
    if (kind === "manager") lintManager(conf, context, report);
    else if (kind === "agent") lintAgentFile(conf, context, report);
    else lintSharedFile(conf, report);
    lintEntities(conf.roots, report);
    const claims = acceptComments(text, conf, context.file, report);
    const severities = severitiesOf;
    const found = withAccepted(report.findings(), claims, { today: context.today, severities });
    return [
      ...inOrder(found),
      ...(loaded ? [...rulesFindings(loaded), ...takenIn(conf, loaded, given)] : []),
    ];
  }
  return [...report.findings(), ...(loaded ? rulesFindings(loaded) : [])];
}

/** Alerts of bound rules that rules of the manager's own take. */
function takenIn(conf: OssecConf, loaded: LoadedRules, { version }: FileContext): Finding[] {
  const { blocks } = activeResponseOf(conf);
  return takenFindings(loaded, blocks, new RuleBook(ownRules(loaded), version));
}

/** The ossec.conf of a manager. */
function lintManager(conf: OssecConf, context: FileContext, report: Report): void {
  const { whitelist, commands, blocks } = activeResponseOf(conf);
  const fallbacks = fallbacksOf(blocks);
  const book = new RuleBook(context.rules, context.version);
  lintSections(conf, context, report);
  lintWhitelist(whitelist, report);
  lintCommands(commands, blocks, context, report);
  lintBlocks(blocks, report);
  lintTriggers(blocks, fallbacks, book, report);
  lintTogether(blocks, fallbacks, report);
  lintOffendersReach(blocks, report);
  lintRuleset(conf, context, report);
  lintLeftOutRules(conf, blocks, context, report);
  lintLeftOutDecoders(conf, context, report);
  lintNeededFields(blocks, book, report);
  lintProvenance(blocks, book, report);
  lintConfidence(blocks, book, report);
  lintUpdateCheck(conf, report);
}

function read(text: string, report: Report): OssecConf | undefined {
  try {
    return readOssecConf(text);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    report.add(
      "error",
      "unreadable",
      error,
      "the file",
      `cannot be read by Wazuh, and no daemon starts: ${error.meaning}`,
      `Wazuh says only "${error.wazuh}"`,
    );
    return undefined;
  }
}

/** The codes of the file as a whole, found while it is read. */
export const ossecConfCodes: FileCodes = {
  unreadable: {
    severity: "error",
    doc: {
      what: "Wazuh's own reader refuses the file.",
      why: "No daemon starts; Wazuh names the line at most.",
      instead:
        "Fix what the finding names: an element that is not closed, a raw `<` in a value, an XML declaration.",
      example: "<ossec_config><global></ossec_config>",
    },
  },
};

/** The codes of every file of this folder; a code is in one of them. */
export const FILE_CODES: readonly FileCodes[] = [
  acceptCommentsCodes,
  ossecConfCodes,
  strictXmlCodes,
  leftoversCodes,
  sectionsCodes,
  singleSectionsCodes,
  agentFileCodes,
  updateCheckCodes,
  entitiesCodes,
  whitelistCodes,
  commandsCodes,
  blocksCodes,
  blockLocationCodes,
  blockTimeoutCodes,
  triggersCodes,
  offendersCodes,
  neededFieldsCodes,
  provenanceCodes,
  confidenceCodes,
  togetherCodes,
  rulesetCodes,
  rulesFilesCodes,
  leftOutRulesCodes,
];

/** How bad a code can be; undefined for a code that lint of files does not have. */
function severitiesOf(code: string): readonly Severity[] | undefined {
  const facts = FILE_CODES.find((codes) => Object.hasOwn(codes, code))?.[code];
  return facts && [facts.severity].flat();
}
