import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { RelationKind } from "./incident-words.rules.ts";
import type { IncidentState, Relation } from "./incident.state.rules.ts";
import { whyNotRecord } from "./standing.rules.ts";

export type RelationCommand =
  | { kind: "relate"; to: string; isItself: boolean; relation: RelationKind; note: ContentReference | null }
  | { kind: "withdraw relation"; to: string };

const inverses: Readonly<Record<RelationKind, RelationKind>> = {
  "same-cause": "same-cause",
  "caused-by": "causes",
  causes: "caused-by",
  follows: "followed-by",
  "followed-by": "follows",
  "split-from": "split-off",
  "split-off": "split-from",
};

/** The same relation, as the other incident says it. */
export function inverseOf(relation: RelationKind): RelationKind {
  return inverses[relation];
}

export function relationsOf({ relations = [] }: IncidentState): readonly Relation[] {
  return relations;
}

/** Decides what belongs together. It may be found out late, so also of what has ended; what came of a split stays. */
export function decideRelations(command: RelationCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  const before = relationsOf(state).find(({ incidentId }) => incidentId === command.to);
  if (before && isOfSplit(before)) return refuse("incident.relation-of-split", "One was split off from the other. That stays; say more about it in a note.");
  if (command.kind === "withdraw relation") return before ? [{ type: "relation withdrawn", data: { to: command.to } }] : refuse("incident.relation.not-found", "These two incidents are not related.");
  const { to, relation, note, isItself } = command;
  if (isItself) return refuse("incident.related-to-itself", "An incident cannot be related to itself. Choose another.");
  const isSame = before?.relation === relation && before.note?.hash === note?.hash;
  return isSame ? [] : [{ type: "incident related", data: { to, relation, note } }];
}

function isOfSplit({ relation }: Relation): boolean {
  return relation === "split-from" || relation === "split-off";
}

/** Folds what belongs together: two incidents in one way at a time. */
export function evolveRelations(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  if (fact.type !== "incident related" && fact.type !== "relation withdrawn") return state;
  const others = relationsOf(state).filter(({ incidentId }) => incidentId !== fact.data.to);
  if (fact.type === "relation withdrawn") return { ...state, relations: others };
  const { to, relation, note } = fact.data;
  return { ...state, relations: [...others, { incidentId: to, relation, note, at }] };
}

/** What is known of an incident when others like it are looked for. */
export interface Begun {
  id: string;
  serviceIds: readonly string[];
  beganAt: Instant;
}

/** `serviceId` depends on `onId`. */
export interface Dependency {
  serviceId: string;
  onId: string;
}

/** Why another incident may belong together with this one: the same service is hit, or the service of one needs that of the other. */
export type Likeness = { kind: "same-service"; serviceId: string } | ({ kind: "depends" } & Dependency);

export interface Likely {
  id: string;
  beganAt: Instant;
  because: Likeness;
}

const together = 6 * 3_600_000;

/** Others that began within hours of it on the same or a neighbouring service: those on the same service first, then whatever began closest. */
export function likelyRelated(incident: Begun, others: readonly Begun[], dependencies: readonly Dependency[]): Likely[] {
  const apart = (other: Begun) => Math.abs(other.beganAt - incident.beganAt);
  const near = others.filter((other) => other.id !== incident.id && apart(other) <= together);
  const found = near.flatMap((other) => {
    const because = likenessOf(incident.serviceIds, other.serviceIds, dependencies);
    return because ? [{ id: other.id, beganAt: other.beganAt, because, apart: apart(other) }] : [];
  });
  const order = (one: (typeof found)[number], next: (typeof found)[number]) => Number(one.because.kind === "depends") - Number(next.because.kind === "depends") || one.apart - next.apart || (one.id < next.id ? -1 : 1);
  return found.sort(order).map(({ apart: _apart, ...likely }) => likely);
}

function likenessOf(own: readonly string[], others: readonly string[], dependencies: readonly Dependency[]): Likeness | null {
  const same = own.find((id) => others.includes(id));
  if (same !== undefined) return { kind: "same-service", serviceId: same };
  const isBetween = ({ serviceId, onId }: Dependency) => (own.includes(serviceId) && others.includes(onId)) || (others.includes(serviceId) && own.includes(onId));
  const link = dependencies.find(isBetween);
  return link ? { kind: "depends", ...link } : null;
}
