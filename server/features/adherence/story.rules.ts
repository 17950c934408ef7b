import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { evolveEscalation } from "../escalation/escalation.state.rules.ts";
import { evolveIncident } from "../incidents/incident-evolution.rules.ts";
import { remembered } from "../../values/remembered.ts";
import { noIncident, type IncidentState } from "../incidents/incident.state.rules.ts";
import { evolveRetrospective, noRetrospective, type RetrospectiveState } from "../retrospectives/retrospective.state.rules.ts";

export type IncidentFact = Parameters<typeof evolveIncident>[1];
export type EscalationFact = Parameters<typeof evolveEscalation>[1];
export type RetrospectiveFact = Parameters<typeof evolveRetrospective>[1];

/** An event as the log keeps it, as far as a story needs it. */
export interface ToldEvent<Fact> {
  streamId: string;
  version: number;
  /** When it happened. */
  at: Instant;
  actor: Actor;
  fact: Fact;
}

/** An event of the incident, with how it stood before and after. */
export interface Entry extends ToldEvent<IncidentFact> {
  before: IncidentState;
  after: IncidentState;
}

export interface RetrospectiveEntry extends ToldEvent<RetrospectiveFact> {
  after: RetrospectiveState;
}

/** What the log says of an incident, folded once. */
export interface Story {
  entries: readonly Entry[];
  /** How it stands. */
  end: IncidentState;
  /** What became of its searches for people, by call. */
  calls: ReadonlyMap<string, readonly ToldEvent<EscalationFact>[]>;
  retrospective: readonly RetrospectiveEntry[];
}

/** The events of an incident, of its calls and of its retrospective, each in the order of recording. */
export interface Telling {
  incident: readonly ToldEvent<IncidentFact>[];
  calls: ReadonlyMap<string, readonly ToldEvent<EscalationFact>[]>;
  retrospective: readonly ToldEvent<RetrospectiveFact>[];
}

export function storyOf({ incident, calls, retrospective }: Telling): Story {
  let state = noIncident;
  const entries = incident.map(({ streamId, version, at, actor, fact }): Entry => {
    const before = state;
    state = evolveIncident(before, fact, at);
    return { streamId, version, at, actor, fact, before, after: state };
  });
  let review = noRetrospective;
  const looks = retrospective.map((event): RetrospectiveEntry => {
    review = evolveRetrospective(review, event.fact, event.at);
    return { ...event, after: review };
  });
  return { entries, end: state, calls, retrospective: looks };
}

type TypeOf = IncidentFact["type"];

/** The entries of one kind. */
export function entriesOf<Type extends TypeOf>(story: Story, type: Type): (Entry & { fact: Extract<IncidentFact, { type: Type }> })[] {
  return byType(story, type, () => story.entries.filter(({ fact }) => fact.type === type)) as (Entry & { fact: Extract<IncidentFact, { type: Type }> })[];
}

const byType = remembered<Story, Entry[]>();

/** The entries that changed the class, who holds which role, or whether people work on it: between two of them nothing about roles becomes true or false. */
export function turnsOf(story: Story): readonly Entry[] {
  return byTurn(story, "", () => story.entries.filter(({ before, after }) => before.holders !== after.holders || before.severity !== after.severity || before.priority !== after.priority || before.endedAt !== after.endedAt));
}

const byTurn = remembered<Story, readonly Entry[]>();

/** The entry by which a milestone came to stand where it stands. */
export function entryOfMilestone(story: Story, milestone: keyof IncidentState["milestones"]): Entry | undefined {
  return story.entries.findLast(({ before, after }) => before.milestones[milestone] !== after.milestones[milestone]);
}

/** What a person does; what Muster, a source or a token does is nobody's. */
export function personOf(actor: Actor): string | null {
  if (actor.kind === "person") return actor.id;
  return actor.kind === "page-link" ? actor.personId : null;
}
