import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { administrators } from "../access/index.ts";
import { readBusinessHours, readPeople, readTeamMembers } from "../directory/index.ts";
import { isWorkingTime, nextWorkingStart, readAbsences, readWhoIsOnCall } from "../on-call/index.ts";
import { readUnreachable } from "../paging/index.ts";
import { readScheduleOfRoles } from "../process/index.ts";
import type { Step } from "./escalation.events.ts";
import { lockTurns, readTurns } from "./turn.queries.ts";
import type { Who } from "./walk.rules.ts";

export interface AskedWho {
  steps: readonly Step[];
  urgency: "high" | "low";
  policyId: string | null;
  /** Whom somebody turns to beside the steps. */
  targets?: readonly string[];
}

/** Looked at only, or to decide by: then nobody else gives turns until this transaction ends. */
export type Looking = "to-show" | "to-decide";

/** Reads who all the targets mean at this moment, once for a whole set of escalations; gives the answer for each. */
export async function readWho(tx: Tx, asked: readonly AskedWho[], at: Instant, looking: Looking): Promise<Who[]> {
  const targets = [...new Set(asked.flatMap(({ steps, targets: more = [] }) => [...steps.flatMap((step) => step.targets), ...more]))];
  const [people, admins] = await Promise.all([readPeopleOfTargets(tx, targets, at), administrators(tx)]);
  const defer = asked.some(({ urgency }) => urgency === "low") ? await createDeferral(tx, people, at) : () => null;
  const unreachable = await readUnreachable(tx, [...new Set([...admins, ...Object.values(people).flat()])]);
  const { turns, away } = await readRotation(tx, asked, people, looking);
  return asked.map(({ steps, urgency }) => ({ people, administrators: admins, unreachable: unreachable[urgency], away, turns, deferral: urgency === "low" ? defer(steps) : null }));
}

/** Whose turn it is, and who of those who stand in turns is away; nothing is asked where no step gives turns. */
async function readRotation(tx: Tx, asked: readonly AskedWho[], people: Who["people"], looking: Looking): Promise<Pick<Who, "turns" | "away">> {
  const turning = asked.filter(({ policyId, steps }) => policyId !== null && steps.some((step) => step.roundRobin));
  if (turning.length === 0) return { turns: {}, away: new Set() };
  const policyIds = [...new Set(turning.flatMap(({ policyId }) => policyId ?? []))];
  if (looking === "to-decide") await lockTurns(tx, policyIds);
  const standing = turning.flatMap(({ steps }) => steps.filter((step) => step.roundRobin).flatMap((step) => step.targets.flatMap((target) => people[target] ?? [])));
  const absences = await readAbsences(tx, { personIds: [...new Set(standing)], from: tx.now, to: tx.now + 1 });
  return { turns: await readTurns(tx, policyIds), away: new Set(absences.map(({ personId }) => personId)) };
}

function idsOf(targets: readonly string[], kind: string): string[] {
  return targets.filter((target) => target.startsWith(`${kind}/`)).map((target) => target.slice(kind.length + 1));
}

async function readPeopleOfTargets(tx: Tx, targets: readonly string[], at: Instant): Promise<Who["people"]> {
  const roles = await readScheduleOfRoles(tx, idsOf(targets, "role"));
  const [onCall, teams, persons] = await Promise.all([
    readWhoIsOnCall(tx, [...new Set([...idsOf(targets, "schedule"), ...roles.values()])], at),
    readTeamMembers(tx, idsOf(targets, "team")),
    readPeople(tx, idsOf(targets, "person")),
  ]);
  const bySchedule = new Map(onCall.map(({ scheduleId, people }) => [scheduleId, people.map(({ personId }) => personId)]));
  return Object.fromEntries(
    targets.map((target) => {
      const [kind, id = ""] = target.split("/");
      if (kind === "schedule") return [target, bySchedule.get(id) ?? []];
      if (kind === "team") return [target, teams.get(id) ?? []];
      if (kind === "role") return [target, bySchedule.get(roles.get(id) ?? "") ?? []];
      return [target, persons.has(id) ? [id] : []];
    }),
  );
}

/** Low urgency waits for the organization's hours on the clock of the first person who would be paged. */
async function createDeferral(tx: Tx, people: Who["people"], at: Instant): Promise<(steps: readonly Step[]) => Who["deferral"]> {
  const hours = await readBusinessHours(tx);
  const known = await readPeople(tx, [...new Set(Object.values(people).flat())]);
  return (steps) => {
    const personId = steps.flatMap((step) => step.targets.flatMap((target) => people[target] ?? []))[0];
    const person = personId === undefined ? undefined : known.get(personId);
    if (!person) return null;
    const zone = zoneNamed(person.timezone);
    return isWorkingTime(hours, zone, at) ? null : { personId: person.id, until: nextWorkingStart(hours, zone, at) };
  };
}
