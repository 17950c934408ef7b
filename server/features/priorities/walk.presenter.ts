import type { Tx } from "../../platform/database/database.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { readPriorityMapping } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { readProcess } from "../process/index.ts";
import type { GapLine } from "./gap-export.rules.ts";
import { readGaps, type GapRow } from "./gap.queries.ts";
import { readServiceFacts, readSpeakers } from "./ranking.queries.ts";
import type { PriorityWalkDetail, PriorityWalkView, WatchGapView } from "./walk.contract.ts";
import type { WalkRow } from "./walk.queries.ts";
import { placeOf, walkSteps } from "./walk.rules.ts";

interface Named {
  id: string;
  name: string;
}

const namedBy = (names: ReadonlyMap<string, { name: string }>) => (id: string): Named => ({ id, name: names.get(id)?.name ?? id });
const orNull = <Value>(id: string | null, present: (id: string) => Value) => (id === null ? null : present(id));

async function readPriorities(tx: Tx) {
  return (await readProcess(tx, "in force")).process.priorities;
}

export async function presentWalks(tx: Tx, rows: readonly WalkRow[]): Promise<PriorityWalkView[]> {
  const steps = walkSteps((await readPriorities(tx)).map(({ id }) => id));
  const person = namedBy(await readPeople(tx, rows.flatMap(({ begun_by, moved_by, people }) => [begun_by, moved_by, ...people])));
  const team = namedBy(await readSpeakers(tx));
  return rows.map((row) => ({
    ...{ id: row.id, version: row.version, gaps: row.gaps, step: placeOf(steps, row), steps: steps.length, team: orNull(row.team_id, team) },
    ...{ begunBy: person(row.begun_by), begunAt: toIso(row.begun_at), movedBy: person(row.moved_by), movedAt: toIso(row.moved_at), endedAt: toIsoOrNull(row.ended_at) },
    people: row.people.map(person),
  }));
}

/** A walk with the question it stands at; of the services of its team, or of all. */
export async function presentWalk(tx: Tx, row: WalkRow): Promise<PriorityWalkDetail | null> {
  const [walk] = await presentWalks(tx, [row]);
  if (!walk) return null;
  const mapping = await readPriorityMapping(tx);
  const services = [...(await readServiceFacts(tx, null)).values()].filter(({ team_id }) => row.team_id === null || team_id === row.team_id);
  const isHere = (serviceId: string | null) => (serviceId === null ? row.team_id === null : services.some(({ id }) => id === serviceId));
  const priority = (await readPriorities(tx)).find(({ id }) => id === row.priority) ?? null;
  const found = await presentGaps(tx, await readGaps(tx, { status: "all", walkId: row.id }));
  return {
    ...walk,
    question: row.question,
    priority: priority && { id: priority.id, name: priority.name, criteria: [...priority.criteria] },
    alerts: mapping.alerts.filter((alert) => alert.priority === row.priority && isHere(alert.serviceId)).map(({ title, serviceId, serviceName, occurrences }) => ({ title, occurrences, service: serviceId === null ? null : { id: serviceId, name: serviceName ?? serviceId } })),
    routes: mapping.routes.filter((route) => route.priority === row.priority).map(({ route, when }) => ({ route, when })),
    useCases: services.flatMap(({ id, name, slos }) => slos.filter((slo) => slo.priority === row.priority).map((slo) => ({ id: slo.id, name: slo.name, service: { id, name } }))),
    services: services.map(({ id, name }) => ({ id, name })),
    found: found.filter(({ question, priority: own }) => question === row.question && (question === "unmapped" || own?.id === row.priority)),
  };
}

export async function presentGaps(tx: Tx, rows: readonly GapRow[]): Promise<WatchGapView[]> {
  const priority = namedBy(new Map((await readPriorities(tx)).map((one) => [one.id, one])));
  const service = namedBy(await readServiceFacts(tx, null));
  const person = namedBy(await readPeople(tx, rows.flatMap(({ added_by, settled_by }) => [added_by, settled_by ?? added_by])));
  return rows.map((row) => ({
    ...{ id: row.id, walkId: row.walk_id, question: row.question, text: row.text, watchBy: row.watch_by, status: row.status, reason: row.reason, link: row.link, version: row.version },
    ...{ priority: orNull(row.priority, priority), service: orNull(row.service_id, service) },
    ...{ addedBy: person(row.added_by), addedAt: toIso(row.added_at), settledBy: orNull(row.settled_by, person), settledAt: toIsoOrNull(row.settled_at) },
  }));
}

export function lineOf({ priority, service, question, text, watchBy, status, reason, link, addedBy, addedAt }: WatchGapView): GapLine {
  return { priority: priority?.name ?? null, service: service?.name ?? null, question, text, watchBy, status, reason, link, addedBy: addedBy.name, addedAt };
}
