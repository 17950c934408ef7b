import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";
import { decisions } from "./checks/lint/decisions.js";
import { functionLength } from "./checks/lint/function-length.js";
import { pureRoles, pureValues } from "./checks/lint/purity.js";

const lines = (max) => ({ "max-lines": ["error", { max }] });
const scripts = ["**/*.js", "**/*.mjs", "**/*.cjs"];

const halfHeld = { object: "AbortSignal", property: "any", message: "Node 20 may collect a timeout that only it listens to: use within() of server/platform/outgoing." };

const everywhere = {
  ...lines(250),
  eqeqeq: "error",
  "no-restricted-properties": ["error", halfHeld],
  "muster/decisions": ["error", { max: 10 }],
  "muster/function-length": ["error", { lines: 40, componentLines: 150 }],
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
};

const typed = {
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/consistent-type-imports": "error",
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
};

const onlyReexports = {
  selector: "Program > :not(ExportNamedDeclaration[source], ExportAllDeclaration)",
  message: "index.ts is the door: it only re-exports.",
};

export default defineConfig(
  globalIgnores(["dist/", "data/", "coverage/", "**/generated/"]),
  {
    plugins: { muster: { rules: { decisions, "function-length": functionLength } } },
    linterOptions: { noInlineConfig: true },
  },
  typescript.configs.recommended,
  {
    rules: { ...everywhere, ...typed },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  { files: scripts, extends: [typescript.configs.disableTypeChecked] },
  { files: ["**/*.test.ts", "**/*.test.tsx"], rules: lines(500) },
  { files: ["checks/**"], ignores: ["**/*.test.ts"], rules: lines(100) },
  { files: ["server/**/*.ts"], ignores: ["server/platform/testing/**", "**/*.test.ts"], rules: { "no-console": "error" } },
  { files: ["**/*.rules.ts", "**/*.permissions.ts", "**/*.events.ts"], rules: pureRoles },
  { files: ["server/features/*/index.ts"], rules: { "no-restricted-syntax": ["error", onlyReexports] } },
  { files: ["server/values/**/*.ts"], ignores: ["**/*.test.ts"], rules: pureValues },
);
