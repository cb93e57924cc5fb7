import fc from "fast-check";

import { message } from "./execd";

const TEXTS = [
  "203.0.113.5",
  "::ffff:203.0.113.5",
  "2001:DB8::9",
  "127.0.0.1",
  "xmrig",
  "$(touch /tmp/pwned)",
  "`touch /tmp/pwned`",
  "'; touch /tmp/pwned; '",
  '"}},"command":"add","parameters":{"alert":{"data":{"srcip":"198.18.0.9"}}}',
  "203.0.113.5 }; flush ruleset; #",
  "203.0.113.5\n198.18.0.9",
  "%n%s",
  "\\",
  '\\"',
  "a|b|c",
  "*",
  "?",
  "-rf",
  "/etc/passwd",
  "\u0000",
  "é",
  "\ud83d\ude00",
  "{}",
  "[",
  "]",
  ",",
  ":",
  "command",
  "srcip",
  "x".repeat(600),
  "",
];
const KEYS = [
  "srcip",
  "data",
  "alert",
  "parameters",
  "command",
  "audit",
  "exe",
  "version",
  "origin",
  "a.b",
  "parameters.alert.data.srcip",
  "",
  'k"',
  "k\\",
  "[]",
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));
const srcip = fc.oneof(
  { weight: 3, arbitrary: fc.ipV4() },
  { weight: 2, arbitrary: fc.ipV6() },
  { weight: 3, arbitrary: value },
);
const whole = fc.record({
  command: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<unknown>("add", "delete") },
    { weight: 1, arbitrary: value },
  ),
  data: fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(srcip, fc.dictionary(key, value, { maxKeys: 4 }))
        .map(([ip, rest]) => ({ ...rest, srcip: ip })),
    },
    { weight: 1, arbitrary: value },
  ),
});

/** How a message is spoilt after it was printed. */
const spoil = fc.oneof(
  { weight: 6, arbitrary: fc.constant((line: string) => line) },
  {
    weight: 1,
    arbitrary: fc.constant((line: string) => line.replaceAll('"srcip"', '"src\\u0069p"')),
  },
  {
    weight: 1,
    arbitrary: fc.constant((line: string) =>
      line.replace('"srcip":', '"srcip":"198.18.0.1","srcip":'),
    ),
  },
  { weight: 1, arbitrary: fc.constant((line: string) => line.replaceAll(/([{,:])/g, "$1 \t")) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.nat(),
        fc.constantFrom("", '"', "\\", "{", "}", "[", "]", ",", ":", "\u0001", "0", "é", "'"),
      )
      .map(
        ([at, put]) =>
          (line: string) =>
            line.slice(0, at % line.length) + put + line.slice((at % line.length) + (at % 2)),
      ),
  },
);

/**
 * Lines as an attacker could wish that a script read them: most are well-formed, many are not.
 * @param print how wazuh-execd prints a message with this command and data. @default as that of 4.14
 */
export function hostileLines(
  count: number,
  seed: number,
  print: (command: unknown, data: unknown) => object = (command, data) => ({
    ...message("add", data),
    command,
  }),
): readonly string[] {
  const line = fc
    .tuple(whole, spoil)
    .map(([{ command, data }, spoilt]) => spoilt(JSON.stringify(print(command, data))));
  return fc.sample(line, { numRuns: count, seed }).map((one) => one.replaceAll(/[\n\r\0]/g, " "));
}
