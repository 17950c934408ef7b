import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { changeIncident, noSuchIncident, type Change } from "./incident.commands.ts";
import { incidentStream } from "./incident.decider.ts";
import { refOf } from "./incident-ref.rules.ts";
import { readIncidentState } from "./incident.queries.ts";
import type { RelationKind } from "./incident-words.rules.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { inverseOf } from "./relation.rules.ts";
import { whyNotRecord } from "./standing.rules.ts";

export interface Relating {
  incidentId: string;
  otherId: string;
  relation: RelationKind;
  note: string | null;
  actor: Actor;
}

/** Two incidents belong together: each is told so from its side, in one transaction. */
export async function relateIncidents(tx: Tx, { incidentId, otherId, relation, note, actor }: Relating): Promise<IncidentState | Refusal> {
  const text = note === null ? null : prepareContent(note);
  const isItself = incidentId === otherId;
  await lockStreams(tx, [incidentId, otherId].map(incidentStream));
  const mixed = await whyNotMixed(tx, incidentId, otherId);
  if (mixed) return mixed;
  const side = (to: string, said: RelationKind) => ({ kind: "relate", to, isItself, relation: said, note: text?.reference ?? null }) as const;
  return onBothSides(tx, { incidentId, actor, texts: [text], command: side(otherId, relation) }, { incidentId: otherId, actor, command: side(incidentId, inverseOf(relation)) });
}

/** A public incident that names a private one would tell everybody that there is one. */
async function whyNotMixed(tx: Tx, incidentId: string, otherId: string): Promise<Refusal | null> {
  const [own, other] = [await readIncidentState(tx, incidentId), await readIncidentState(tx, otherId)];
  const isMixed = own && other && (own.privacy === undefined) !== (other.privacy === undefined);
  return isMixed ? refuse("incident.related-to-private", "One of the two is private, and the other would tell everybody of it. Relate them where both are private, or none is.") : null;
}

/** They do not belong together after all. */
export async function withdrawRelation(tx: Tx, { incidentId, otherId, actor }: Pick<Relating, "incidentId" | "otherId" | "actor">): Promise<IncidentState | Refusal> {
  return onBothSides(tx, { incidentId, actor, command: { kind: "withdraw relation", to: otherId } }, { incidentId: otherId, actor, command: { kind: "withdraw relation", to: incidentId } });
}

/** Nothing is done on the one side that the other would refuse. */
async function onBothSides(tx: Tx, own: Change, other: Change): Promise<IncidentState | Refusal> {
  await lockStreams(tx, [own, other].map(({ incidentId }) => incidentStream(incidentId)));
  const refused = await whyNotTo(tx, other.incidentId);
  if (refused) return refused;
  const outcome = await changeIncident(tx, own);
  if (!isRefusal(outcome)) await changeIncident(tx, other);
  return outcome;
}

/** What stands against it on the other side is said of the other by its name. */
async function whyNotTo(tx: Tx, otherId: string): Promise<Refusal | null> {
  const other = await readIncidentState(tx, otherId);
  if (!other) return noSuchIncident;
  const refused = whyNotRecord(other);
  return refused && refuse(refused.code, refused.reason.replace("This incident", refOf(other.number)), refused.details);
}
