import fc from "fast-check";

import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { readNodes, type Node } from "../../../../policy/wazuh/read/node";
import { ReadError } from "../../../../policy/wazuh/read/readError";
import { readRulesFile } from "../../../../policy/wazuh/read/rulesFile";
import { printElements, whyUnreadable, type Element } from "../../../../policy/render/element";

const piece = fc.oneof(
  fc.constantFrom(
    ..."<a> </a> <a/> <!-- --> !> < / > = \" ' \\ $ $v <?xml <![CDATA[ ]]> \0".split(" "),
    " ",
    "\n",
    '<b c="1" d=',
    '<var name="v">',
    "</var>",
    "<ossec_config>",
    "<active-response>",
    "<rules_id>1</rules_id>",
    "<global><white_list>",
  ),
  fc.string({ maxLength: 5, unit: "binary" }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

function readOrRefuse(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return error.line >= 1 && error.column >= 1 ? "refused" : error.message;
  }
}

test("any text is read, or refused with a place; nothing else is thrown, and it ends", () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(["read", "refused"]).toContain(readOrRefuse(() => readNodes(given)));
      expect(["read", "refused"]).toContain(readOrRefuse(() => readRulesFile(given)));
    }),
    { numRuns: 1500 },
  );
});

test("lint takes any text", () => {
  fc.assert(
    fc.property(text, (body) => {
      const given = `<ossec_config>${body}</ossec_config>`;
      for (const { line, column } of lintOssecConf(given, { file: "f" })) {
        expect([line, column].every((place) => (place ?? 0) >= 1)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

const value = fc
  .string({
    maxLength: 20,
    unit: fc.oneof(
      fc.constantFrom("\\", "<", "!", ">", "-"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((one) => whyUnreadable(one) === undefined);
const name = fc.stringMatching(/^[a-z][a-z_-]{0,9}$/).filter((one) => one !== "var");
const attributes = fc.dictionary(
  name,
  value.filter((one) => !/[>"]/.test(one)),
  { maxKeys: 3 },
);
const { element } = fc.letrec<{ element: Element }>((tie) => ({
  element: fc.record(
    {
      name,
      attributes,
      content: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        value,
        fc.array(tie("element"), { maxLength: 4 }),
      ),
    },
    { requiredKeys: ["name", "content"] },
  ),
}));

function shapeOf({ name, attributes, content }: Element): unknown {
  return typeof content === "string"
    ? [name, { ...attributes }, content]
    : [name, { ...attributes }, content.map(shapeOf)];
}

function shapeOfNode(node: Node, like: Element): unknown {
  const attributes = Object.fromEntries(node.attributes.map((one) => [one.name, one.value]));
  if (typeof like.content === "string") return [node.name, attributes, node.content];
  const children = like.content;
  expect(node.children).toHaveLength(children.length);
  return [
    node.name,
    attributes,
    node.children.map((child, i) => shapeOfNode(child, children[i] as Element)),
  ];
}

test("what we print is read back as it is", () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 4 }), (elements) => {
      const roots = readNodes(printElements(elements));
      expect(roots).toHaveLength(elements.length);
      expect(roots.map((root, i) => shapeOfNode(root, elements[i] as Element))).toEqual(
        elements.map(shapeOf),
      );
    }),
    { numRuns: 400 },
  );
});
