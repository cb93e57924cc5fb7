import { printFinding } from "../../../policy/lint/printFinding";
import type { CustomResponse } from "../../../policy/model/response";
import type { Written } from "../../../policy/model/written";
import { findingsOf, ofResponses } from "./subject";

const windows = (executable: string, more: object = {}): Written<CustomResponse> => ({
  kind: "custom",
  rules: [60_122],
  command: "win",
  executable,
  timeout: 600,
  ...more,
});

describe("a stock executable of Windows", () => {
  it("is named with what it does besides: netsh.exe to a whole /32, each of them past the white list", () => {
    const about = (executable: string): string[] =>
      findingsOf({ responses: [windows(executable)] })
        .filter(({ code }) => code === "windows-stock")
        .map((one) => `${one.severity}: ${printFinding(one)}`);
    const end =
      'an address of your own can be blocked; bind a rule of your own that leaves your addresses out by <field name="win.eventdata.ipAddress" negate="yes">, or take the response out; docs/windows.md says what else there is [windows-stock]';
    expect(about("netsh.exe")).toEqual([
      `warning: responses[0].executable: netsh.exe is Wazuh's own for Windows agents, and runs there as it is: netsh.exe blocks the whole /32 around an IPv6 address, and the manager asks no white list for events of Windows; ${end}`,
    ]);
    expect(about("route-null.exe")).toEqual([
      `warning: responses[0].executable: route-null.exe is Wazuh's own for Windows agents, and runs there as it is: the manager asks no white list for events of Windows; ${end}`,
    ]);
    expect(about("restart-wazuh.exe")).toEqual([]);
  });

  it("is not one where the stack brings a script of that name", () => {
    const own = windows("netsh.exe", { script: "#!/bin/sh\nread -r line\n", protocol: "runner" });
    expect(ofResponses(own).filter((line) => line.includes("windows-stock"))).toEqual([]);
  });
});
