import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

import { askProgram } from "../../../policy/bundle/installer";

// What the installer asks in perl, question by question, of files that a test writes.
describe("asked in perl", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "ask-"));
    write("ask.pl", askProgram("manager", "commented"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const at = (name: string): string => join(home, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    WAZUH_HOME: home,
    PART_BEGIN: "BEGIN",
    PART_END: "END",
  });
  /** What it prints, with the folder of the test left out. */
  const ask = (question: string, ...about: string[]): string =>
    execFileSync("perl", [at("ask.pl"), question, ...about], {
      encoding: "utf8",
      env: env(),
    }).replaceAll(`${home}/`, "");

  describe("reduction: does rsyslog write repeated lines as one", () => {
    it.each([
      ["on", "$RepeatedMsgReduction on\n", "conf line 1"],
      ["off", "$RepeatedMsgReduction off\n", ""],
      ["in any case, but for on", "$REPEATEDMSGREDUCTION on\n", "conf line 1"],
      ["On is neither", "$RepeatedMsgReduction On\n", ""],
      ["more behind it", "$RepeatedMsgReduction on x\n", ""],
      ["a remark behind it", "$RepeatedMsgReduction on # x\n", "conf line 1"],
      ["a remark", "# $RepeatedMsgReduction on\n", ""],
      [
        "the last counts, on",
        "$RepeatedMsgReduction off\n\n$RepeatedMsgReduction on\n",
        "conf line 3",
      ],
      ["the last counts, off", "$RepeatedMsgReduction on\n$RepeatedMsgReduction off\n", ""],
      ["indented", "module(load=x)\n  $RepeatedMsgReduction on\n", "conf line 2"],
      ["a comment of many lines", "a /* x\n$RepeatedMsgReduction on\n*/ b\n", ""],
      ["behind a comment of many lines", "/* x\n*/$RepeatedMsgReduction on\n", "conf line 2"],
      ["behind a comment of one line", "a /* x */ b\n$RepeatedMsgReduction on\n", "conf line 2"],
      ["a line that goes on", "$RepeatedMsgReduction \\\non\n", "conf line 2"],
      ["a folder of files", "$IncludeConfig HOME/conf.d/*.conf\n", "conf.d/a.conf line 2"],
      ["a folder", "$IncludeConfig HOME/conf.d/\n", "conf.d/a.conf line 2"],
      ["a file", 'include(file="HOME/conf.d/a.conf")\n', "conf.d/a.conf line 2"],
      ["a file, over lines", 'include(\n file="HOME/conf.d/a.conf"\n)\n', "conf.d/a.conf line 2"],
      ["a text", 'include(text="$RepeatedMsgReduction on")\n', "conf line 1"],
      ["a file that is not there", 'include(file="HOME/conf.d/b.conf")\n', ""],
      ["itself", '$RepeatedMsgReduction on\ninclude(file="HOME/conf")\n', "conf line 1"],
    ])("%s", (_what, text, expected) => {
      write("conf.d/a.conf", "\n$RepeatedMsgReduction on\n");
      write("conf", text.replaceAll("HOME", home));
      expect(ask("reduction", at("conf"))).toBe(expected);
    });

    it("follows files nine deep", () => {
      for (let n = 0; n <= 10; n++) write(`deep-${n}`, `include(file="${at(`deep-${n + 1}`)}")\n`);
      write("deep-9", "$RepeatedMsgReduction on\n");
      expect(ask("reduction", at("deep-0"))).toBe("deep-9 line 1");
      write("deep-9", `include(file="${at("deep-10")}")\n`);
      write("deep-10", "$RepeatedMsgReduction on\n");
      expect(ask("reduction", at("deep-0"))).toBe("");
    });
  });

  describe("collectors: which <localfile> collects a log", () => {
    const LOG = "/var/ossec/logs/active-responses.log";
    const localfile = (location: string): string =>
      `<localfile><location>${location}</location></localfile>`;
    const conf = (inside: string): string => `<ossec_config>\n${inside}\n</ossec_config>\n`;
    const found = (text: string, whose = "here", file = "etc/ossec.conf"): string => {
      write(file, text);
      return ask("collectors", whose, LOG, at(file));
    };

    it.each([
      [LOG, true],
      ["/var/ossec/logs/active-responses.lo", false],
      [`${LOG}x`, false],
      ["/var/ossec/logs/*.log", true],
      ["/var/ossec/*", false],
      ["/var/ossec/*/active-responses.log", true],
      ["/var/ossec/logs/active-responses.lo?", true],
      ["/var/ossec?logs/active-responses.log", false],
      ["/var/ossec/logs/active.responses.log", false],
      ["/x/var/ossec/logs/active-responses.log", false],
    ])("by %s: %s", (location, isIt) => {
      expect(found(conf(localfile(location)))).toBe(isIt ? "etc/ossec.conf\t2\n" : "");
    });

    it("takes a relative one from the home of Wazuh", () => {
      write("etc/ossec.conf", conf(localfile("logs/a.log")));
      expect(ask("collectors", "here", at("logs/a.log"), at("etc/ossec.conf"))).toBe(
        "etc/ossec.conf\t2\n",
      );
    });

    it("prints each, and not what another root holds", () => {
      expect(found(conf(`${localfile(LOG)}\n${localfile(LOG)}`))).toBe(
        "etc/ossec.conf\t2\netc/ossec.conf\t3\n",
      );
      expect(found(`<agent_config>${localfile(LOG)}</agent_config>`)).toBe("");
      const shared = "etc/shared/agent.conf";
      expect(found(`<agent_config>${localfile(LOG)}</agent_config>`, "here", shared)).toBe(
        `${shared}\t1\n`,
      );
      expect(found(conf(localfile(LOG)), "here", shared)).toBe("");
    });

    it("leaves our part out where it asks for all", () => {
      const text = `BEGIN\n${conf(localfile(LOG))}END\n${conf(localfile(LOG))}`;
      expect(found(text, "all")).toBe("etc/ossec.conf\t7\n");
      expect(found(text)).toBe("etc/ossec.conf\t3\netc/ossec.conf\t7\n");
    });

    it("asks no shared file of an agent that reads none", () => {
      const shared = "etc/shared/agent.conf";
      const text = `<agent_config>${localfile(LOG)}</agent_config>`;
      write("etc/local_internal_options.conf", "agent.remote_conf=0\n");
      expect(found(text, "here", shared)).toBe("");
      expect(found(text, "all", shared)).toBe(`${shared}\t1\n`);
      expect(found(conf(localfile(LOG)))).toBe("etc/ossec.conf\t2\n");
      write("etc/local_internal_options.conf", "agent.remote_conf=1\n");
      expect(found(text, "here", shared)).toBe(`${shared}\t1\n`);
    });

    it.each([
      ['name="gitlab"', true],
      ['name="^gitlab$"', true],
      ['name="GITLAB"', true],
      ['name="^git"', true],
      ['name="^lab"', false],
      ['name="lab$"', true],
      ['name="git$"', false],
      ['name="xgitlab$"', false],
      ['name="runner|gitlab"', true],
      ['name="runner"', false],
      ['name="!runner"', true],
      ['name="!gitlab"', false],
      ['profile="web"', true],
      ['profile="db"', false],
      ['name="gitlab" profile="db"', false],
      ['os="Linux"', true],
      ['os="Windows"', false],
      ['other="x"', true],
    ])("asks what an agent's filter asks: %s, %s", (filter, fits) => {
      write("etc/client.keys", "001 gitlab 10.0.1.1 0123\n");
      write(
        "etc/ossec.conf",
        "<ossec_config><client><config-profile>db</config-profile></client><client><config-profile>linux, web</config-profile></client></ossec_config>",
      );
      const shared = "etc/shared/agent.conf";
      const text = `<agent_config ${filter}>${localfile(LOG)}</agent_config>`;
      expect(found(text, "here", shared)).toBe(fits ? `${shared}\t1\n` : "");
      expect(found(text, "all", shared)).toBe(`${shared}\t1\n`);
    });

    it("says what Wazuh's reader says of a file that it refuses", () => {
      write("etc/ossec.conf", "\n<ossec_config>");
      const { status, stderr } = spawnSync(
        "perl",
        [at("ask.pl"), "collectors", "here", LOG, at("etc/ossec.conf")],
        { encoding: "utf8", env: env() },
      );
      expect([status === 0, stderr.replaceAll(`${home}/`, "")]).toEqual([
        false,
        "etc/ossec.conf line 2: Wazuh cannot read this file (XMLERR: End of file and some elements were not closed.); correct it\n",
      ]);
    });
  });

  it("compare_files: names what is missing, or differs in content, owner or mode", () => {
    const { username } = userInfo();
    const group = execFileSync("id", ["-gn"], { encoding: "utf8" }).trim();
    const rows = [
      ["same", username, group, "0640"],
      ["other-text", username, group, "0640"],
      ["other-mode", username, group, "0750"],
      ["other-user", "nobody", group, "0640"],
      ["no-user", "no-such-user", group, "0640"],
      ["no-group", username, "no-such-group", "0640"],
      ["all", "nobody", "no-such-group", "0600"],
      ["missing", username, group, "0640"],
      ["linked", username, group, "0640"],
      ["setuid", username, group, "0640"],
    ];
    rows.forEach(([name = "", ...rest], i) => {
      const n = i + 1;
      write(`work/c/${n}`, "text\n");
      if (name !== "missing" && name !== "linked") {
        write(name, name === "other-text" || name === "all" ? "other\n" : "text\n");
        chmodSync(at(name), name === "setuid" ? 0o4640 : 0o640);
      }
      write(
        "work/F",
        `${i === 0 ? "" : readFileSync(at("work/F"), "utf8")}${[n, at(name), ...rest].join("\t")}\n`,
      );
    });
    symlinkSync(at("same"), at("linked"));
    expect(ask("compare_files", at("work"))).toBe("");
    expect(readFileSync(at("work/difference"), "utf8").replaceAll(`${home}/`, "")).toBe(
      [
        "other-text\tcontent",
        "other-mode\tmode",
        "other-user\towner",
        "no-user\towner",
        "no-group\towner",
        "all\tcontent owner mode",
        "missing\tmissing",
        "linked\tmissing",
        "setuid\tmode",
        "",
      ].join("\n"),
    );
    const sum = createHash("sha256").update("text\n").digest("hex");
    expect(readFileSync(at("work/wanted"), "utf8")).toBe(
      rows.map((_, i) => `${sum}  ${i + 1}\n`).join(""),
    );
  });

  it("compare_files: has nothing to say of no files", () => {
    write("work/F", "");
    ask("compare_files", at("work"));
    expect(readFileSync(at("work/difference"), "utf8")).toBe("");
    expect(readFileSync(at("work/wanted"), "utf8")).toBe("");
  });

  describe("see_logs: what of this host's logs reaches Wazuh, by one perl", () => {
    const TOLD = "Nov 30 10:00:00 h sshd[7]: message repeated 5 times: [ Failed password]";
    const seen = (logins: Readonly<Record<string, string>>, rsyslog = ""): string[] => {
      for (const [name, text] of Object.entries(logins)) write(name, text);
      write("rsyslog.conf", rsyslog);
      write("etc/ossec.conf", "<ossec_config>\n</ossec_config>\n");
      mkdirSync(at("work"), { recursive: true });
      const names = [...Object.keys(logins), "not-there", "work"].map(at).join(" ");
      const said = ask(
        "see_logs",
        ...[at("work"), at("rsyslog.conf"), names, "/var/ossec/logs/a.log", at("etc/ossec.conf")],
      );
      expect(said).toBe("");
      return ["reduction", "repeated"].map((name) =>
        readFileSync(at(`work/${name}`), "utf8").replaceAll(`${home}/`, ""),
      );
    };

    it.each([
      ["nothing", { auth: "Nov 30 10:00:00 h sshd[7]: Failed password\n" }, ""],
      [
        "the last of several",
        { auth: `${TOLD.replace("5", "4")}\n${TOLD}\nx\n` },
        `auth\t${TOLD}\n`,
      ],
      ["each file's own", { auth: `${TOLD}\n`, syslog: TOLD }, `auth\t${TOLD}\nsyslog\t${TOLD}\n`],
      ["another program's", { auth: `${TOLD.replace("sshd", "cron")}\n` }, ""],
      ["what is 64 KiB before the end", { auth: `${TOLD}\n${"x".repeat(65_536)}` }, ""],
      ["what is just behind that", { auth: `${TOLD}\n${"x".repeat(65_000)}` }, `auth\t${TOLD}\n`],
    ])("%s", (_what, logins, repeated) => {
      expect(seen(logins)).toEqual(["\n", repeated]);
    });

    it("and where rsyslog is told to hide them, and what collects", () => {
      expect(seen({}, "$RepeatedMsgReduction on\n")).toEqual(["rsyslog.conf line 1\n", ""]);
      write(
        "etc/ossec.conf",
        "<ossec_config>\n<localfile><location>logs/a.log</location></localfile></ossec_config>\n",
      );
      expect(
        ask("see_logs", ...[at("work"), at("no"), "", at("logs/a.log"), at("etc/ossec.conf")]),
      ).toBe("etc/ossec.conf\t2\n");
    });
  });

  it("foreign_tools: names what is made for another machine", () => {
    const head = readFileSync("/bin/sh").subarray(0, 20);
    const foreign = Buffer.from(head);
    foreign[18] = head[18] === 0xb7 ? 0x3e : 0xb7;
    const tools: [string, Buffer | string, number][] = [
      ["own", head, 0o755],
      ["foreign", foreign, 0o755],
      ["script", "#!/bin/sh\n", 0o755],
      ["short", foreign.subarray(0, 4), 0o755],
      ["not-run", foreign, 0o644],
    ];
    for (const [name, text, mode] of tools) {
      mkdirSync(at("bin"), { recursive: true });
      writeFileSync(at(`bin/${name}`), text);
      chmodSync(at(`bin/${name}`), mode);
    }
    const names = tools.map(([name]) => name);
    write(
      "T",
      [...names, "no-such-tool", ...names.map((name) => at(`bin/${name}`)), ""].join("\n"),
    );
    const out = execFileSync("perl", [at("ask.pl"), "foreign_tools", at("T")], {
      encoding: "utf8",
      env: { ...env(), PATH: `${at("bin")}:${process.env.PATH ?? ""}` },
    });
    // A file that is cut off in its header is no program of this machine.
    expect(out.replaceAll(`${home}/`, "").split("\n")).toEqual(["foreign", "bin/foreign", ""]);
  });

  describe("place_part: our part at the top, once", () => {
    const place = (file: string, ...about: string[]): string => {
      write("ossec.conf", file);
      return ask("place_part", at("ossec.conf"), ...about);
    };
    beforeEach(() => {
      write("part", "new\n");
    });

    it.each([
      ["a\n", "BEGIN\nnew\nEND\na\n"],
      ["BEGIN\nold\nEND\na\n", "BEGIN\nnew\nEND\na\n"],
      ["a\nBEGIN\nold\nEND\nb\n", "BEGIN\nnew\nEND\na\nb\n"],
      ["a\nBEGIN\nold\nEND", "BEGIN\nnew\nEND\na\n"],
      ["a BEGIN\nold\nEND\n", "BEGIN\nnew\nEND\na BEGIN\nold\nEND\n"],
      ["", "BEGIN\nnew\nEND\n"],
    ])("of %j makes %j", (file, whole) => {
      expect(place(file, at("part"))).toBe(whole);
    });

    it("leaves nothing of it where there is none any more", () => {
      expect(place("BEGIN\nold\nEND\na\n")).toBe("a\n");
      write("part", "");
      expect(place("BEGIN\nold\nEND\na\n", at("part"))).toBe("a\n");
    });

    it("takes out what it takes over, but not where that is commented out, and notes what was there", () => {
      write("adopt/0001", "<b>1</b>\n");
      write("adopt/0002", "<c>1</c>\n");
      write("adopt/0003", "<d><!-- x -->1</d>\n");
      const file = "<!-- <b>1</b>\n -->\n<a/>\n<b>1</b>\n<d><!-- x -->1</d>\n<b>1</b>\n";
      expect(place(file, at("part"), at("adopt"), at("found"))).toBe(
        "BEGIN\nnew\nEND\n<!-- <b>1</b>\n -->\n<a/>\n<b>1</b>\n",
      );
      expect(readFileSync(at("found"), "utf8").replaceAll(`${home}/`, "")).toBe(
        "adopt/0001\nadopt/0003\n",
      );
      // The same but for what is commented out in it is not the same text.
      expect(place("<d><!-- y -->1</d>\n", at("part"), at("adopt"))).toBe(
        "BEGIN\nnew\nEND\n<d><!-- y -->1</d>\n",
      );
    });

    it.each(["begin", "end"])("refuses a file with a lone %s", (word) => {
      write("ossec.conf", `<!-- wazuh-active-response: ${word} -->\n`);
      const { stderr } = spawnSync(
        "perl",
        [at("ask.pl"), "place_part", at("ossec.conf"), at("part")],
        { encoding: "utf8", env: env() },
      );
      expect(stderr.replaceAll(`${home}/`, "")).toBe(
        "ossec.conf: the two comments around our part are damaged or there twice; restore them or remove the part by hand\n",
      );
    });
  });

  it("dropped_rules: what analysisd says of our rules, of the numbers that mean it", () => {
    const said = (n: number, id = 100_100): string =>
      `2026/11/25 10:00:00 wazuh-analysisd: WARNING: (${n}): Rule of rule ID '${id}' x.`;
    const numbers = Array.from({ length: 23 }, (_, i) => 7600 + i);
    write("rules.xml", '<group name="x,"><rule level="5" id="100100"></rule></group>\n');
    write(
      "said",
      [...numbers.map((n) => said(n)), said(7612, 100_101), said(7612).toUpperCase(), ""].join(
        "\n",
      ),
    );
    const out = ask("dropped_rules", at("said"), at("rules.xml"));
    expect(out.split("\n").map((line) => line.slice(0, 6))).toEqual([
      ...[7608, 7609, 7610, 7611, 7612, 7615, 7616, 7617, 7618, 7619, 7620].map((n) => `(${n})`),
      "(7612)",
      "",
    ]);
  });

  it("dropped_rules: has nothing to say where a file is missing", () => {
    write("said", "(7612): x rule 'id'\n");
    expect(ask("dropped_rules", at("said"), at("none"))).toBe("");
  });

  it("loaded_meaning: the same loaded in two ways is one line", () => {
    const answers = (addresses: string[], commands: string, responses: string): string => {
      const list = addresses.map((one) => `"${one}"`).join(",");
      write("answers", `{"global":{"white_list":[${list}]}}\n${commands}\n${responses}\n`);
      return ask("loaded_meaning", at("answers"));
    };
    expect(
      answers(
        [
          "10.0.0.7/8",
          "10.0.0.0/255.0.0.0",
          "192.0.2.7",
          "192.0.2.7/32",
          "0.0.0.0/0",
          "A.b",
          "2001:DB8::1",
        ],
        '{"command":[{"name":"fw","executable":"a"},{"name":"fw","executable":"b"},{"name":"q","executable":"x\\"y"}]}',
        '{"active-response":[{"command":"fw","rules_id":"5763, 5712,5763","rules_group":"a,|b,","agent_id":"007","level":6}]}',
      ).split("\n"),
    ).toEqual([
      "address 0.0.0.0/0",
      "address 10.0.0.0/8",
      "address 192.0.2.7/32",
      "address 2001:db8::1",
      "address a.b",
      "command executable a name fw",
      'command executable x"y name q',
      "response agent_id 7 command fw level 6 rules_group a|b rules_id 5712,5763",
      "",
    ]);
    write("answers", "");
    expect(ask("loaded_meaning", at("answers"))).toBe("");
  });

  describe("give_back: what was taken over, at the end of our part", () => {
    const give = (candidate: string): string => {
      write("candidate", candidate);
      ask("give_back", at("candidate"), at("adopted"));
      return readFileSync(at("candidate"), "utf8");
    };
    beforeEach(() => {
      write("adopted/9/before", "first\n");
      write("adopted/9/after", "second\n");
      write("adopted/9/texts/0001", "<white_list>10.0.0.1</white_list>\n");
      write("adopted/10/before", "second\n");
      write("adopted/10/after", "third\n");
      write("adopted/10/texts/0001", "<active-response></active-response>\n");
      write("adopted/10/texts/0002", "<global></global>\n");
      write("adopted/10/texts/0003", "<ossec_config></ossec_config>\n");
    });

    it("byte for byte, where nobody has edited the rest since", () => {
      expect(give("third\n")).toBe("first\n");
    });

    it("in roots of its own else: addresses first, responses last", () => {
      expect(give("other")).toBe(
        "<ossec_config>\n  <global>\n<white_list>10.0.0.1</white_list>\n  </global>\n<global></global>\n</ossec_config>\nother\n<ossec_config>\n<active-response></active-response>\n</ossec_config>\n<ossec_config></ossec_config>\n",
      );
    });

    it("only the part that does not fit any more", () => {
      write("adopted/9/after", "edited\n");
      expect(give("third\n")).toBe(
        "<ossec_config>\n  <global>\n<white_list>10.0.0.1</white_list>\n  </global>\n</ossec_config>\nsecond\n",
      );
    });

    it("nothing, where nothing was taken over", () => {
      rmSync(at("adopted"), { recursive: true });
      expect(give("other")).toBe("other");
    });
  });
});
