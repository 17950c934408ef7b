import type { ProcessFinding } from "./finding.rules.ts";
import type { Names } from "./phrases.rules.ts";
import { cellOf, type GridEntry } from "./process.rules.ts";
import type { WholeProcess } from "./whole-process.rules.ts";

/** The grid of priority and severity: what no incident can ever be, and entries that change nothing. */
export function findInGrid(process: WholeProcess, names: Names): ProcessFinding[] {
  return [...findClosedSeverities(process), ...findClosedPriorities(process), ...process.grid.flatMap((entry, place) => findInEntry(process, entry, place, names))];
}

const mendClosed = "Allow one pair at least, or confirm it; else an incident of that class cannot be classified.";

function findClosedSeverities(process: WholeProcess): ProcessFinding[] {
  const { severities, priorities } = process;
  const closed = priorities.length === 0 ? [] : severities.filter(({ id }) => priorities.every((priority) => isForbidden(process, id, priority.id)));
  return closed.map(({ name }) => ({ kind: "never-allowed", weight: "answer", path: ["process", "grid"], sentence: `${name} is forbidden with every priority: no incident can ever have it.`, mend: mendClosed }));
}

function findClosedPriorities(process: WholeProcess): ProcessFinding[] {
  const { severities, priorities } = process;
  const closed = priorities.filter((priority) => severities.every(({ id }) => isForbidden(process, id, priority.id)));
  return closed.map(({ name }) => ({ kind: "never-allowed", weight: "answer", path: ["process", "grid"], sentence: `${name} is forbidden with every severity: no incident can ever have it.`, mend: mendClosed }));
}

function isForbidden(process: WholeProcess, severity: string, priority: string): boolean {
  return cellOf(process, severity, priority).verdict === "forbidden";
}

function findInEntry(process: WholeProcess, entry: GridEntry, place: number, names: Names): ProcessFinding[] {
  const path = ["process", "grid", place];
  const pairs = `${names.priorities(entry.priority)} with ${names.severities(entry.severity)}`;
  if (entry.verdict === "allowed" && !asksSomething(entry)) {
    const sentence = `The entry for ${pairs} allows what is allowed anyway, and asks nothing.`;
    return [{ kind: "entry-says-nothing", weight: "know", path, sentence, mend: "Remove it, or write what it asks." }];
  }
  const others = { ...process, grid: process.grid.filter((_, other) => other !== place) };
  const isShadowed = entry.priority.every((priority) => entry.severity.every((severity) => isOverruled(cellOf(others, severity, priority), entry)));
  if (!isShadowed) return [];
  const sentence = `The entry for ${pairs} never counts: stricter entries hold for all of it.`;
  return [{ kind: "entry-shadowed", weight: "answer", path, sentence, mend: "Remove it, or narrow what is stricter." }];
}

/** What is forbidden leaves nothing of any milder entry; what must be confirmed leaves what another entry asks. */
function isOverruled({ verdict }: ReturnType<typeof cellOf>, entry: GridEntry): boolean {
  return verdict === "forbidden" && entry.verdict !== "forbidden";
}

function asksSomething({ ask }: GridEntry): boolean {
  return ask !== undefined && (ask.roles.length > 0 || ask.tell.length > 0 || ask.actions.length > 0 || ask.updateEvery !== undefined);
}
