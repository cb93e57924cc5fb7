import type { FileCodes } from "./fileCodes";

/** What is found in any section, by the tables of policy/wazuh/known. */
export const sectionsCodes: FileCodes = {
  "unknown-root": {
    severity: "error",
    doc: {
      what: "An element at the top is not `<ossec_config>`.",
      why: "The daemons do not start with it (1230).",
      instead: "Put it into `<ossec_config>`, or remove it.",
    },
  },
  "unknown-section": {
    severity: "error",
    doc: {
      what: "A section is not one that Wazuh knows.",
      why: "The daemons do not start with it (1230).",
      instead: "Fix the spelling, or remove the section.",
      example: "<whitelist/>",
    },
  },
  "unknown-element": {
    severity: ["error", "warning"],
    doc: {
      what: "An element is not one that its section accepts.",
      why: "The daemons do not start with it (1230), or the element or the section has no effect.",
      instead: "Remove it; the finding names what the section takes.",
      example: "<global><colour>red</colour></global>",
    },
  },
  "refused-value": {
    severity: "error",
    doc: {
      what: "A value is not one that Wazuh accepts.",
      why: "The daemons do not start with it (1235).",
      instead: "Write what the finding names.",
      example: "<global><email_notification>maybe</email_notification></global>",
    },
  },
  "wrong-value": {
    severity: "warning",
    doc: {
      what: "A value is not one that Wazuh accepts, and Wazuh goes on without it.",
      why: "The value or the whole section has no effect.",
      instead: "Write what the finding names.",
      example: "<rootcheck><check_files>maybe</check_files></rootcheck>",
    },
  },
  "empty-section": {
    severity: ["error", "warning"],
    doc: {
      what: "A section or an element that should contain others is empty.",
      why: "The daemons do not start with it, or it has no effect.",
      instead: "Remove it, or fill it.",
      example: "<command/>",
    },
  },
  incomplete: {
    severity: "error",
    doc: {
      what: "A section lacks an element that it needs.",
      why: "The daemons do not start with it.",
      instead: "Add what the finding names.",
      example: "<email_alerts><email_to>ops@example.org</email_to></email_alerts>",
    },
  },
  deprecated: {
    severity: ["warning", "note"],
    doc: {
      what: "An element or a section belongs to an older Wazuh.",
      why: "It is ignored or replaced.",
      instead: "Remove it.",
      example:
        "<command>\n  <name>c</name>\n  <executable>firewall-drop</executable>\n  <expect>srcip</expect>\n</command>",
    },
  },
};
