import type { Instant } from "../../values/instant.ts";
import type { Refusal } from "../../values/refusal.ts";
import { coveringRole, type WrittenProcess, type WrittenRole } from "../process/process.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { Holder, IncidentState } from "./incident.state.rules.ts";
import { whyNotRecord } from "./standing.rules.ts";

export type DutyCommand = { kind: "settle duty"; role: string; place: number; holderId: string | null; status: "open" | "done" | "dropped" };

/** A duty that the process writes for a role, as a task of whoever holds that role now. */
export interface Duty {
  role: string;
  /** Which of the role's duties, counted from 0. */
  place: number;
  /** Of a role that several hold each has their own; else null. */
  holderId: string | null;
  words: string;
  ownerId: string;
  since: Instant;
  status: "open" | "done" | "dropped";
}

/**
 * The duties of roles as tasks. They are worked out from who holds what, never written down: so they are there once, go with the role,
 * fall to the holder of the role that theirs combines into, and come back when somebody takes it.
 */
export function dutiesOf(process: WrittenProcess, state: IncidentState): Duty[] {
  return process.roles.flatMap((role) =>
    doersOf(process, state, role).flatMap((holder) => {
      const holderId = role.many && holder.role === role.id ? holder.personId : null;
      return role.duties.map((words, place): Duty => ({ role: role.id, place, holderId, words, ownerId: holder.personId, since: holder.since, status: statusOf(state, role.id, place, holderId) }));
    }),
  );
}

/** Whoever holds it for good; else one holder of the role it combines into. What combines into none waits for a holder, such as an expert. */
function doersOf(process: WrittenProcess, state: IncidentState, { id, many, combinesInto }: WrittenRole): Holder[] {
  const holders = state.holders.filter(({ isProvisional }) => !isProvisional);
  const own = holders.filter(({ role }) => role === id);
  if (own.length > 0) return many ? own : own.slice(0, 1);
  if (combinesInto === undefined) return [];
  const acting = coveringRole(process, id, (role) => holders.some((holder) => holder.role === role));
  return holders.filter(({ role }) => role === acting).slice(0, 1);
}

function statusOf({ duties = [] }: IncidentState, role: string, place: number, holderId: string | null): Duty["status"] {
  return duties.find((one) => one.role === role && one.place === place && one.holderId === holderId)?.status ?? "open";
}

/** Decides what becomes of a duty; like a task it may be settled after the end. */
export function decideDuty({ role, place, holderId, status }: DutyCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  return statusOf(state, role, place, holderId) === status ? [] : [{ type: "duty settled", data: { role, place, holderId, status } }];
}
