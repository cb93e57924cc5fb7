import { readFileSync } from "node:fs";
import { join } from "node:path";

import { markedPart } from "../../../policy/render/ossecPart";
import { bundle, CONF, part, Rig, rules, script } from "../installer/rig";
import { toolOf, layOver, type Tool } from "./besideHost";

// Each run of Puppet is seconds of Ruby, and a test has up to three.
jest.setTimeout(300_000);

const EXAMPLES = join(__dirname, "../../../examples/beside");
const example = (name: string): string => readFileSync(join(EXAMPLES, name), "utf8");
const KEPT = "/var/lib/wazuh-active-response/ossec.conf.part";
const REST = example("ossec.conf.j2").replace(/^\{\{.*?\}\}/, "");

const policy = (timeout: number, trigger = "5763") =>
  bundle("master", {
    files: [script("guarded-block-ip", "one"), rules("one")],
    part: part(timeout, trigger),
  });
const [one, two] = [policy(3600), policy(60, "5763,5712")];
const marked = (wanted: { readonly part?: string }): string => markedPart(wanted.part ?? "");

/** Another tool that writes ossec.conf whole, by the files in examples/beside. */
interface Owner {
  readonly tool: Tool;
  /** Its own part of the file, as the example has it. */
  readonly rest: string;
  /** Makes it own a rest of its own, and begin with our part or not. */
  readonly own: (rig: Rig, rest: string, begins: boolean) => void;
  /** Runs it; how many of its resources changed something. @throws Error where it fails */
  readonly run: (rig: Rig) => number;
}

const ANSIBLE: Owner = {
  tool: "ansible",
  rest: REST,
  own: (rig, rest, begins) => {
    const [first] = /^\{\{.*?\}\}/.exec(example("ossec.conf.j2")) ?? [];
    put(rig, "ossec.conf.j2", `${begins ? first : ""}${rest}`);
    put(rig, "ansible.yml", example("ansible.yml"));
    put(rig, "hosts", "[wazuh_managers]\nlocalhost ansible_connection=local\n");
  },
  run: (rig) => {
    const { code, stdout, stderr } = rig.run(
      `cd /run/owner && HOME=/run ANSIBLE_HOME=/run/ansible ANSIBLE_NOCOLOR=1 ANSIBLE_STDOUT_CALLBACK=default \
      ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 LC_ALL=C.UTF-8 unshare -n /usr/bin/ansible-playbook -i hosts -e ansible_become=false ansible.yml`,
    );
    if (code !== 0) throw new Error(stdout + stderr);
    return Number(/ changed=(\d+) /.exec(stdout)?.[1]);
  },
};

const PUPPET: Owner = {
  tool: "puppet",
  rest: REST.replace("Ansible's own", "Puppet's own").replace("your template", "your fragments"),
  own: (rig, rest, begins) => {
    const indented = rest.replaceAll(/^(?=.)/gm, "    ");
    put(
      rig,
      "puppet.pp",
      example("puppet.pp")
        .replace(/(@\(CONF\),\n)[^|]*(?= {4}\| CONF)/, (_all, head: string) => head + indented)
        .replace(/concat::fragment \{ 'wazuh-active-response'.*?\n\}\n/s, (all) =>
          begins ? all : "",
        ),
    );
  },
  run: (rig) => {
    const { code, stdout, stderr } = rig.run(
      "HOME=/run LC_ALL=C.UTF-8 unshare -n /usr/bin/puppet apply --color=false --detailed-exitcodes --confdir /run/puppet --vardir /run/puppet/var --modulepath /usr/share/puppet/modules /run/owner/puppet.pp",
    );
    if (code !== 0 && code !== 2) throw new Error(stdout + stderr);
    return code === 0 ? 0 : (stdout.match(/^Notice: \/Stage.*$/gm) ?? []).length;
  },
};

function put(rig: Rig, name: string, content: string): void {
  rig.run(`mkdir -p /run/owner; cat >/run/owner/${name}`, content);
}

