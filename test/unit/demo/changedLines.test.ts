import { changedLines } from "../../../lab/demo/changedLines";

/** What the engine 3.274.1 prints for two of 24 resources, shortened. */
const DIFF = `Previewing update (lab):
  pulumi:pulumi:Stack: (same)
    [urn=urn:pulumi:lab::p::pulumi:pulumi:Stack::p-lab]
    ~ command:remote:Command: (update)
        [id=wazuh-apply99d14afd]
        [urn=urn:pulumi:lab::p::command:remote:Command::wazuh-apply]
        [provider=urn:pulumi:lab::p::pulumi:providers:command::default_1_2_1::c88db589]
      ~ stdin: (json) {
            ar.conf (a change makes every agent reload): "firewall-drop3600 - guarded-block-ip - 3600\\n..."
          ~ files                                      : {
                /var/ossec/active-response/guarded-block-ip.nft: {
                    content: "add table inet wazuh_active_response\\n..."
                    reload : [
                        [0]: "nft"
                    ]
                }
              ~ /var/ossec/etc/rules/zz.xml            : {
                  ~ content: 
                        ...
                        <group name="sshd">
                      -   <rule id="5712">
                      +   <rule id="5763">
                          </rule>
                        ...
                    group  : "wazuh"
                  ~ mode   : "0640" => "0660"
                }
            }
            host                                       : "wazuh"
          ~ part                                       : 
                ...
              -     <rules_id>5712,5763</rules_id>
              +     <rules_id>5763</rules_id>
                ...
            tools                                      : [
                [0]: "awk"
            ]
        }
    + command:remote:Command: (create)
        [urn=urn:pulumi:lab::p::command:remote:Command::hel-1-apply]
        [provider=urn:pulumi:lab::p::pulumi:providers:command::default_1_2_1::c88db589]
        create: "install"
    --outputs:--
  ~ hosts: {
      ~ a: 1 => 2
    }
Resources:
    ~ 1 to update
    + 1 to create
    23 unchanged
`;

it("keeps changed lines below their file and their resource, and nothing else", () => {
  expect(changedLines(DIFF).split("\n")).toEqual([
    "~ wazuh-apply (update)",
    "      ~ stdin: (json) {",
    "          ~ files: {",
    "              ~ /var/ossec/etc/rules/zz.xml: {",
    "                  ~ content: ",
    "                        ...",
    '                        <group name="sshd">',
    '                      -   <rule id="5712">',
    '                      +   <rule id="5763">',
    "                          </rule>",
    "                        ...",
    '                  ~ mode: "0640" => "0660"',
    "          ~ part: ",
    "                ...",
    "              -     <rules_id>5712,5763</rules_id>",
    "              +     <rules_id>5763</rules_id>",
    "                ...",
    "+ hel-1-apply (create)",
  ]);
});

it("says nothing where nothing changes", () => {
  expect(changedLines("Previewing update (lab):\nResources:\n    24 unchanged\n")).toBe("");
});
