import { atoi } from "../read/cNumber";
import { attributeOf } from "../read/node";
import { AGENTS } from "./agents";
import { CLUSTER } from "./cluster";
import { names, yesNos, type Holder } from "./section";
import { yesNo, type Accepts } from "./values";

const atoiWithin =
  (least: number, most: number): Accepts =>
  (value) =>
    atoi(value) >= least && atoi(value) <= most
      ? undefined
      : `write a number of ${least} to ${most}`;

const path: Accepts = (value) => (/^[^ ]/.test(value) ? undefined : "write a path");

/** `<key_request>`, and the older `<wodle name="agent-key-polling">`. */
export const KEY_REQUEST: Holder = {
  unknown: "ignored",
  elements: {
    ...names("force_insert"),
    enabled: yesNo,
    exec_path: path,
    socket: path,
    timeout: atoiWithin(1, 2 ** 31 - 1),
    threads: atoiWithin(1, 32),
    queue_size: atoiWithin(1, 220_000),
  },
};

/** How agents get in, and the nodes of a cluster. */
export const ENROLMENT: Readonly<Record<string, Holder>> = {
  auth: {
    unknown: "refused",
    elements: {
      ...names(
        "force limit_maxagents ciphers ssl_agent_ca ssl_manager_cert ssl_manager_key agents key_request",
      ),
      force_time: (value) => (atoi(value) < 0 ? "write seconds" : undefined),
      // authd takes the last 16 bits of the number that the value begins with.
      port: (value) => ((atoi(value) & 0xffff) === 0 ? "write a number of 1 to 65535" : undefined),
      ...yesNos("disabled use_source_ip force_insert purge use_password ssl_verify_host"),
      ...yesNos("ssl_auto_negotiate remote_enrollment"),
      ipv6: (value) => (/^(?:yes|no)$/i.test(value) ? undefined : "write yes or no"),
    },
    inner: {
      agents: AGENTS,
      force: {
        empty: "refused",
        unknown: "refused",
        elements: {
          ...yesNos("enabled key_mismatch"),
          ...names("disconnected_time"),
          after_registration_time: forceTime,
        },
        attributes: {
          disconnected_time: {
            takes: { enabled: yesNo },
            unknown: "refused",
            wrongValue: "refused",
            firstOnly: true,
            needed: ["enabled"],
          },
        },
        asks: [
          {
            // The value counts only where it is enabled.
            of: "disconnected_time",
            wrong: (time) =>
              attributeOf(time, "enabled") === "yes" && forceTime(time.content) !== undefined,
            reason: "is not a valid time; wazuh-authd does not start",
            instead: "write a number with s, m, h or d",
          },
        ],
      },
      key_request: { ...KEY_REQUEST, wrongValue: "ignored" },
    },
  },
  cluster: CLUSTER,
};

/** What authd takes for a time of `<force>`. */
function forceTime(value: string): string | undefined {
  return /^\s*\+?\d+(?:[dhms].*)?$/s.test(value) ? undefined : "write a number with s, m, h or d";
}
