import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkImportRule } from "./import-rule.ts";

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "muster-import-rule-")));
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** Files by path, each with the paths it imports (from the root, or a package). */
type Tree = Record<string, string[]>;

const sound: Tree = {
  "server/values/instant.ts": [],
  "server/platform/database/database.ts": ["server/values/instant.ts", "pg", "node:crypto"],
  "server/platform/testing/postgres.ts": ["server/platform/database/database.ts", "vitest"],
  "server/features/directory/person.rules.ts": ["server/values/instant.ts"],
  "server/features/directory/contract.ts": ["server/features/directory/person.rules.ts"],
  "server/features/directory/index.ts": ["server/features/directory/person.rules.ts", "server/features/directory/contract.ts"],
  "server/features/paging/page.events.ts": ["server/values/instant.ts"],
  "server/features/paging/page.rules.ts": ["server/features/paging/page.events.ts", "server/features/directory/person.rules.ts"],
  "server/features/paging/page.rules.test.ts": ["server/features/paging/page.rules.ts", "server/platform/testing/postgres.ts", "vitest"],
  "server/features/paging/page.document.ts": ["server/features/directory/contract.ts"],
  "server/features/paging/page.queries.ts": ["server/platform/database/database.ts"],
  "server/features/paging/index.ts": ["server/features/paging/page.queries.ts", "server/features/directory/index.ts"],
  "server/connectors/mail/mail.ts": ["server/features/paging/index.ts", "server/values/instant.ts"],
  "server/connectors/voice/voice.ts": [],
  "server/start/serve.ts": ["server/connectors/mail/mail.ts", "server/features/paging/index.ts", "server/platform/database/database.ts"],
  "web/paging/Pages.tsx": ["server/features/directory/contract.ts", "server/features/paging/page.rules.ts", "server/values/instant.ts"],
  "cli/serve.ts": ["server/start/serve.ts", "server/features/paging/page.document.ts"],
  "fakes/mail.ts": ["server/values/instant.ts"],
  "scenarios/page.test.ts": ["fakes/mail.ts", "server/platform/testing/postgres.ts", "server/features/directory/contract.ts", "vitest"],
  "benchmarks/paging.ts": ["server/features/paging/index.ts"],
};

/** The rule, the file that breaks it, and what the file imports. */
const planted: [rule: string, file: string, ...imports: string[]][] = [
  ["values-import-nothing", "server/values/zone.ts", "node:fs"],
  ["values-import-nothing", "server/values/zone.ts", "server/platform/database/database.ts"],
  ["platform-knows-no-product", "server/platform/log/log.ts", "server/features/paging/index.ts"],
  ["platform-knows-no-product", "server/platform/log/log.ts", "server/start/serve.ts"],
  ["features-look-down", "server/features/paging/page.work.ts", "server/connectors/mail/mail.ts"],
  ["features-look-down", "server/features/paging/page.work.ts", "server/start/serve.ts"],
  ["connectors-look-down", "server/connectors/voice/call.ts", "server/start/serve.ts"],
  ["connectors-stand-apart", "server/connectors/voice/call.ts", "server/connectors/mail/mail.ts"],
  ["start-serves-no-screen", "server/start/demo.ts", "web/paging/Pages.tsx"],
  ["feature-door", "server/features/paging/page.commands.ts", "server/features/directory/person.rules.ts"],
  ["feature-door-of-tests", "server/features/incidents/incident.routes.test.ts", "server/features/paging/page.queries.ts"],
  ["feature-door-of-wiring", "server/start/demo.ts", "server/features/paging/page.queries.ts"],
  ["feature-door-of-wiring", "server/connectors/voice/call.ts", "server/features/paging/page.rules.ts"],
  ["feature-door-of-wiring", "benchmarks/rows.ts", "server/features/paging/page.queries.ts"],
  ["contract-is-light", "server/features/paging/contract.ts", "server/features/paging/page.queries.ts"],
  ["web-door", "web/paging/Page.tsx", "server/features/paging/index.ts"],
  ["web-door", "web/paging/Page.tsx", "server/platform/database/database.ts"],
  ["web-runs-in-a-browser", "web/paging/Page.tsx", "node:fs"],
  ["web-runs-in-a-browser", "web/paging/Page.tsx", "server/features/incidents/contract.ts"],
  ["cli-door", "cli/page.ts", "server/features/paging/index.ts"],
  ["cli-door", "cli/page.ts", "server/connectors/mail/mail.ts"],
  ["scenarios-use-the-network", "scenarios/late.test.ts", "server/features/paging/page.rules.ts"],
  ["scenarios-use-the-network", "fakes/voice.ts", "server/platform/database/database.ts"],
  ["rules-are-pure", "server/features/incidents/incident.rules.ts", "server/features/paging/page.events.ts"],
  ["rules-are-pure", "server/features/incidents/incident.rules.ts", "pg"],
  ["events-and-permissions-are-pure", "server/features/incidents/incident.permissions.ts", "server/features/paging/page.rules.ts"],
  ["events-and-permissions-are-pure", "server/features/incidents/incident.events.ts", "server/platform/database/database.ts"],
  ["feature-order", "server/features/directory/person.commands.ts", "server/features/paging/index.ts"],
  ["feature-order", "server/features/directory/team.rules.ts", "server/features/paging/page.rules.ts"],
  ["no-circle", "server/platform/database/pool.ts", "server/platform/database/circle.ts"],
  ["found", "server/platform/log/log.ts", "server/platform/log/lost.ts"],
  ["tests-stay-out", "server/start/demo.ts", "server/platform/testing/postgres.ts"],
  ["tests-stay-out", "server/start/demo.ts", "fakes/mail.ts"],
  ["installed-with-muster", "server/platform/log/log.ts", "vitest"],
];

const beside: Tree = {
  "server/platform/database/circle.ts": ["server/platform/database/pool.ts"],
  "server/platform/database/pool.ts": [],
  "server/features/incidents/contract.ts": ["server/platform/database/database.ts"],
};

describe("the import rule", () => {
  it("lets every sound import pass", async () => {
    await plant(sound);
    expect(await checkImportRule(root)).toEqual({ failures: [] });
  });

  it.each(planted)("catches by %s: %s imports %s", async (rule, file, ...imports) => {
    await plant({ ...sound, ...beside, [file]: imports });
    const { failures } = await checkImportRule(root);
    expect(failures).toContainEqual(expect.stringMatching(new RegExp(`${file} → .*\\(${rule}\\)$`)));
  });

  it("has a planted violation for each of its rules", async () => {
    const { default: config } = (await import(join(import.meta.dirname, "../.dependency-cruiser.mjs"))) as RuleFile;
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(config.forbidden.map(({ name }) => name)));
  });
});

interface RuleFile {
  default: { forbidden: { name: string }[] };
}

async function plant(tree: Tree): Promise<void> {
  const packages = { dependencies: { pg: "1" }, devDependencies: { vitest: "1" } };
  const files = Object.entries(tree).map(([file, imports]): [string, string] => [file, sourceOf(file, imports)]);
  const installed = ["pg", "vitest"].map((name): [string, string] => [`node_modules/${name}/index.js`, "export {};"]);
  await Promise.all([["package.json", JSON.stringify(packages)] as [string, string], ...files, ...installed].map(write));
}

async function write([file, text]: [string, string]): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

function sourceOf(file: string, imports: string[]): string {
  const up = "../".repeat(file.split("/").length - 1);
  const lines = imports.map((target) => `import * as it${imports.indexOf(target)} from "${target.includes(".ts") ? up : ""}${target}";`);
  return [...lines, "export const here = 1;"].join("\n");
}
