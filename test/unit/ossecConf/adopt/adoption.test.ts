import { adoptionOf } from "../../../../policy/ossecConf/adopt/adoption";
import { differenceOf } from "../../../../policy/ossecConf/adopt/meaning";
import { without } from "../../../../policy/ossecConf/adopt/without";
import { renderOssecPart } from "../../../../policy/render/ossecPart";
import { readOssecConf } from "../../../../policy/wazuh/read/ossecConf";

const DROP = `  <command>
    <name>firewall-drop</name>
    <executable>firewall-drop</executable>
    <timeout_allowed>yes</timeout_allowed>
  </command>
`;

function block(command: string, more: string): string {
  return `  <active-response>
    <command>${command}</command>
    <location>local</location>
${more}
  </active-response>
`;
}

const conf = (...sections: string[]): string =>
  `<ossec_config>\n  <alerts>\n    <log_alert_level>3</log_alert_level>\n  </alerts>\n${sections.join("")}</ossec_config>\n`;

/** The file as it would be after adoption. */
function after(text: string): string {
  const { responses, whitelist, texts } = adoptionOf(text, "ossec.conf");
  const { part } = renderOssecPart({
    whitelist: whitelist.map(({ value }) => value),
    responses: responses.map(({ value }) => value),
    rules: [],
  });
  return part + without(text, texts);
}

const SSHD = block(
  "firewall-drop",
  "    <rules_id>5712,5763</rules_id>\n    <timeout>600</timeout>",
);

describe("what leaves a manager's file", () => {
  it("is a block with its lines; the stock command stays", () => {
    const text = conf(DROP, SSHD);
    const { texts, responses, stays } = adoptionOf(text, "ossec.conf");
    expect(texts).toEqual([SSHD]);
    expect(responses).toEqual([
      {
        line: 10,
        value: { kind: "block-ip", rules: [5712, 5763], timeout: 600, backend: "iptables" },
      },
    ]);
    expect(stays).toEqual([]);
    expect(without(text, texts)).toBe(conf(DROP));
  });

  it("is a command of the user's own only when all that uses it goes", () => {
    const own = DROP.replaceAll("firewall-drop", "mine");
    const uses = block("mine", "    <rules_id>5763</rules_id>");
    const disabled = block("mine", "    <disabled>yes</disabled>");
    expect(adoptionOf(conf(own, uses), "f").texts).toEqual([own, uses]);
    expect(adoptionOf(conf(own, disabled, uses), "f").texts).toEqual([uses]);
    expect(adoptionOf(conf(own), "f").texts).toEqual([]);
  });

  it("is one text of two that stand on one line", () => {
    const text = conf(
      "  <global><logall>no</logall><white_list>192.0.2.1</white_list><white_list>x.example.org</white_list></global>\n",
    );
    expect(adoptionOf(text, "f").texts).toEqual(["<white_list>192.0.2.1</white_list>"]);
  });

  it("is a whole <global>, or a whole root, that would be left empty", () => {
    const list = "  <global>\n    <white_list>192.0.2.1</white_list>\n  </global>\n";
    const root = `<ossec_config>\n${SSHD}</ossec_config>\n`;
    expect(adoptionOf(conf(list) + root.replace(SSHD, DROP + SSHD), "f").texts).toEqual([
      list,
      SSHD,
    ]);
    expect(adoptionOf(conf(DROP) + root, "f").texts).toEqual([root]);
  });

  it("is nothing of a last <global> that decides update_check", () => {
    const first = "  <global>\n    <update_check>no</update_check>\n  </global>\n";
    const list = "  <global>\n    <white_list>192.0.2.1</white_list>\n  </global>\n";
    const { texts, whitelist, stays } = adoptionOf(conf(first, list), "f");
    expect(texts).toEqual([]);
    expect(whitelist).toHaveLength(1);
    expect(stays.map(({ line, reason }) => [line, reason])).toEqual([
      [8, "is the last <global> and so decides update_check; its entries are in the stack as well"],
    ]);
    expect(adoptionOf(conf(list, first), "f").texts).toEqual([list]);
  });

  it("is nothing that the caller refuses, or that holds what no response can say", () => {
    const offenders = block(
      "firewall-drop",
      "    <rules_id>5763</rules_id>\n    <repeated_offenders>30</repeated_offenders>",
    );
    const { texts, responses, stays } = adoptionOf(conf(DROP, SSHD, offenders), "f", (line) =>
      line === 10 ? "is not wanted" : undefined,
    );
    expect([texts, responses]).toEqual([[], []]);
    expect(stays.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "10: is not wanted",
      "16: contains <repeated_offenders>, whose steps a stack has per response: escalate of block-ip",
      "20: is read by execd of each host from its own ossec.conf",
    ]);
  });

  it("is nothing of our own part", () => {
    const ours = `<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->\n${conf(DROP, SSHD)}<!-- wazuh-active-response: end -->\n`;
    expect(adoptionOf(ours + conf(), "f").texts).toEqual([]);
    expect(adoptionOf(ours + conf(DROP, SSHD), "f").responses[0]?.line).toBe(28);
  });
});

