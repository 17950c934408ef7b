import { join } from "node:path";
import { checkFileRoles } from "./file-roles.ts";
import { checkGenerated } from "./generated.ts";
import { checkIncidentReads } from "./incident-reads.ts";
import { checkImportRule } from "./import-rule.ts";
import { checkMigrations } from "./migrations.ts";
import type { Findings, Part } from "./part.ts";
import { checkLint, checkTypes } from "./program.ts";

const root = join(import.meta.dirname, "..");
const parts: [string, Part][] = [
  ["types", checkTypes],
  ["lint", checkLint],
  ["import rule", checkImportRule],
  ["file roles", checkFileRoles],
  ["reads", checkIncidentReads],
  ["migrations", checkMigrations],
  ["generated", checkGenerated],
];

async function run([name, part]: [string, Part]): Promise<Findings & { name: string }> {
  const began = performance.now();
  const findings = await part(root).catch((error: unknown) => ({ failures: [`broke: ${String((error as Error).stack)}`] }) as Findings);
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  console.log(`${name.padEnd(12)}${seconds} s  ${verdict(findings)}`);
  return { ...findings, name };
}

function verdict({ failures, nothingYet }: Findings): string {
  const note = nothingYet ? `  (nothing to look at yet: ${nothingYet})` : "";
  return `${failures.length === 0 ? "ok" : "FAILED"}${note}`;
}

const failed = (await Promise.all(parts.map(run))).filter(({ failures }) => failures.length > 0);
for (const { name, failures } of failed) console.error(`\n${name}:\n${failures.join("\n")}`);
process.exit(failed.length === 0 ? 0 : 1);
