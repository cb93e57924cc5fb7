import { readAlert } from "../../../../policy/replay/alerts/readAlert";
import { addressText, foundField } from "../../../../policy/replay/judge/field";

const WIN = "win.eventdata.ipAddress";
const NAMES = [WIN, "src_ip", "srcip"];

/** What is found of an alert of the manager: the field, its text, and what is said where it holds no address. */
function foundIn(data: unknown): readonly string[] {
  const line = JSON.stringify({
    timestamp: "2026-11-01T00:00:00.000+0000",
    rule: { id: "60122" },
    data,
  });
  const read = readAlert(line, { file: "a", line: 1 }, [], NAMES);
  if (read.kind !== "alert") throw new Error("it is an alert");
  const found = foundField(read.alert, NAMES);
  return [found.name ?? "-", addressText(found), found.why];
}

describe("the field that replay takes", () => {
  it.each<[unknown, readonly [string, string]]>([
    [{ win: { eventdata: { ipAddress: "192.0.2.7" } }, srcip: "192.0.2.8" }, [WIN, "192.0.2.7"]],
    [{ win: { eventdata: { ipAddress: "-" } }, srcip: "192.0.2.8" }, ["srcip", "192.0.2.8"]],
    [{ src_ip: 7, srcip: "192.0.2.8" }, ["src_ip", "7"]],
  ])("%j", (data, expected) => {
    expect(foundIn(data).slice(0, 2)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{ src_ip: ["192.0.2.7"], srcip: "192.0.2.8" }, "src_ip is an array, not an address"],
    [{ srcip: [] }, "srcip is an array, not an address"],
    [{ win: [] }, "win is an array, not an object, and no address stands in src_ip, srcip"],
    [{ win: { eventdata: {} } }, `${WIN} is missing, and no address stands in src_ip, srcip`],
    [{}, "win is missing, and no address stands in src_ip, srcip"],
    [{ [WIN]: "192.0.2.7" }, "win is missing, and no address stands in src_ip, srcip"],
  ])("%j is refused", (data, why) => {
    expect(foundIn(data).slice(1)).toEqual(["", `parameters.alert.data.${why}`]);
  });
});
