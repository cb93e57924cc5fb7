import type { FileCodes } from "./fileCodes";

const CLIENT = "<client>\n  <server>\n    <address>10.0.0.2</address>\n  </server>\n</client>";
const agentFile = (sections: string): string => `<ossec_config>\n${sections}\n</ossec_config>`;

/** What is found in files of agents. */
export const agentFileCodes: FileCodes = {
  "agent-client": {
    severity: "error",
    doc: {
      what: "The `<client>` of an agent's ossec.conf names no manager.",
      why: "The agent does not start.",
      instead: "Write `<server><address>` with the address of the manager.",
      example: agentFile("<client><notify_time>10</notify_time></client>"),
    },
  },
  "agent-disabled": {
    severity: "warning",
    doc: {
      what: "An agent's ossec.conf turns active response off.",
      why: "Its wazuh-execd does nothing: no response runs on the agent.",
      instead: "Write `<disabled>no</disabled>`, unless that is intended.",
      example: agentFile(
        `${CLIENT}\n<active-response>\n  <disabled>yes</disabled>\n</active-response>`,
      ),
    },
  },
  "agent-binding": {
    severity: "warning",
    doc: {
      what: "An agent's ossec.conf defines a command, binds it, or has a white list.",
      why: "It has no effect there: the manager reads them in its own file.",
      instead: "Move it to the ossec.conf of the manager.",
      example: agentFile(
        `${CLIENT}\n<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n</command>`,
      ),
    },
  },
  "agent-conf-ignored": {
    severity: "warning",
    doc: {
      what: "A group's agent.conf contains a command or an `<active-response>`.",
      why: "Agents read active response only in their own ossec.conf, and responses are bound on the manager.",
      instead: "Write it into the ossec.conf that it is meant for.",
    },
  },
};
