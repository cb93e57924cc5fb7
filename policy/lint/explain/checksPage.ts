import { enrolledIn, EXPLAINED, shownExample, type Explained } from "./explained";

const HEAD = `# Checks

Rendered from the facts that each check carries (\`policy/lint\`, \`policy/ossecConf/lint\`); do not edit. \`active-response lint\` prints the
code of a finding in brackets, and \`active-response lint --explain CODE\` the part of this page about it. An error stops
preview; a warning is printed; a note explains.

## Accepting a warning

A warning or a note that is fine where it is can be accepted, with a reason and, if you like, a last day. It does not count
any more in \`lint\`, \`plan\` and preview; \`lint --accepted\` and \`lint --json\` show it with its reason. Errors cannot be accepted. An
acceptance that accepts nothing any more, or whose day is past, is a warning itself.

In a stack file; \`path\` is the path of the finding, or its beginning:

\`\`\`yaml
wazuh-active-response:lint:
  accept:
    - { code: low-confidence, path: "responses[2]", reason: "our own probe, nobody else gets there" }
    - { code: whitelist-wide, reason: "the office moves", until: "2027-03-31" }
\`\`\`

In an ossec.conf, by a comment in the section that it is for, or right before it; before \`<ossec_config>\` it is for all of it:

\`\`\`xml
<!-- lint accept whitelist-wide: the office moves, until 2027-03-31 -->
<global>
\`\`\`

A comment of Wazuh ends at the first \`-->\` or \`!>\`, so that a reason can hold neither.
`;

const STACK = `## In a stack

The examples are keys of a stack file, without the prefix \`wazuh-active-response:\` and without host keys. What an example leaves out
is a fleet of a manager and two agents whose addresses are on the white list. A test runs each.
`;

const FILE = `## In an ossec.conf

What \`active-response lint FILE\` finds. The examples are sections of a file that has nothing else to find; a test runs each.
`;

/** docs/checks.md: every code, what it means, an example, and what to write instead. */
export function checksPage(): string {
  return [
    HEAD,
    STACK,
    ...sections(EXPLAINED.filter(({ foundIn }) => foundIn === "stack")),
    FILE,
    ...sections(EXPLAINED.filter(({ foundIn }) => foundIn === "file")),
  ].join("\n");
}

/** One section a code; a code of several checks has a part for each. */
function sections(all: readonly Explained[]): string[] {
  const codes = [...new Set(all.map(({ code }) => code))];
  return codes.map((code) =>
    [`### ${code}\n`, ...all.filter((one) => one.code === code).map(part)].join("\n"),
  );
}

function part(one: Explained): string {
  const { foundIn, severities, doc } = one;
  const [first = "", ...more] = severities;
  const kind = [first.charAt(0).toUpperCase() + first.slice(1), ...more].join(" or ");
  const example = shownExample(one);
  const enrolled = enrolledIn(one);
  return [
    `**${kind}.** ${doc.what} ${doc.why}`,
    ...(example === undefined
      ? []
      : [`\`\`\`${foundIn === "stack" ? "yaml" : "xml"}\n${example}\n\`\`\``]),
    ...(enrolled === undefined ? [] : [`Here the manager knows ${enrolled}, of no stack.`]),
    `Instead: ${doc.instead.charAt(0).toLowerCase()}${doc.instead.slice(1)}`,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}
