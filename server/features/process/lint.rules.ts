import type { ProcessFinding, ProcessSurroundings } from "./finding.rules.ts";
import { findInClasses } from "./lint-classes.rules.ts";
import { findInGrid } from "./lint-grid.rules.ts";
import { findInRoles } from "./lint-roles.rules.ts";
import { findInTimes } from "./lint-times.rules.ts";
import { namesOf } from "./phrases.rules.ts";
import { partOf, processParts, type WholeProcess } from "./whole-process.rules.ts";

/** Everything that is found in a process whose form is right, in the order of its parts; what needs an answer first within each. */
export function lintProcess(process: WholeProcess, surroundings: ProcessSurroundings): ProcessFinding[] {
  const names = namesOf(process, surroundings.names);
  const found = [...findInClasses(process, surroundings, names), ...findInGrid(process, names), ...findInRoles(process, surroundings, names), ...findInTimes(process, names)];
  return inOrder(found);
}

/** Findings in the order of the parts they belong to; those that must be dealt with first within each. */
export function inOrder(findings: readonly ProcessFinding[]): ProcessFinding[] {
  const place = ({ path }: ProcessFinding) => processParts.findIndex(({ id }) => id === partOf(path));
  const rank = ({ weight }: ProcessFinding) => ["mend", "answer", "know"].indexOf(weight);
  return findings.toSorted((a, b) => place(a) - place(b) || rank(a) - rank(b));
}
