import { arConfOf, readArConfig, STOCK_AR_CONF } from "../../../lab/wazuh/config/activeResponse";
import { parseXml } from "../../../lab/wazuh/config/xml";
import { crashesExecd, readArConf } from "../../../lab/wazuh/execd/arConf";

function rows(text: string, files: readonly string[]): [string, string, number][] {
  const present = (path: string): boolean =>
    files.some((file) => path === `active-response/bin/${file}`);
  return readArConf(text, present, true).rows.map(({ name, executable, timeout }) => [
    name,
    executable.replace("active-response/bin/", ""),
    timeout,
  ]);
}

describe("ar.conf as execd reads it", () => {
  it("takes the first of one name whose file is there", () => {
    const text = "fw60 - ours - 60\nfw60 - stock - 60\n";
    expect(rows(text, ["stock"])).toEqual([["fw60", "stock", 60]]);
    expect(rows(text, ["ours"])).toEqual([["fw60", "ours", 60]]);
    expect(rows(text, [])).toEqual([["fw60", "", 60]]);
  });

  it("keeps a second row where both files are there: it costs room", () => {
    expect(rows("fw60 - ours - 60\nfw60 - stock - 60\n", ["ours", "stock"])).toHaveLength(2);
  });

  it("has two rows for the six lines that are always there", () => {
    expect(rows(STOCK_AR_CONF, ["restart-wazuh"])).toEqual([
      ["restart-ossec0", "", 0],
      ["restart-wazuh0", "restart-wazuh", 0],
    ]);
  });

  it("refuses a path out of its folder", () => {
    expect(rows("a0 - ../x - 0\n", ["../x"])).toEqual([["a0", "", 0]]);
  });

  it("speaks of a missing file the first time only", () => {
    const said = (first: boolean): number =>
      readArConf("a0 - x - 0\n", () => false, first).words.length;
    expect([said(true), said(false)]).toEqual([1, 0]);
  });
});

it("61 blocks are safe for execd, 62 to 64 are when it starts, 70 are not", () => {
  expect(
    [61, 62, 64, 70].map((blocks) => [
      crashesExecd(blocks + 2, false),
      crashesExecd(blocks + 2, true),
    ]),
  ).toEqual([
    [false, false],
    [false, true],
    [false, true],
    [true, true],
  ]);
});

describe("ar.conf as analysisd writes it", () => {
  const COMMAND =
    "<command><name>fw</name><executable>fw.sh</executable><timeout_allowed>yes</timeout_allowed></command>";
  const block = (inner: string): string => `<active-response>${inner}</active-response>`;
  const written = (...sections: string[]): string =>
    arConfOf(readArConfig(parseXml(sections.join("")))).slice(STOCK_AR_CONF.length);

  it.each([
    ["<timeout>10m</timeout>", "fw10 - fw.sh - 10\n"],
    ["<timeout>abc</timeout>", "fw0 - fw.sh - 0\n"],
    ["<timeout>-5</timeout>", "fw-5 - fw.sh - -5\n"],
    ["<disabled>yes</disabled>", ""],
  ])("%s", (inner, row) => {
    expect(written(COMMAND, block(`<command>fw</command><location>local</location>${inner}`))).toBe(
      row,
    );
  });

  it("makes a timeout that the command does not take a permanent block", () => {
    const command = "<command><name>fw</name><executable>fw.sh</executable></command>";
    expect(
      written(
        command,
        block("<command>fw</command><location>local</location><timeout>60</timeout>"),
      ),
    ).toBe("fw0 - fw.sh - 0\n");
  });

  it("is cut short where a later block is refused", () => {
    const good = block("<command>fw</command><location>local</location>");
    expect(
      written(COMMAND, good, block("<command>no</command><location>local</location>"), good),
    ).toBe("fw0 - fw.sh - 0\n");
  });

  it("lets the first of two commands of one name win", () => {
    const other = "<command><name>fw</name><executable>other.sh</executable></command>";
    expect(written(COMMAND, other, block("<command>fw</command><location>local</location>"))).toBe(
      "fw0 - fw.sh - 0\n",
    );
  });

  it.each([
    ["last", "server"],
    ["local", "local"],
    ["defined-agent", "definedAgent"],
    ["all", "all"],
  ])("takes location %s for %s", (location, on) => {
    const { responses } = readArConfig(
      parseXml(
        COMMAND +
          block(
            `<command>fw</command><agent_id>366, 409</agent_id><location>${location}</location>`,
          ),
      ),
    );
    expect(responses[0]?.on).toHaveProperty(on, true);
  });

  it("switches all off by a last disabled block, and on again by one that follows", () => {
    const on = block("<command>fw</command><location>local</location>");
    const off = block("<disabled>yes</disabled>");
    const flags = (...sections: string[]): boolean[] => {
      const { local, remote } = readArConfig(parseXml(COMMAND + sections.join("")));
      return [local, remote];
    };
    expect(flags(on, off)).toEqual([false, false]);
    expect(flags(off, on)).toEqual([true, true]);
  });
});
