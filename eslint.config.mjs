import pulumi from "@pulumi/eslint-plugin";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

import fence from "./tools/eslint/fence.cjs";
import kinds from "./tools/eslint/kinds.cjs";

/** policy/ reads the texts of scripts/, and counts digests: no process, no network, no Pulumi. Need an Output here? Wrong folder. */
const POLICY = {
  folder: "policy",
  builtins: ["node:crypto", "node:fs", "node:path"],
  packages: ["diff", "fflate", "handlebars", "ipaddr.js", "yaml", "zod"],
};

/** What Wazuh is, whatever a policy wants of it. */
const WAZUH = { folder: "policy/wazuh", builtins: [], packages: ["ipaddr.js", "saxes"] };

/** Rooms of one kind of response each; everything else asks traits. */
const ROOMS_OF_KINDS = [
  "policy/model/kinds/**",
  "policy/lint/responses/{addressFields,blockIp,blockSteps,customRun,customScripts,isolation,processes,protectedAccounts,scriptProtocol}.ts",
  "policy/render/killRule.ts",
  // Plays each kind; what it lacks for a new one, the compiler names.
  "policy/replay/play/{player,runners,scripts}.ts",
  "cli/lib/isolation/**",
];

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "dist",
      ".lab",
      "examples",
      "**/*.cjs",
      "**/*.mjs",
      "bin/*.js",
      "start.js",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "@pulumi": pulumi, house: { rules: { fence, kinds } } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "off",
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["terminal/spinner.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { name: "nanospinner", message: "Use during() of cli/lib/progress.ts, or startSpinner()." },
        {
          name: "picocolors",
          message:
            "Use the colours of cli/lib/colours.ts, or painter(): the guard lets no others through.",
        },
      ],
    },
  },
  { files: ["terminal/paint.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["*.ts", "{policy,cli,components,config,program,ssh}/**/*.ts"],
    ignores: ROOMS_OF_KINDS,
    rules: { "house/kinds": "error" },
  },
  {
    files: ["policy/**/*.ts"],
    rules: {
      "house/fence": ["error", POLICY],
      "no-restricted-imports": [
        "error",
        { name: "node:fs", allowImportNames: ["existsSync", "readdirSync", "readFileSync"] },
      ],
      "no-restricted-globals": ["error", "process", "globalThis", "fetch", "WebSocket"],
    },
  },
  { files: ["policy/wazuh/**/*.ts"], rules: { "house/fence": ["error", WAZUH] } },
  { files: ["test/**/*.ts"], ...jest.configs["flat/recommended"] },
  {
    files: ["test/**/*.ts"],
    rules: {
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "fc.assert"] }],
    },
  },
);
