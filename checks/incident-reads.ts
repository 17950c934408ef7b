import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Findings } from "./part.ts";

/** Who reads the table itself, so also what is private, and why nobody learns of it by that. */
const readers: Readonly<Record<string, string>> = {
  "server/features/incidents/incident.queries.ts": "writes it; routes and pages find the running incident of a service",
  "server/features/incidents/relief.queries.ts": "who is busy, to propose a successor; no incident is named",
  "server/features/incidents/report.queries.ts": "reports are left out by hidden_incident; whoever reported reads only that people are on it",
  "server/features/incidents/story.queries.ts": "pages tell those who are paged",
  "server/features/incidents/who-sees.queries.ts": "decides who is told of an event",
  "server/features/paging/copy.queries.ts": "holds copies back from who is not named",
};
const reads = /\b(?:from|join)\s+incident\b(?!_)/;

/** What people read of incidents comes from `seen_incident`, where what they may not know of is not there. */
export async function checkIncidentReads(root: string): Promise<Findings> {
  const folder = join(root, "server");
  const names = (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  if (names.length === 0) return { failures: [], nothingYet: "server/ has no file" };
  const found = await Promise.all(names.map(async (name) => ((await readFile(join(folder, name), "utf8")).match(reads) ? relative(root, join(folder, name)) : [])));
  const readersFound = found.flat();
  return {
    failures: [
      ...readersFound.filter((file) => !(file in readers)).map((file) => `${file} reads the table incident. Read seen_incident, or say in checks/incident-reads.ts why nobody learns of private incidents by it.`),
      ...Object.keys(readers).filter((file) => !readersFound.includes(file)).map((file) => `${file} reads the table incident no more. Take it out of checks/incident-reads.ts.`),
    ],
  };
}
