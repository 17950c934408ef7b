import type { Instant } from "../../values/instant.ts";
import type { Subject } from "../../values/subject.ts";
import type { EscalationFact, Standing } from "./escalation.events.ts";

export interface EscalationState extends Standing {
  subject: Subject | null;
  endedAt: Instant | null;
}

export const noEscalation: EscalationState = {
  status: "none",
  subject: null,
  policyId: null,
  steps: [],
  repeat: 0,
  urgency: "high",
  pass: 0,
  firstPass: 1,
  step: -1,
  nextAt: null,
  pagedInPass: [],
  undecided: [],
  acknowledgedBy: null,
  begunAt: null,
  acknowledgedAt: null,
  endedAt: null,
};

/** True while somebody may still be woken. */
export function isLive({ status }: Pick<Standing, "status">): boolean {
  return status === "running" || status === "deferred" || status === "exhausted";
}

/** True where nobody is being woken and nobody has it. */
export function canBegin(state: Standing): boolean {
  return !isLive(state) && state.status !== "acknowledged";
}

/** True where it goes on at low urgency. */
export function canRise({ urgency, status }: Standing): boolean {
  return urgency !== "high" && status !== "none" && status !== "ended";
}

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolveEscalation(state: EscalationState, fact: EscalationFact, at: Instant): EscalationState {
  switch (fact.type) {
    case "escalation begun": {
      const { subject, policyId, steps, repeat, endsQuietly = false, urgency } = fact.data;
      const afresh = { step: steps.length, nextAt: null, pagedInPass: [], undecided: [], declined: [], acknowledgedBy: null, endedAt: null };
      return { ...state, ...afresh, status: "running", subject, policyId, steps, repeat, endsQuietly, urgency, firstPass: state.pass + 1, begunAt: state.begunAt ?? at };
    }
    case "escalation adopted": {
      const { groupIds: _groupIds, from: _from, ...standing } = fact.data;
      return { ...state, ...standing, begunAt: state.begunAt ?? standing.begunAt, endedAt: null };
    }
    case "escalation deferred":
      return { ...state, status: "deferred", nextAt: fact.data.until };
    case "step begun":
      return enter(state, fact.data, fact.data.people.map((reached) => reached.personId), fact.data.until);
    case "step passed over":
      return enter(state, fact.data, [], null);
    case "administrators paged":
      return { ...enter(state, fact.data, fact.data.people.map((reached) => reached.personId), null), status: "exhausted" };
    case "call exhausted":
      return { ...enter(state, fact.data, [], null), status: "exhausted" };
    case "step declined":
      return { ...noteDeclined(state, fact.data.personId), undecided: state.undecided.filter((personId) => personId !== fact.data.personId) };
    case "urgency raised":
      return { ...state, urgency: fact.data.urgency };
    case "escalation acknowledged":
      return { ...state, status: "acknowledged", acknowledgedBy: fact.data.personId, acknowledgedAt: at, nextAt: null };
    case "escalation given back":
      return { ...noteDeclined(state, fact.data.personId), status: "running", acknowledgedBy: null };
    case "escalation ended":
      return { ...state, status: "ended", nextAt: null, undecided: [], endedAt: at };
  }
}

/** Who said that they cannot is asked no more, where certain people are called. */
export function noteDeclined(state: EscalationState, personId: string): EscalationState {
  return state.endsQuietly ? { ...state, declined: [...(state.declined ?? []), personId] } : state;
}

function enter(state: EscalationState, place: { pass: number; step: number }, people: string[], until: Instant | null): EscalationState {
  const paged = place.pass === state.pass ? state.pagedInPass : [];
  return {
    ...state,
    status: "running",
    pass: place.pass,
    step: place.step,
    nextAt: until,
    pagedInPass: [...paged, ...people],
    undecided: people,
  };
}