describe("what a file means after adoption", () => {
  it.each([
    [
      "blocks and a list",
      conf(DROP, "  <global>\n    <white_list>10.9.8.7/8</white_list>\n  </global>\n", SSHD),
    ],
    [
      "groups and levels",
      conf(
        DROP,
        block(
          "firewall-drop",
          "    <rules_group>authentication_failures,|sshd,</rules_group>\n    <level>6</level>",
        ),
      ),
    ],
    [
      "a script with arguments",
      conf(
        DROP.replaceAll("firewall-drop", "mine").replace(
          "  </command>",
          "    <extra_args>a  b</extra_args>\n  </command>",
        ),
        block("mine", "    <level>12</level>"),
      ),
    ],
    [
      "one agent",
      conf(
        DROP,
        SSHD.replace(
          "<location>local</location>",
          "<location>defined-agent</location>\n    <agent_id>7</agent_id>",
        ),
      ),
    ],
  ])("is the same: %s", (_what, text) => {
    expect(adoptionOf(text, "f").texts.length).toBeGreaterThan(0);
    expect(differenceOf(text, after(text))).toEqual({ lost: [], gained: [] });
    expect(readOssecConf(after(text)).roots.every(({ children }) => children.length > 0)).toBe(
      true,
    );
  });

  it("is seen to differ in a timeout, a first command of a name, an address", () => {
    const text = conf(
      DROP,
      SSHD,
      "  <global>\n    <white_list>192.0.2.1</white_list>\n  </global>\n",
    );
    expect(
      differenceOf(
        text,
        text
          .replace("600", "60")
          .replace("<executable>firewall-drop", "<executable>pf")
          .replace("192.0.2.1", "192.0.2.2"),
      ),
    ).toEqual({
      lost: [
        "address 192.0.2.1/32",
        "command firewall-drop runs firewall-drop, with a timeout",
        "response firewall-drop, timeout 600, local, rules 5712,5763",
      ],
      gained: [
        "address 192.0.2.2/32",
        "command firewall-drop runs pf, with a timeout",
        "response firewall-drop, timeout 60, local, rules 5712,5763",
      ],
    });
  });
});

describe("a text without some of its parts", () => {
  it("keeps what is commented out, and takes the same part twice where it is there twice", () => {
    expect(without("<!-- <a>1</a> --><a>1</a><b/><a>1</a>", ["<a>1</a>"])).toBe(
      "<!-- <a>1</a> --><b/><a>1</a>",
    );
    expect(without("<a>1</a><b/><a>1</a>", ["<a>1</a>", "<a>1</a>"])).toBe("<b/>");
    expect(without("<b/>", ["<a>1</a>"])).toBe("<b/>");
  });
});
