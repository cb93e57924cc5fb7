import pulumi from "@pulumi/eslint-plugin";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

const noPulumi = {
  group: ["@pulumi/*", "**/components/*", "**/cli/*", "**/lab/*", "**/ssh/*"],
  message: "policy/ is pure: no Pulumi, no network, no process. Need an Output here? Wrong folder.",
};

export default tseslint.config(
  {
    ignores: ["node_modules", "dist", ".lab", "examples", "**/*.cjs", "**/*.mjs", "bin/*.js"],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "@pulumi": pulumi },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "off",
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["engine/spinner.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { name: "nanospinner", message: "Use during() of cli/progress.ts, or startSpinner()." },
        {
          name: "picocolors",
          message:
            "Use the colours of cli/colours.ts, or painter(): the guard lets no others through.",
        },
      ],
    },
  },
  { files: ["terminal/paint.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["policy/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [noPulumi] }],
      "no-restricted-globals": ["error", "process", "fetch"],
    },
  },
  { files: ["test/**/*.ts"], ...jest.configs["flat/recommended"] },
  {
    files: ["test/**/*.ts"],
    rules: {
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "fc.assert"] }],
    },
  },
);
