import { createServer, type AddressInfo, type Server } from "node:net";

import { FORWARD_FILE } from "../../../policy/model/hostPaths";
import { forwardFile } from "../../../policy/services/logCollection/forward";
import { bundle, part, Rig, script } from "./rig";

const DAY = "/var/ossec/logs/alerts/alerts.json";
const MAIN = `global(workDirectory="/var/spool/rsyslog")\n$IncludeConfig /etc/rsyslog.d/*.conf\n*.* /var/log/all\n`;
/** What systemctl restart does, with the real rsyslogd of this machine; /run/refuse makes it fail once. */
const SYSTEMCTL = `#!/bin/sh
echo "$*" >>/run/systemctl.log
[ "$*" = "restart rsyslog" ] || exit 3
if [ -e /run/refuse ]; then rm /run/refuse; exit 1; fi
if [ -f /run/rsyslogd.pid ]; then
  read -r pid </run/rsyslogd.pid
  kill "$pid"
  while kill -0 "$pid" 2>/dev/null; do :; done
fi
exec rsyslogd -f /etc/rsyslog.conf -i /run/rsyslogd.pid
`;

/** A TCP input that keeps the lines that come. */
class Input {
  readonly lines: string[] = [];
  private constructor(readonly server: Server) {}

  static async up(): Promise<Input> {
    const server = createServer();
    const input = new Input(server);
    server.on("connection", (socket) => {
      let rest = "";
      socket.on("error", () => undefined);
      socket.on("data", (part) => {
        const lines = (rest + part.toString()).split("\n");
        rest = lines.pop() ?? "";
        input.lines.push(...lines);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return input;
  }

  get to(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Waits until the last line is this one. */
  async has(line: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (this.lines.at(-1) !== line) {
      if (Date.now() > end) throw new Error(`no line "${line}" but ${this.lines.join(" | ")}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe("the file by which rsyslog sends alerts on", () => {
  let rig: Rig;
  let first: Input;
  let second: Input;

  beforeAll(async () => {
    [first, second] = [await Input.up(), await Input.up()];
    rig = await Rig.up("master");
    const { code, stderr } = rig.run(
      `rm -rf /etc/rsyslog.conf /etc/rsyslog.d && mkdir -p /etc/rsyslog.d /var/spool/rsyslog /var/ossec/logs/alerts &&
       printf '%s' '${MAIN}' >/etc/rsyslog.conf && : >${DAY} &&
       cat >/run/systemctl && chmod 0755 /run/systemctl && mount --bind /run/systemctl "$(readlink -f /usr/bin/systemctl)"`,
      SYSTEMCTL,
    );
    if (code !== 0) throw new Error(stderr);
  });
  afterAll(() => {
    rig.down();
    first.server.close();
    second.server.close();
  });

  afterEach(() => {
    rig.run("rm -f /etc/rsyslog.d/50-own.conf /run/refuse");
    put("/etc/rsyslog.conf", MAIN);
  });

  const master = (to?: string, text = "one") =>
    bundle("master", {
      files: [
        script("guarded-block-ip", text),
        ...(to === undefined ? [] : [forwardFile({ kind: "rsyslog", to })]),
      ],
      part: part(3600),
    });
  const alert = (text: string): void => {
    rig.run(`cat >>${DAY}`, `${text}\n`);
  };
  const restarts = (): number =>
    Number(rig.run("grep -c '^restart rsyslog$' /run/systemctl.log").stdout);
  const there = (): string => rig.run("ls -A /etc/rsyslog.d").stdout;
  const drift = (to: string): unknown =>
    (JSON.parse(rig.install("check", master(to)).stdout) as { drift: unknown }).drift;
  const put = (file: string, text: string): void => {
    rig.run(`cat >${file}`, text);
  };
  const refused = (to: string): string => {
    const before = rig.run(`cat ${FORWARD_FILE}`).stdout;
    const { code, stderr } = rig.install("apply", master(to));
    expect([code, rig.run(`cat ${FORWARD_FILE}`).stdout]).toEqual([65, before]);
    return stderr;
  };
  const end = "wazuh: refused: 1 problem(s), named above; nothing was changed\n";

  it("comes, rsyslog is restarted, and each alert arrives as it was written", async () => {
    const { code, stderr } = rig.install("apply", master(first.to));
    expect([code, stderr]).toEqual([0, ""]);
    expect(rig.run(`stat -c '%U:%G %a' ${FORWARD_FILE}`).stdout).toBe("root:root 644\n");
    const long = JSON.stringify({ rule: { id: "651" }, full_log: "x".repeat(20_000) });
    alert(long);
    await first.has(long);
    expect(restarts()).toBe(1);
  });

  it("is left alone by a second apply, and check has nothing to say", () => {
    expect(rig.install("apply", master(first.to)).code).toBe(0);
    expect([restarts(), drift(first.to)]).toEqual([1, []]);
  });

  it("sends to another place when the stack says so", async () => {
    expect(rig.install("apply", master(second.to)).code).toBe(0);
    alert('{"n":2}');
    await second.has('{"n":2}');
    expect([restarts(), first.lines.length]).toEqual([2, 1]);
  });

  it("is drift where it was edited, and where rsyslog does not run", () => {
    rig.run(`echo '# mine' >>${FORWARD_FILE}`);
    expect(drift(second.to)).toEqual([{ what: "tampered", detail: FORWARD_FILE }]);
    expect(rig.install("apply", master(second.to)).code).toBe(0);
    rig.run(
      'kill -9 "$(cat /run/rsyslogd.pid)"; while pgrep -x rsyslogd >/dev/null; do :; done; rm /run/rsyslogd.pid',
    );
    expect(drift(second.to)).toEqual([
      {
        what: "forward",
        detail: `rsyslogd does not run, so no alert is sent on as ${FORWARD_FILE} says; systemctl restart rsyslog`,
      },
    ]);
    rig.run("systemctl restart rsyslog");
    expect(drift(second.to)).toEqual([]);
  });

  it("is refused before anything changes where another file loads the module too", () => {
    put("/etc/rsyslog.d/50-own.conf", 'module(load="imfile")\n');
    expect(refused(first.to)).toBe(
      `wazuh: rsyslogd -N1 refuses ${FORWARD_FILE}; it said: module 'imfile' already in this config, cannot be added; where a module is loaded already, or a setting given twice, take it out of the other file: ours is read first, then run again\n${end}`,
    );
  });

  it("is refused where rsyslog does not take what it has already", () => {
    put("/etc/rsyslog.d/50-own.conf", 'input(type="imfoo")\n');
    expect(refused(first.to)).toBe(
      `wazuh: rsyslogd -N1 refuses the configuration of rsyslog as it is, without ${FORWARD_FILE}; it said: input module name 'imfoo' is unknown; repair that, then run again\n${end}`,
    );
  });

  it("keeps no other change back where somebody broke rsyslog later, and check says so", () => {
    put("/etc/rsyslog.d/50-own.conf", 'input(type="imfoo")\n');
    const other = master(second.to, "two");
    expect(rig.install("apply", other).code).toBe(0);
    const { drift: found } = JSON.parse(rig.install("check", other).stdout) as { drift: unknown };
    expect(found).toEqual([
      {
        what: "programs",
        detail: `rsyslogd -N1 refuses the configuration of rsyslog as it is, without ${FORWARD_FILE}; it said: input module name 'imfoo' is unknown; repair that, then run again`,
      },
    ]);
  });

  it("is refused where rsyslog would never read it, or never the alerts", () => {
    put("/etc/rsyslog.conf", MAIN.replace("$Include", "#$Include"));
    expect(refused(first.to)).toBe(
      `wazuh: /etc/rsyslog.conf is missing, or does not include /etc/rsyslog.d/*.conf, so that rsyslog would never read ${FORWARD_FILE}; add $IncludeConfig /etc/rsyslog.d/*.conf there, then run again\n${end}`,
    );
    put("/etc/rsyslog.conf", `$PrivDropToUser nobody\n${MAIN}`);
    expect(refused(first.to)).toBe(
      `wazuh: rsyslog runs as nobody here, which may not read ${DAY}; usermod -aG wazuh nobody, then run again\n${end}`,
    );
  });

  it("is put back where rsyslog cannot be restarted with it", async () => {
    rig.run(": >/run/refuse");
    const { code, stderr } = rig.install("apply", master(first.to));
    expect([code, stderr]).toEqual([
      70,
      `wazuh: failed (1): systemctl restart rsyslog\nwazuh: a reload command failed; putting the old state back\nwazuh: failed: a reload command failed; the old state is back and the manager runs with it\n`,
    ]);
    alert('{"n":3}');
    await second.has('{"n":3}');
  });

  it("goes when it is taken out of the stack, and rsyslog forgets it", async () => {
    const before = restarts();
    const without = master();
    expect(rig.install("apply", without).code).toBe(0);
    const { code, stdout } = rig.install("prune", without);
    expect([code, JSON.parse(stdout)]).toEqual([0, { host: "wazuh", removed: [FORWARD_FILE] }]);
    expect([there(), restarts()]).toEqual(["", before + 1]);
    alert('{"n":4}');
    // The rsyslog without the file has sent it nowhere by the time that the next one sends it.
    expect(rig.install("apply", master(first.to)).code).toBe(0);
    await first.has('{"n":4}');
    expect(second.lines.at(-1)).toBe('{"n":3}');
  });

  it("is taken away where it had just come and rsyslog does not start with it", () => {
    expect(rig.install("apply", master()).code).toBe(0);
    expect(rig.install("prune", master()).code).toBe(0);
    const before = restarts();
    rig.run(": >/run/refuse");
    expect(rig.install("apply", master(first.to)).code).toBe(70);
    expect([there(), restarts()]).toEqual(["", before + 2]);
  });

  it("leaves with everything of ours", () => {
    expect(rig.install("apply", master(first.to)).code).toBe(0);
    expect(there()).toBe("10-wazuh-active-response.conf\n");
    const before = restarts();
    expect(rig.install("remove", master(first.to)).code).toBe(0);
    expect([there(), restarts()]).toEqual(["", before + 1]);
  });

  it("is left out, with a warning, where rsyslog is not installed", () => {
    rig.run(`mkdir -p /mnt/sbin/upper /mnt/sbin/work &&
      mount -t overlay overlay -o lowerdir=/usr/sbin,upperdir=/mnt/sbin/upper,workdir=/mnt/sbin/work /usr/sbin &&
      rm /usr/sbin/rsyslogd`);
    const { code, stdout } = rig.install("apply", master("graylog.example:5555"));
    const { warnings } = JSON.parse(stdout) as { warnings: string[] };
    expect([code, warnings, there()]).toEqual([
      0,
      [
        `${FORWARD_FILE} is left out: rsyslog is not installed here, so that no alert is sent to graylog.example:5555; apt-get install rsyslog, then active-response check --fix and pulumi up`,
      ],
      "",
    ]);
  });
});
