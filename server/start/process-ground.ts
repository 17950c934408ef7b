import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { storedAudiences } from "../features/communications/index.ts";
import { readAllPeople, readTeams } from "../features/directory/index.ts";
import { gaps, readSchedules, scheduleName } from "../features/on-call/index.ts";
import type { DraftTools, Presence, ProcessSurroundings } from "../features/process/index.ts";
import { storedSlos } from "../features/slos/index.ts";
import type { Tx } from "../platform/database/database.ts";
import { packageRoot } from "../platform/package/package-root.ts";
import { zoneNamed } from "../platform/zones/zones.ts";
import { configuration } from "./configuration.ts";

const lookAhead = 90 * 86_400_000;

/** Processes that are shipped: files of `examples/processes/`. */
const templates = [
  { id: "five-severities", name: "Five severities", about: "Severity One to Five by what customers feel, five roles, experts asked after a time." },
  { id: "critical-error-warning", name: "Critical, error, warning", about: "By the users affected and the teams needed; coordinator, communicator and technical expert." },
];

/** What drafts of the process need of the rest of the product. */
export const processTools: DraftTools = {
  configuration,
  readSurroundings,
  templates,
  async readTemplate(id) {
    return templates.some((template) => template.id === id) ? readFile(join(packageRoot, "examples", "processes", `${id}.yaml`), "utf8") : null;
  },
};

async function readSurroundings(tx: Tx, scheduleIds: readonly string[]): Promise<ProcessSurroundings> {
  const [audiences, teams, people, slos] = [await storedAudiences.read(tx), await readTeams(tx), await readAllPeople(tx), await storedSlos.read(tx)];
  const schedules = await readSchedules(tx, null, tx.now, tx.now + lookAhead);
  const wanted = schedules.filter(({ id }) => scheduleIds.includes(id));
  return {
    onCall: new Map(wanted.map((schedule) => [schedule.id, presenceIn(gaps(schedule, tx.now, tx.now + lookAhead, zoneNamed(schedule.zone)), tx.now)])),
    useCases: slos.flatMap(({ id, entry: { name, service, journey, priority } }) => (journey === undefined || priority === undefined ? [] : [{ slo: name ?? id, service, useCase: journey, priority }])),
    names: new Map([
      ...audiences.map(({ id, entry }): [string, string] => [`audience/${id}`, entry.name]),
      ...teams.map(({ id, name }): [string, string] => [`team/${id}`, name]),
      ...people.map(({ id, name }): [string, string] => [`person/${id}`, name]),
      ...schedules.map((schedule): [string, string] => [`schedule/${schedule.id}`, scheduleName(schedule)]),
    ]),
  };
}

function presenceIn(found: readonly { from: number; to: number }[], now: number): Presence {
  if (found.length === 0) return "always";
  const isWhole = found.some(({ from, to }) => from <= now && to >= now + lookAhead);
  return isWhole ? "never" : "sometimes";
}
