import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult, type IViolation } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import type { Findings } from "./part.ts";

const rooms = ["server", "web", "cli", "scenarios", "reliability", "fakes", "benchmarks", "checks"];
const rule = join(import.meta.dirname, "../.dependency-cruiser.mjs");

/** Holds every import under `root` against the import rule. */
export async function checkImportRule(root: string): Promise<Findings> {
  const options = await extractDepcruiseOptions(rule);
  const present = rooms.filter((room) => existsSync(join(root, room)));
  const { output } = await cruise(present, { ...options, baseDir: root });
  return { failures: (output as ICruiseResult).summary.violations.map(asSentence) };
}

function asSentence(violation: IViolation): string {
  const steps = violation.cycle ?? violation.via ?? [{ name: violation.to }];
  const way = [violation.from, ...steps.map(({ name }) => name)].join(" → ");
  return `${way} (${violation.rule.name})`;
}
