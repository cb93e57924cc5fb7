import { readFileSync } from "node:fs";
import { join } from "node:path";

import { groupSince, listSince, ruleSince } from "../../../policy/wazuh/stock/stockSince";
import { STOCK_LISTS } from "../../../policy/wazuh/stock/stockLists";
import { stockRule } from "../../../policy/wazuh/stock/stockRules";
import { DIFFERENCES, has, type Difference } from "../../../policy/wazuh/versions/differences";
import { placeOf, SUPPORTED } from "../../../policy/wazuh/versions/supported";
import {
  isBefore,
  lacks,
  lineText,
  parseVersion,
  versionText,
} from "../../../policy/wazuh/versions/wazuhVersion";

const version = (text: string): NonNullable<ReturnType<typeof parseVersion>> => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

test("a version is read as Wazuh and people write it", () => {
  expect(["4.12.0", "v4.9.2", "4.14", "5.0.0"].map(parseVersion)).toEqual([
    [4, 12, 0],
    [4, 9, 2],
    [4, 14, Infinity],
    [5, 0, 0],
  ]);
  expect(["newest", "4", "4.x", "4.14.7-rc1", ""].map(parseVersion)).toEqual(
    Array(5).fill(undefined),
  );
  expect(["4.12.0", "4.14"].map(version).map(versionText)).toEqual(["4.12.0", "4.14"]);
  expect(lineText(version("4.9.2"))).toBe("4.9");
});

test("versions are compared by numbers, and a line alone is its newest", () => {
  const before = (a: string, b: string): boolean => isBefore(version(a), version(b));
  expect([
    before("4.9.2", "4.10.0"),
    before("4.10.0", "4.9.2"),
    before("4.14.0", "4.14.0"),
    before("4.14.0", "4.14.5"),
    before("4.14", "4.14.5"),
    before("4.14.7", "5.0.0"),
  ]).toEqual([true, false, false, true, false, true]);
  expect([lacks(version("4.12.0"), "4.13.0"), lacks(version("4.13.0"), "4.13.0")]).toEqual([
    true,
    false,
  ]);
  expect([lacks(undefined, "4.13.0"), lacks(version("4.9.0"), undefined)]).toEqual([false, false]);
});

test("4.9 to 4.14 are supported, as the hosts' own check has it", () => {
  const places = ["3.13.6", "4.1.5", "4.2.0", "4.8.2", "4.9.0", "4.14.9", "4.15.0", "5.0.0"];
  expect(places.map((text) => placeOf(version(text)))).toEqual([
    "positional",
    "positional",
    "older",
    "older",
    "supported",
    "supported",
    "newer",
    "five",
  ]);
  const script = readFileSync(
    join(__dirname, "../../../scripts/host/common/20-preflight.sh"),
    "utf8",
  );
  expect(script).toContain("    v4.9.* | v4.1[0-4].*) ;;\n");
  expect(script.match(/4\.9 to 4\.14 are supported/g)).toHaveLength(3);
  expect(SUPPORTED).toBe("4.9 to 4.14");
});

test("each difference is what its first version has, and is a row of the page", () => {
  const page = readFileSync(join(__dirname, "../../../docs/versions.md"), "utf8");
  for (const [name, difference] of Object.entries<Difference>(DIFFERENCES)) {
    const { since, of, what, instead, source } = difference;
    expect(page).toContain(
      `| \`${name}\` | ${since} | ${of} | ${what} (\`${source}\`) | ${instead}`,
    );
  }
  const hot = ["4.9.0", "4.12.0", "4.13.0", "4.14"].map((text) => has(version(text), "hot-reload"));
  expect([...hot, has(undefined, "hot-reload")]).toEqual([false, false, true, true, true]);
});

test("what an earlier version lacks of the stock facts", () => {
  const ids = [23_508, 99_651, 99_656, 522, 60_232, 99_901, 99_920, 92_606, 5763, 100_050];
  expect(ids.map(ruleSince)).toEqual([
    "4.10.0",
    "4.10.0",
    "4.12.0",
    "4.13.0",
    "4.13.0",
    "4.13.0",
    "4.13.0",
    "4.14.1",
    undefined,
    undefined,
  ]);
  expect(ids.slice(0, -1).filter((id) => stockRule(id) === undefined)).toEqual([]);
  expect([groupSince("malware"), groupSince("sshd")]).toEqual(["4.13.0", undefined]);
  expect([...STOCK_LISTS].filter((list) => listSince(list) === "4.13.0").sort()).toEqual([
    "etc/lists/malicious-ioc/malicious-domains",
    "etc/lists/malicious-ioc/malicious-ip",
    "etc/lists/malicious-ioc/malware-hashes",
  ]);
});
