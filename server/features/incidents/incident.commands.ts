import type { Tx } from "../../platform/database/database.ts";
import { storeContents, type PreparedContent } from "../../platform/event-log/content.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import type { Order } from "../../platform/event-log/event.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { incidentDecider, incidentStream } from "./incident.decider.ts";
import type { IncidentCommand } from "./incident.rules.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** A wish to change one incident. */
export interface Change {
  incidentId: string;
  actor: Actor;
  command: IncidentCommand;
  commandId?: string;
  /** When it happened, where that is not now. */
  at?: Instant | undefined;
  /** What a person typed: stored with the command, and not at all where it is refused. */
  texts?: readonly (PreparedContent | null)[];
}

export const inFuture = refuse("incident.in-future.invalid", "This time lies in the future. Say when it happened, or leave the time out.", {
  errors: [{ path: "at", message: "This time lies in the future." }],
});

export const noSuchIncident = refuse("incident.not-found", "There is no such incident.");

/** Carries out one command; gives the incident as it stands then, or the reason why not, people in it by name. */
export async function changeIncident(tx: Tx, change: Change): Promise<IncidentState | Refusal> {
  const [outcome] = await changeIncidents(tx, [change]);
  return outcome ?? noSuchIncident;
}

/** Carries out several commands in order, all in this transaction; each has its own outcome. */
export async function changeIncidents(tx: Tx, changes: readonly Change[]): Promise<(IncidentState | Refusal)[]> {
  const late = changes.find(({ at }) => at !== undefined && at > tx.now);
  if (late) return changes.map(() => inFuture);
  const outcomes = await executeMany(tx, incidentDecider, changes.map(orderOf));
  await storeContents(tx, changes.flatMap(({ texts = [] }, index) => (outcomes[index]?.outcome === "done" ? texts.filter((text) => text !== null) : [])));
  return Promise.all(outcomes.map(async (outcome) => (outcome.outcome === "refused" ? nameInReason(tx, outcome.refusal) : outcome.state)));
}

function orderOf({ incidentId, actor, command, commandId, at }: Change): Order<IncidentCommand> {
  return { streamId: incidentStream(incidentId), commandId: commandId ?? newId(), actor, command, ...(at !== undefined && { occurredAt: at }) };
}

/** Rules know people by their ids; a reason that is read by people names them. */
export async function nameInReason(tx: Tx, refusal: Refusal): Promise<Refusal> {
  const words = [...refusal.reason.matchAll(/@\{(\w+)\}/g)].map(([, word = ""]) => word);
  if (words.length === 0) return refusal;
  const idOf = (word: string) => String(refusal.details?.[word] ?? "");
  const people = await readPeople(tx, words.map(idOf));
  const reason = refusal.reason.replace(/@\{(\w+)\}/g, (_all, word: string) => people.get(idOf(word))?.name ?? idOf(word));
  return { ...refusal, reason };
}

/** The first refusal, if any, so that nothing is done by half. */
export function firstRefusal(outcomes: readonly (IncidentState | Refusal)[]): Refusal | null {
  return outcomes.find((outcome): outcome is Refusal => isRefusal(outcome)) ?? null;
}
