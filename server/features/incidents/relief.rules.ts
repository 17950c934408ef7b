import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { Holder, IncidentState, ReliefWanted } from "./incident.state.rules.ts";
import { whyNotWork } from "./standing.rules.ts";

export type ReliefCommand =
  | { kind: "ask relief"; role: string; personId: string; successorId: string | null }
  | { kind: "relief due"; role: string; personId: string; dueAt: Instant; successorId: string | null };

/** When the process asks for somebody else in a role, and from when on the two go on side by side. */
export interface Relief {
  dueAt: Instant;
  handoffFrom: Instant;
}

/** The time a role is held at most counts from when it was taken, and the handover lies before its end (000); null where the process names none. */
export function reliefOf({ relief }: WrittenProcess, { role, since }: Pick<Holder, "role" | "since">): Relief | null {
  const limit = relief?.roles[role] ?? relief?.roles["default"];
  if (relief === undefined || limit === undefined) return null;
  const dueAt = since + durationMilliseconds(limit);
  return { dueAt, handoffFrom: dueAt - durationMilliseconds(relief.handoff) };
}

/** Until when a handover that begins now goes on side by side; null where the process asks for none. */
export function passesAt({ relief }: WrittenProcess, now: Instant): Instant | null {
  return relief === undefined ? null : now + durationMilliseconds(relief.handoff);
}

/** Somebody who could take a role over. */
export interface Candidate {
  personId: string;
  /** In incidents, within the last seven days. */
  hours: number;
  isInAnother: boolean;
  isNight: boolean;
}

/** Who could relieve the holder: in no other incident first, then where it is day, then whoever was least in incidents lately. */
export function successorsOf(candidates: readonly Candidate[], holders: readonly Holder[]): string[] {
  const free = candidates.filter(({ personId }) => !holders.some((holder) => holder.personId === personId));
  const order = (one: Candidate, other: Candidate) =>
    Number(one.isInAnother) - Number(other.isInAnother) || Number(one.isNight) - Number(other.isNight) || one.hours - other.hours || (one.personId < other.personId ? -1 : 1);
  return [...free].sort(order).map(({ personId }) => personId);
}

/** Decides who is to be relieved. It is said once for each time a role is held, and it stops nobody. */
export function decideRelief(command: ReliefCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  const { role, personId, successorId } = command;
  const isHolder = state.holders.some((holder) => holder.role === role && holder.personId === personId);
  const wanted = reliefWanted(state).find((one) => one.role === role && one.personId === personId);
  if (command.kind === "relief due") return !isHolder || (wanted?.dueAt ?? null) !== null ? [] : [{ type: "relief due", data: { role, personId, dueAt: command.dueAt, successorId } }];
  if (!isHolder) return refuse("incident.role-not-yours", "Only whoever holds a role is relieved of it.");
  return (wanted?.askedAt ?? null) !== null ? [] : [{ type: "relief asked", data: { role, personId, successorId } }];
}

export function reliefWanted({ relief = [] }: IncidentState): readonly ReliefWanted[] {
  return relief;
}

/** Folds who is to be relieved; whoever holds the role no more was. */
export function evolveRelief(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "relief asked":
      return withRelief(state, { ...fact.data, askedAt: at });
    case "relief due":
      return withRelief(state, fact.data);
    case "role taken":
    case "role released":
    case "handover accepted":
      return { ...state, relief: reliefWanted(state).filter((one) => state.holders.some(({ role, personId }) => role === one.role && personId === one.personId)) };
    default:
      return state;
  }
}

function withRelief(state: IncidentState, { role, personId, ...change }: Pick<ReliefWanted, "role" | "personId"> & Partial<ReliefWanted>): IncidentState {
  const isOne = (one: ReliefWanted) => one.role === role && one.personId === personId;
  const before = reliefWanted(state).find(isOne) ?? { role, personId, askedAt: null, dueAt: null, successorId: null };
  return { ...state, relief: [...reliefWanted(state).filter((one) => !isOne(one)), { ...before, ...change }] };
}
