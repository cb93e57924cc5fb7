import type { FileCodes } from "./fileCodes";

/** What is found in single sections, by the tables of policy/wazuh/known. */
export const singleSectionsCodes: FileCodes = {
  "wodle-name": {
    severity: "error",
    doc: {
      what: "A `<wodle>` has no name as its first attribute.",
      why: "wazuh-modulesd does not start, so neither does the manager.",
      instead: 'Write `<wodle name="...">`.',
      example: "<wodle><disabled>yes</disabled></wodle>",
    },
  },
  "unknown-module": {
    severity: "warning",
    doc: {
      what: "A `<wodle>` has a name that Wazuh does not know.",
      why: "It has no effect.",
      instead: "Fix the name, or remove it.",
      example: '<wodle name="nothing"><disabled>yes</disabled></wodle>',
    },
  },
  "mail-source": {
    severity: "error",
    doc: {
      what: "Mail needs a log that is not written.",
      why: "wazuh-maild does not start, so neither does the manager.",
      instead: "Turn that log on too.",
    },
  },
  "no-remote": {
    severity: "error",
    doc: {
      what: "The file has no `<remote>`.",
      why: "wazuh-remoted does not start, so neither does the manager.",
      instead: "Add a `<remote>` with `<connection>secure</connection>`.",
      example: "<ossec_config>RULESET</ossec_config>",
    },
  },
  "remote-connection": {
    severity: "error",
    doc: {
      what: "A `<remote>` has no connection that Wazuh can use.",
      why: "wazuh-remoted does not start, so neither does the manager.",
      instead: "Write `<connection>secure</connection>` once, or syslog.",
      example: "<remote><port>1515</port></remote>",
    },
  },
  "remote-senders": {
    severity: "warning",
    doc: {
      what: "A `<remote>` for syslog names no sender.",
      why: "wazuh-remoted does not listen for it.",
      instead: "Add `<allowed-ips>` with the networks that send.",
      example: "<remote><connection>syslog</connection></remote>",
    },
  },
  "localfile-incomplete": {
    severity: ["error", "warning"],
    doc: {
      what: "A `<localfile>` lacks what it needs.",
      why: "wazuh-logcollector does not start, or reads nothing.",
      instead: "Add what the finding names.",
      example: "<localfile><location>/var/log/x</location></localfile>",
    },
  },
  pattern: {
    severity: "error",
    doc: {
      what: "A pattern of a `<localfile>` cannot be read.",
      why: "wazuh-logcollector does not start.",
      instead: 'Fix it, or write `type="osmatch"` for a plain text.',
    },
  },
  "label-reserved": {
    severity: "error",
    doc: {
      what: "The key of a label begins with `_`.",
      why: "wazuh-logcollector never finishes reading it.",
      instead: "Write another key.",
    },
  },
  cluster: {
    severity: ["error", "warning"],
    doc: {
      what: "A value of `<cluster>` is not one that the cluster accepts.",
      why: "wazuh-clusterd does not start, so neither does the manager; or the value has no effect.",
      instead: "Write what the finding names.",
      example: "<cluster><port>0</port></cluster>",
    },
  },
  "credentials-missing": {
    severity: "error",
    doc: {
      what: "A file with credentials is not there.",
      why: "wazuh-modulesd does not start, so neither does the manager.",
      instead: "Put the file there, or write its path.",
    },
  },
  "credentials-needed": {
    severity: "note",
    doc: {
      what: "A module needs a file with credentials, which cannot be seen from here.",
      why: "Without it wazuh-modulesd does not start.",
      instead: "Make sure that it is there, on each node of a cluster.",
    },
  },
  "agentless-type": {
    severity: "error",
    doc: {
      what: "The type of an `<agentless>` is not a script that is there.",
      why: "wazuh-agentlessd does not start, so neither does the manager.",
      instead: "Write the name of a script of the agentless folder.",
    },
  },
  "agentless-frequency": {
    severity: "error",
    doc: {
      what: "The frequency of an `<agentless>` is not a number of seconds.",
      why: "wazuh-agentlessd does not start, so neither does the manager.",
      instead: "Write seconds.",
    },
  },
};
