import type { Tx } from "../../platform/database/database.ts";
import { prepareContent, type PreparedContent } from "../../platform/event-log/content.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import type { Named } from "./incident.events.ts";
import { refOf } from "./incident-ref.rules.ts";
import { findAnyIncident } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { leftBehind, named, type PrivacyCommand } from "./privacy.rules.ts";
import { findUnknown, readDeclarer } from "./privacy.queries.ts";
import { readPaged } from "./room.queries.ts";

/** Null where all of them are there; else the reason, with the field. */
export async function unknownNamed(tx: Tx, who: readonly string[]): Promise<Refusal | null> {
  const unknown = await findUnknown(tx, who);
  if (unknown === null) return null;
  const message = `There is no “${unknown}”. Name people, teams or audiences that there are.`;
  return refuse("incident.named.invalid", message, { errors: [{ path: "who", message }] });
}

/** What is private from its declaration on: whoever declares it is named first; null where everybody sees it. */
export function beginPrivate(wish: { reason: string; who: readonly string[] } | undefined, actor: Actor): { reason: PreparedContent; named: Named[] } | null {
  if (!wish) return null;
  const own = personOf(actor);
  return { reason: prepareContent(wish.reason), named: [...(own === null ? [] : [named(own, "declared")]), ...wish.who.map((who) => ({ who, because: "named" }) as const)] };
}

export interface PrivacyChange {
  incidentId: string;
  actor: Actor;
}

/** Only those who are named see it from now on, with whoever declared it, is in it, was paged for it, and whoever asks for this. */
export async function makePrivate(tx: Tx, { incidentId, actor }: PrivacyChange, wish: { reason: string; who: readonly string[] }): Promise<IncidentState | Refusal> {
  const refused = await unknownNamed(tx, wish.who);
  if (refused) return refused;
  const reason = prepareContent(wish.reason);
  const kept = await readKept(tx, incidentId);
  const asking = personOf(actor);
  const wanted = [...kept, ...(asking === null ? [] : [named(asking, "named")]), ...wish.who.map((who) => ({ who, because: "named" }) as const)];
  return change(tx, { incidentId, actor, action: "made-private", who: wish.who }, { kind: "make private", reason: reason.reference, named: wanted }, reason);
}

/** Beside those who are in it: who declared it, and who was paged for it. */
export async function readKept(tx: Tx, incidentId: string): Promise<Named[]> {
  const declarer = await readDeclarer(tx, incidentId);
  const declared = declarer && personOf(declarer);
  const paged = (await readPaged(tx, incidentId)).map(({ person_id }) => named(person_id, "paged"));
  return [...(declared === null ? [] : [named(declared, "declared")]), ...paged];
}

export async function openTo(tx: Tx, { incidentId, actor }: PrivacyChange, who: readonly string[]): Promise<IncidentState | Refusal> {
  const refused = await unknownNamed(tx, who);
  return refused ?? change(tx, { incidentId, actor, action: "named-more-in", who }, { kind: "open to", named: who.map((one) => ({ who: one, because: "named" })) });
}

const yourself = refuse("incident.close-to-oneself", "You would not see it any more. Let somebody else in it take you out.");

/** Whoever saw an incident goes on seeing it in the one that it was merged into, which stands like this. */
export async function openToMerged(tx: Tx, { incidentId, actor }: PrivacyChange, merged: IncidentState, into: IncidentState): Promise<IncidentState | Refusal> {
  const named = leftBehind(merged, into);
  return named.length === 0 ? into : change(tx, { incidentId, actor, action: "named-more-in", who: named.map(({ who }) => who) }, { kind: "open to", named });
}

export async function closeTo(tx: Tx, { incidentId, actor }: PrivacyChange, who: string): Promise<IncidentState | Refusal> {
  if (who === `person/${personOf(actor) ?? ""}`) return yourself;
  return change(tx, { incidentId, actor, action: "took-somebody-out-of", who: [who] }, { kind: "close to", who });
}

export async function makePublic(tx: Tx, { incidentId, actor }: PrivacyChange, why: string): Promise<IncidentState | Refusal> {
  const reason = prepareContent(why);
  return change(tx, { incidentId, actor, action: "made-public", who: [] }, { kind: "make public", reason: reason.reference }, reason);
}

/** An administrator names themselves: they see it from then on, and everybody in it sees that they do. */
export async function enter(tx: Tx, { ref, actor, personId, reason: why }: { ref: string; actor: Actor; personId: string; reason: string }): Promise<string | Refusal> {
  const incidentId = await findAnyIncident(tx, ref);
  if (incidentId === null) return noSuchIncident;
  const reason = prepareContent(why);
  const outcome = await change(tx, { incidentId, actor, action: "opened-to-themselves", who: [`person/${personId}`] }, { kind: "open to", named: [named(personId, "administrator")], reason: reason.reference }, reason);
  return isRefusal(outcome) ? outcome : incidentId;
}

interface Audited extends PrivacyChange {
  action: string;
  who: readonly string[];
}

async function change(tx: Tx, { incidentId, actor, action, who }: Audited, command: PrivacyCommand, reason: PreparedContent | null = null): Promise<IncidentState | Refusal> {
  const outcome = await changeIncident(tx, { incidentId, actor, command, texts: [reason] });
  if (!isRefusal(outcome)) await recordAudit(tx, { actor, section: "incidents", id: refOf(outcome.number), action, paths: ["privacy"], details: { who } });
  return outcome;
}
