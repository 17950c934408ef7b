import type { Tx } from "../../platform/database/database.ts";
import { presentFinding } from "./coverage.presenter.ts";
import type { CoverageFindingView } from "./coverage.contract.ts";
import { readCoverageFacts } from "./coverage.queries.ts";
import { judgeCoverage, newFindings } from "./coverage.rules.ts";

const days = 90;

/** Makes a change and gives what it would add to the report of coverage. Whoever asks takes the change back again, or keeps it. */
export async function findingsOfChange(tx: Tx, makeChange: () => Promise<unknown>): Promise<CoverageFindingView[]> {
  const before = judgeCoverage(await readCoverageFacts(tx, days));
  await makeChange();
  const facts = await readCoverageFacts(tx, days);
  return newFindings(before, judgeCoverage(facts)).map((finding) => presentFinding(finding, facts, facts.from));
}
