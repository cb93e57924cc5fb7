const { builtinModules } = require("node:module");
const { dirname, join, relative, sep } = require("node:path");

const BUILTIN = new Set(builtinModules);

/**
 * ESLint's rule `house/fence`: files of a folder import nothing from outside of it, types included, but what is allowed by name.
 * Options: `folder` (from the root of the project), `builtins` (modules of Node), `packages` (of npm).
 *
 * @type {import("eslint").Rule.RuleModule}
 */
module.exports = {
  meta: {
    type: "problem",
    schema: [
      {
        type: "object",
        additionalProperties: false,
        required: ["folder", "builtins", "packages"],
        properties: {
          folder: { type: "string" },
          builtins: { type: "array", items: { type: "string" } },
          packages: { type: "array", items: { type: "string" } },
        },
      },
    ],
    messages: {
      outside: "{{folder}}/ imports nothing from outside of it, types included: {{source}}",
      builtin: "{{folder}}/ may not import {{source}}: of Node's modules it has {{allowed}}",
      package: "{{folder}}/ may not import {{source}}: of npm's packages it has {{allowed}}",
      unknown: "{{folder}}/ imports by a name that is written out: {{source}}",
    },
  },
  create(context) {
    const { folder, builtins, packages } = context.options[0];
    const home = join(context.cwd, folder);

    const refuse = (node, messageId, source, allowed = []) => {
      context.report({
        node,
        messageId,
        data: { folder, source, allowed: allowed.length > 0 ? allowed.join(", ") : "none" },
      });
    };

    const check = (node, source) => {
      if (typeof source !== "string") {
        refuse(node, "unknown", context.sourceCode.getText(node));
      } else if (/^[./]/.test(source)) {
        const target = relative(home, join(dirname(context.filename), source));
        if (target === ".." || target.startsWith(`..${sep}`) || source.startsWith("/"))
          refuse(node, "outside", source);
      } else if (source.startsWith("node:") || BUILTIN.has(source.split("/")[0])) {
        if (!builtins.includes(source)) refuse(node, "builtin", source, builtins);
      } else {
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0];
        if (!packages.includes(name)) refuse(node, "package", source, packages);
      }
    };

    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value),
      TSImportType: (node) => check(node, node.source?.value ?? node.argument?.literal?.value),
      TSExternalModuleReference: (node) => check(node, node.expression.value),
      "CallExpression[callee.name='require']": (node) => check(node, node.arguments[0]?.value),
    };
  },
};
