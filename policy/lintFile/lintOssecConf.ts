import type { Finding } from "../model/finding";
import { activeResponseOf } from "../wazuh/read/activeResponse";
import { readOssecConf, type OssecConf } from "../wazuh/read/ossecConf";
import { ReadError } from "../wazuh/read/readError";
import { lintAgentless } from "./agentless";
import { lintBlocks } from "./blocks";
import { lintCluster } from "./cluster";
import { lintCommands } from "./commands";
import type { FileContext } from "./context";
import { lintCredentials } from "./credentials";
import { lintEmailAlerts } from "./emailAlerts";
import { lintEnrolment } from "./enrolment";
import { lintEntities } from "./entities";
import { lintGlobal } from "./global";
import { lintLabels } from "./labels";
import { lintLeftOutDecoders, lintLeftOutRules } from "./leftOutRules";
import { lintLeftovers } from "./leftovers";
import { lintLocalfiles } from "./localfile";
import { lintModules } from "./modules";
import { lintNeededFields } from "./neededFields";
import { lintProvenance } from "./provenance";
import { lintRemotes } from "./remotes";
import { Report } from "./report";
import { RuleBook } from "./ruleBook";
import { lintRuleset } from "./ruleset";
import { lintSections } from "./sections";
import { lintStrictXml } from "./strictXml";
import { lintTaskManager } from "./taskManager";
import { fallbacksOf, lintTogether } from "./together";
import { lintSyscheck } from "./syscheck";
import { lintTriggers } from "./triggers";
import { lintUpdateCheck } from "./updateCheck";
import { lintWhitelist } from "./whitelist";

/**
 * Finds what a manager refuses in an existing ossec.conf, and what it takes otherwise than it reads.
 * Sections that have nothing to do with active response are checked for what stops a daemon, not for what they mean.
 * @param text the whole file.
 * @returns findings with line and column, in the order of the file; notes are among them.
 */
export function lintOssecConf(text: string, context: FileContext): Finding[] {
  const report = new Report(context.file);
  const conf = read(text, report);
  if (conf) {
    const { whitelist, commands, blocks } = activeResponseOf(conf);
    const fallbacks = fallbacksOf(blocks);
    const book = new RuleBook(context.rules);
    lintStrictXml(text, report);
    lintLeftovers(text, report);
    lintSections(conf, report);
    lintGlobal(conf, report);
    lintRemotes(conf, report);
    lintLocalfiles(conf, report);
    lintCluster(conf, report);
    lintModules(conf, report);
    lintSyscheck(conf, report);
    lintTaskManager(conf, report);
    lintCredentials(conf, context, report);
    lintAgentless(conf, context, report);
    lintEmailAlerts(conf, report);
    lintLabels(conf, report);
    lintEnrolment(conf, report);
    lintWhitelist(whitelist, report);
    lintCommands(commands, blocks, context, report);
    lintBlocks(blocks, report);
    lintTriggers(blocks, fallbacks, book, report);
    lintTogether(blocks, fallbacks, report);
    lintRuleset(conf, context, report);
    lintLeftOutRules(conf, blocks, context, report);
    lintLeftOutDecoders(conf, context, report);
    lintNeededFields(blocks, book, report);
    lintProvenance(blocks, book, report);
    lintUpdateCheck(conf, report);
    lintEntities(conf.roots, report);
  }
  return report.findings();
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
