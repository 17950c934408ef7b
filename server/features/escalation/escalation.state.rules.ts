import type { Instant } from "../../values/instant.ts";
import type { Subject } from "../../values/subject.ts";
import type { EscalationFact, Step } from "./escalation.events.ts";

export type EscalationStatus = "none" | "deferred" | "running" | "exhausted" | "acknowledged" | "ended";

export interface EscalationState {
  status: EscalationStatus;
  subject: Subject | null;
  policyId: string | null;
  steps: Step[];
  repeat: number;
  urgency: "high" | "low";
  /** Counted on over the subject's whole life, so that no page key comes twice. */
  pass: number;
  /** The pass in which the present run began. */
  firstPass: number;
  step: number;
  /** When the next step begins, or the deferral ends. */
  nextAt: Instant | null;
  pagedInPass: string[];
  /** People of the running step who have not said that they cannot. */
  undecided: string[];
  acknowledgedBy: string | null;
  /** When it began for the first time. */
  begunAt: Instant | null;
  /** When somebody last had it; kept when they give it back. */
  acknowledgedAt: Instant | null;
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
export function isLive(state: EscalationState): boolean {
  return state.status === "running" || state.status === "deferred" || state.status === "exhausted";
}

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolveEscalation(state: EscalationState, fact: EscalationFact, at: Instant): EscalationState {
  switch (fact.type) {
    case "escalation begun": {
      const { subject, policyId, steps, repeat, urgency } = fact.data;
      const afresh = { step: steps.length, nextAt: null, pagedInPass: [], undecided: [], acknowledgedBy: null, endedAt: null };
      return { ...state, ...afresh, status: "running", subject, policyId, steps, repeat, urgency, firstPass: state.pass + 1, begunAt: state.begunAt ?? at };
    }
    case "escalation deferred":
      return { ...state, status: "deferred", nextAt: fact.data.until };
    case "step begun":
      return enter(state, fact.data, fact.data.people.map((reached) => reached.personId), fact.data.until);
    case "step passed over":
      return enter(state, fact.data, [], null);
    case "administrators paged":
      return { ...enter(state, fact.data, fact.data.people.map((reached) => reached.personId), null), status: "exhausted" };
    case "step declined":
      return { ...state, undecided: state.undecided.filter((personId) => personId !== fact.data.personId) };
    case "urgency raised":
      return { ...state, urgency: fact.data.urgency };
    case "escalation acknowledged":
      return { ...state, status: "acknowledged", acknowledgedBy: fact.data.personId, acknowledgedAt: at, nextAt: null };
    case "escalation given back":
      return { ...state, status: "running", acknowledgedBy: null };
    case "escalation ended":
      return { ...state, status: "ended", nextAt: null, undecided: [], endedAt: at };
  }
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
