const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Where every kind of response is listed. */
const REGISTRY = "policy/model/kinds/registry.ts";

/**
 * ESLint's rule `house/kinds`: who is no room of one kind of response asks traits, and compares no kind with a name. A comparison
 * forgets the next kind in silence; a trait, or a record keyed by kind, makes the compiler ask for it.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
module.exports = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      compared:
        'ask a trait (policy/model/kinds/traitsOf.ts) or a record keyed by kind instead of "{{name}}": a comparison forgets the next kind in silence',
    },
  },
  create(context) {
    const names = namesIn(context.cwd);
    const check = (node) => {
      const name =
        node?.type === "TemplateLiteral"
          ? node.quasis[0]?.value.cooked
          : (node?.value ?? undefined);
      if (names.has(name)) context.report({ node, messageId: "compared", data: { name } });
    };
    return {
      "BinaryExpression[operator=/^[!=]==?$/]": ({ left, right }) => [left, right].forEach(check),
      SwitchCase: ({ test }) => check(test),
      // ofKind(responses, "block-ip"), and the one of lint.
      "CallExpression[callee.name=/^(?:ofKind|allOfKind)$/]": (node) =>
        node.arguments.forEach(check),
      // ["block-ip", "custom"].includes(kind)
      "CallExpression[callee.property.name='includes'] > MemberExpression > ArrayExpression": (
        node,
      ) => node.elements.forEach(check),
      "MemberExpression[computed=true][object.name='KINDS']": ({ property }) => check(property),
    };
  },
};

/** Names of the kinds: the keys of the registry's list. */
function namesIn(root) {
  const text = readFileSync(join(root, REGISTRY), "utf8");
  const list = /KINDS = registry\(\{\n([\s\S]*?)\n\}\)/.exec(text)?.[1] ?? "";
  const names = [...list.matchAll(/^ {2}"?([\w-]+)"?[:,]/gm)].map(([, name]) => name);
  if (names.length < 2) throw new Error(`${REGISTRY} lists no kinds that house/kinds can read`);
  return new Set(names);
}
