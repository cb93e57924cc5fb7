import { readFileSync } from "node:fs";
import { join } from "node:path";

import { policyOf } from "../../../policy/model/parsePolicy";
import { awkTable } from "../../../policy/provenance/awkTable";
import { FORGEABLE, UNPROVEN } from "../../../policy/provenance/exposed";
import { guardsOf } from "../../../policy/provenance/guards";
import { AWKS } from "../../interpreters";
import { whyForged } from "./awk";

/**
 * What the real wazuh-analysisd 4.14.7 made of each line: address, user, program and rule with the stock rules, and the rule
 * once the guards of all rules below were loaded (119000 where they took it). `odd` is a line that names the true peer, or
 * nobody, in a form that no daemon writes by itself.
 */
const ROWS = readFileSync(join(__dirname, "verdicts.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((text) => {
    const [
      kind = "",
      location = "",
      line = "",
      srcip = "",
      dstuser = "",
      program = "",
      stock = "",
      guarded = "",
    ] = text.split("\t");
    return { kind, location, line, srcip, dstuser, program, stock, guarded };
  });

/** The rules that the guards were rendered for. */
const BOUND = [
  ...[
    5763, 5712, 5720, 5551, 9751, 9750, 11451, 11306, 11251, 3357, 3351, 3153, 31151, 31103, 30310,
  ],
  ...[30411, 5701, 5706, 5718, 5758, 5731, 5703, 3396, 3398, 3651, 3910, 11203, 31101],
  ...[5715, 9701, 9707, 3335, 3158, 3302, 3306, 11210, 5601, 51007, 51011, 64007],
];
const GUARDS = guardsOf(
  policyOf({
    whitelist: [],
    rules: [],
    responses: [{ kind: "block-ip", timeout: 3600, rules: BOUND }],
  }),
);

/** pure-ftpd without -H writes the name that the peer's own reverse zone gives; docs/security.md says so. */
const BY_REVERSE_ZONE = /pure-ftpd: \(\?@198\.51\.100\.23\) \[WARNING\]/;
const given = (text: string): string | undefined => (text === "-" ? undefined : text);

describe("the guard rules, as the real analysisd judged them", () => {
  it.each(ROWS.map((row) => [row.line.slice(0, 150), row] as const))("%s", (_, row) => {
    const log = row.line.replace(
      /^(?:[A-Z][a-z]{2} [ \d]\d \S+|\d{4}-\d\d-\d\dT\S+) \S+ [^\s[:]+(?:\[\d+\])?: /,
      "",
    );
    const taken = GUARDS.filter(({ of }) => of.includes(Number(row.stock))).some(({ but }) =>
      "raw" in but
        ? new RegExp(but.raw).test(row.location)
        : "place" in but
          ? !new RegExp(but.place).test(row.location)
          : !new RegExp(`^(?:${but.lines.map(({ pcre2 }) => pcre2).join("|")})$`).test(log),
    );
    expect(taken ? "119000" : row.stock).toBe(row.guarded);
  });

  it("leave every honest line where it was, and every hostile one but those that lint refuses triggers nothing", () => {
    const refused = new Set([...FORGEABLE, ...UNPROVEN].map(String));
    expect(
      ROWS.filter(({ kind, stock, guarded }) => kind === "honest" && stock !== guarded),
    ).toEqual([]);
    const through = ROWS.filter(
      ({ kind, stock, guarded, srcip, line }) =>
        kind === "hostile" &&
        guarded !== "119000" &&
        srcip !== "-" &&
        !refused.has(stock) &&
        !BY_REVERSE_ZONE.test(line),
    );
    // A true address in the first words, behind a reverse zone of the peer's own.
    expect(through.map(({ line }) => line)).toEqual([
      "Nov 30 10:00:00 host telnetd[9]: refused connect from 203.0.113.66",
    ]);
    expect(ROWS.filter(({ kind }) => kind === "honest")).toHaveLength(164);
    expect(ROWS.filter(({ kind }) => kind === "hostile")).toHaveLength(73);
  });
});

describe("the table of a host", () => {
  it("is what its source says; npx tsx tools/generate/daemonTable.ts writes it anew", () => {
    const file = join(__dirname, "../../../scripts/responses/daemons.awk");
    expect(readFileSync(file, "utf8")).toBe(awkTable());
  });

  describe.each(AWKS)("with %s", (_, awk) => {
    const said = whyForged(
      ROWS.map((row) => ({
        location: row.location,
        line: row.line,
        program: given(row.program),
        srcip: given(row.srcip),
        rule: given(row.stock),
      })),
      awk,
    );

    it("gives a verdict for each", () => {
      expect(said).toHaveLength(ROWS.length);
    });

    const judged = ROWS.map((row, i) => ({ ...row, said: said[i] ?? "no verdict" })).filter(
      ({ srcip }) => /^[0-9A-Fa-f.:]+$/.test(srcip),
    );
    const listed = ({ stock }: { stock: string }): boolean =>
      FORGEABLE.has(Number(stock)) || UNPROVEN.has(Number(stock));

    it.each(judged.filter(listed))("never acts by rule $stock", ({ stock, said: why }) => {
      expect(why).toBe(`no line behind rule ${stock} proves who sent it`);
    });

    it.each(
      judged.filter(
        (row) =>
          row.kind === "hostile" &&
          !listed(row) &&
          !BY_REVERSE_ZONE.test(row.line) &&
          !row.line.includes("telnetd"),
      ),
    )("is not led by $line", ({ said: why }) => {
      expect(why).not.toBe("");
    });

    it.each(
      judged.filter((row) => row.kind === "honest" && !listed(row) && !isNeverActedOn(row.stock)),
    )("acts on $line", ({ said: why }) => {
      expect(why).toBe("");
    });
  });
});

// Lines of daemons in the table that reach no rule which a response can be bound to: level 0 or nginx's own.
function isNeverActedOn(rule: string): boolean {
  return ["5711", "5722", "5752", "31310"].includes(rule);
}
