import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { recordedCommand, recordedModes } from "../../real/records";
import { HOME, must } from "./onHost";

// What a real manager and agent of 4.14.7 printed of themselves, and what the lab's print.

let lab: Lab;

beforeAll(async () => {
  lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }], attacker: false });
}, 180_000);

afterAll(async () => {
  await lab.down();
});

/** Mode, owner and group of files below the home. */
async function modes(host: LabHost, names: readonly string[]): Promise<Map<string, string>> {
  const lines = await must(host, `cd ${HOME} && stat -c '%n\t%A %U:%G' ${names.join(" ")}`);
  return new Map(
    lines
      .trim()
      .split("\n")
      .map((line) => line.split("\t") as [string, string]),
  );
}

it("wazuh-control names a manager's daemons in the same order and words", async () => {
  const { stdout } = await lab.master.run(`${HOME}/bin/wazuh-control status`);
  expect(stdout.trim().split("\n")).toEqual(recordedCommand("wazuh-control status (manager)"));
});

it("wazuh-control says its version, revision and type", async () => {
  expect(await must(lab.master, `${HOME}/bin/wazuh-control info`)).toBe(
    `${recordedCommand("wazuh-control info").join("\n")}\n`,
  );
});

it("an agent's folders, files and sockets have the same modes and owners", async () => {
  const real = recordedModes("ls -ld etc etc/ossec.conf");
  // Sockets of daemons that only wait here.
  const without = ["cfgaq", "control", "logcollector", "syscheck", "upgrade", "wmodules"];
  const names = [...real.keys()].filter((name) => !without.includes(name.split("/").at(-1) ?? ""));
  expect(await modes(lab.host("hel-1"), names)).toEqual(
    new Map(names.map((name) => [name, real.get(name)])),
  );
});

it("a manager's stock responses have the same names, modes and owners", async () => {
  const real = recordedModes("ls -l active-response/bin (manager)");
  const stock = (await must(lab.master, `ls ${HOME}/active-response/bin`)).trim().split("\n");
  const bin = "active-response/bin";
  const here = await modes(
    lab.master,
    stock.map((name) => `${bin}/${name}`),
  );
  expect(here).toEqual(
    new Map(stock.map((name) => [`${bin}/${name}`, real.get(name) ?? "not in the record"])),
  );
});
