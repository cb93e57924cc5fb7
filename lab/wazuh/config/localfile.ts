import { judgeKnown } from "./judgeKnown";
import { badValue, error, isRefusal, type Words } from "./words";
import type { XmlNode } from "./xml";

const ELEMENTS = new Set(
  "location command alias log_format frequency target label only-future-events query reconnect_time ignore restrict exclude age out_format ignore_binaries multiline_regex filter".split(
    " ",
  ),
);

/** Formats that need no more than their name; `multi-line:N` is one too. */
const FORMATS = new Set(
  "syslog generic json snort-full snort-fast apache iis squid nmapg mysql_log ossecalert mssql_log postgresql_log djb-multilog syslog-pipe command full_command audit multi-line-regex eventlog eventchannel macos journald".split(
    " ",
  ),
);

/** What wazuh-logcollector says of the `<localfile>` sections of a file: `Read_Localfile` of 4.14, without its patterns. */
export function judgeLocalfiles(sections: readonly XmlNode[]): Words {
  for (const section of sections.filter(({ element }) => element === "localfile")) {
    const words = judgeOne(section);
    if (isRefusal(words)) return words;
  }
  return [];
}

function judgeOne(section: XmlNode): Words {
  const unknown = judgeKnown([section], "localfile", ELEMENTS);
  if (unknown.length > 0) return unknown;
  const valueOf = (name: string): string | undefined =>
    section.children.filter(({ element }) => element === name).pop()?.content;
  const format = valueOf("log_format");
  if (format === undefined) return [error("(1901): Missing 'log_format' element.")];
  if (!FORMATS.has(format) && !/^multi-line *: *[1-9]/.test(format))
    return [badValue("log_format", format)];
  const named = valueOf("location") ?? valueOf("command");
  if (named === undefined && format !== "macos" && format !== "journald")
    return [error("(1902): Missing 'location' element.")];
  return [];
}