for (const { tool, rest, own, run } of [ANSIBLE, PUPPET]) {
  const { there, name, tree } = toolOf(tool);
  (there ? describe : describe.skip)(name, () => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await Rig.up("master");
      const { code, stderr } = rig.run(layOver(tree, "/mnt/lay"));
      if (code !== 0) throw new Error(stderr);
      own(rig, rest, true);
    });
    afterAll(() => {
      rig.down();
    });
    const conf = (): string => rig.run(`cat ${CONF}`).stdout;
    const drift = (wanted = one): unknown =>
      (JSON.parse(rig.install("check", wanted).stdout) as { drift: unknown }).drift;
    const apply = (wanted = one): unknown => {
      const { stdout, stderr } = rig.install("apply", wanted);
      if (stdout === "") throw new Error(stderr);
      const { restart, changed, warnings } = JSON.parse(stdout) as Record<string, unknown>;
      return { restart, changed, warnings };
    };
    const NOTHING = { restart: "none", changed: [], warnings: [] };

    it("writes its file alone on a manager that has no part of ours yet", () => {
      expect(run(rig)).toBeGreaterThan(0);
      expect(conf()).toBe(rest);
      expect(run(rig)).toBe(0);
    });

    it("has nothing to do after our part has come, nor have we after it", () => {
      apply();
      expect(rig.run(`cat ${KEPT}; stat -c '%U:%G %a' ${KEPT}`).stdout).toBe(
        `${marked(one)}root:root 600\n`,
      );
      expect(conf()).toBe(marked(one) + rest);
      expect(run(rig)).toBe(0);
      expect([apply(), drift(), run(rig), conf()]).toEqual([NOTHING, [], 0, marked(one) + rest]);
    });

    it("has nothing to do after our part has changed, and keeps no old copy of it", () => {
      expect(apply(two)).toMatchObject({ restart: "reload", changed: [CONF] });
      expect(run(rig)).toBe(0);
      expect([drift(two), conf()]).toEqual([[], marked(two) + rest]);
      apply();
    });

    it("changes its own rest, and we have nothing to do", () => {
      const other = rest.replace("<email_notification>no<", "<email_notification>yes<");
      own(rig, other, true);
      expect(run(rig)).toBeGreaterThan(0);
      expect([conf(), drift(), apply(), run(rig)]).toEqual([marked(one) + other, [], NOTHING, 0]);
      own(rig, rest, true);
      run(rig);
    });

    it("is not spared what the installer refuses: a command of our name in its rest is a conflict", () => {
      const bad = rest.replace(
        "<global>",
        "<command>\n    <name>firewall-drop</name>\n    <executable>x</executable>\n  </command>\n  <global>",
      );
      own(rig, bad, true);
      run(rig);
      expect(drift()).toEqual([
        { what: "conflict", detail: expect.stringContaining("firewall-drop") as string },
      ]);
      own(rig, rest, true);
      run(rig);
      expect(drift()).toEqual([]);
    });

    it("without our part at its beginning takes it away: check names it, and the next apply brings it back", () => {
      own(rig, rest, false);
      run(rig);
      expect(conf()).toBe(rest);
      expect(drift()).toEqual(
        expect.arrayContaining([
          { what: "part", detail: `our part of ${CONF} is edited, outdated or gone` },
        ]),
      );
      expect(apply()).toMatchObject({ restart: "reload", changed: [CONF] });
      expect([drift(), conf()]).toEqual([[], marked(one) + rest]);
      own(rig, rest, true);
      expect(run(rig)).toBe(0);
    });

    it("would write what somebody has put into the kept file: check names that too", () => {
      rig.run(`echo '<!-- theirs -->' >>${KEPT}`);
      expect(drift()).toEqual([
        {
          what: "part",
          detail: `${KEPT}, with which another tool may begin ${CONF}, is edited or outdated`,
        },
      ]);
      expect([apply(), drift(), run(rig)]).toEqual([NOTHING, [], 0]);
    });

    it("writes its file alone once we have left", () => {
      rig.install("remove", one);
      expect(rig.run(`ls ${KEPT}`).stdout).toBe("");
      expect([conf(), run(rig), conf()]).toEqual([rest, 0, rest]);
    });
  });
}
