import { isValidAddress, looksLikeAddress, type WhiteList } from "./whiteList";
import { badElement, badValue, error, type Word, type Words } from "./words";
import type { XmlNode } from "./xml";

const YES_NO = new Set(
  "email_notification logall logall_json jsonout_output alerts_log update_check prelude_output zeromq_output".split(
    " ",
  ),
);
const NUMBERS = new Set(
  "integrity_checking rootkit_detection host_information stats memory_size".split(" "),
);
const TIMES = new Set(["agents_disconnection_time", "agents_disconnection_alert_time"]);
const FREE = new Set(
  "prelude_profile geoipdb zeromq_uri zeromq_server_cert zeromq_client_cert compress_alerts custom_alert_output rotate_interval max_output_size limits cti-url email_to email_from email_reply_to email_idsname smtp_server helo_server email_maxperhour email_log_source queue_size forward_to geoip_db_path geoip6_db_path prelude_log_level".split(
    " ",
  ),
);

/** The white list of all `<global>` sections together, and what is refused in them. */
export function readGlobal(sections: readonly XmlNode[]): { whiteList: WhiteList; words: Words } {
  const addresses: string[] = [];
  const patterns: string[] = [];
  const words: Word[] = [];
  for (const { element, content } of sections
    .filter((section) => section.element === "global")
    .flatMap(({ children }) => children)) {
    if (element !== "white_list") {
      const fault = faultOf(element, content);
      if (fault) words.push(fault);
    } else if (!looksLikeAddress(content)) patterns.push(content);
    else if (isValidAddress(content)) addresses.push(content);
    else words.push(error(`(1237): Invalid ip address: '${content}'.`));
    if (words.length > 0) break;
  }
  return { whiteList: { addresses, patterns }, words };
}

function faultOf(element: string, content: string): Word | undefined {
  if (YES_NO.has(element))
    return content === "yes" || content === "no" ? undefined : badValue(element, content);
  if (NUMBERS.has(element)) return /^\d+$/.test(content) ? undefined : badValue(element, content);
  if (TIMES.has(element))
    return /^\d+[wdhms]?$/.test(content) ? undefined : badValue(element, content);
  return FREE.has(element) ? undefined : badElement(element);
}
