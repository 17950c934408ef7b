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

/** Everybody who has it. */
export function holdersOf({ status, havers, acknowledgedBy }: Pick<Standing, "status" | "havers" | "acknowledgedBy">): string[] {
  return havers ?? (status !== "acknowledged" || acknowledgedBy === null ? [] : [acknowledgedBy]);
}

/** How many people are to have it before the search stops. */
export function neededOf({ needed }: Pick<Standing, "needed">): number {
  return needed ?? 1;
}

/** When something falls due by itself: the next step, the end of a deferral, a question to whoever has it, or the end of waiting for its answer. */
export function dueOf({ nextAt, asked, askAt }: Standing): Instant | null {
  return nextAt ?? asked?.until ?? askAt ?? null;
}

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolveEscalation(state: EscalationState, fact: EscalationFact, at: Instant): EscalationState {
  return evolveHolding(state, fact, at) ?? evolveSearch(state, fact, at);
}

function evolveSearch(state: EscalationState, fact: EscalationFact, at: Instant): EscalationState {
  switch (fact.type) {
    case "escalation begun": {
      const { subject, ...plan } = fact.data;
      return { ...withPlan(withoutHolders(state), plan), urgency: plan.urgency, subject, declined: [], endedAt: null, begunAt: state.begunAt ?? at };
    }
    case "policy changed": {
      const { needed, ...unasked } = unquestioned(state);
      const holders = holdersOf(state);
      const keeping = holders.length > 0 ? { havers: holders, needed: Math.max(needed ?? 1, holders.length + 1) } : {};
      return { ...withPlan({ ...unasked, acknowledgedBy: null }, fact.data), ...keeping };
    }
    case "escalation adopted": {
      const { groupIds: _groupIds, from: _from, ...standing } = fact.data;
      return { ...withoutQuestions(withoutHolders(state)), ...standing, begunAt: state.begunAt ?? standing.begunAt, endedAt: null };
    }
    case "escalation deferred":
      return { ...state, status: "deferred", nextAt: fact.data.until };
    case "step begun": {
      const needed = Math.max(neededOf(state), fact.data.needed ?? 1);
      return { ...enter(state, fact.data, fact.data.people.map((reached) => reached.personId), fact.data.until), ...(needed > 1 && { needed }) };
    }
    case "step passed over":
      return enter(state, fact.data, [], null);
    case "administrators paged":
      return { ...enter(state, fact.data, fact.data.people.map((reached) => reached.personId), null), status: "exhausted" };
    case "call exhausted":
      return { ...enter(state, fact.data, [], null), status: "exhausted" };
    case "step declined":
      return { ...noteDeclined(state, fact.data.personId), undecided: without(state.undecided, fact.data.personId) };
    case "urgency raised":
      return raise(state, fact.data.urgency);
    case "clock went back":
      return sooner(state, fact.data.byMilliseconds);
    case "escalation ended":
      return { ...unquestioned(state), status: "ended", nextAt: null, undecided: [], endedAt: at };
    default:
      return state;
  }
}

/** What it waits for comes as much sooner. */
function sooner(state: EscalationState, byMilliseconds: number): EscalationState {
  const { nextAt, askAt, asked } = state;
  return {
    ...state,
    nextAt: nextAt === null ? null : nextAt - byMilliseconds,
    ...(askAt !== undefined && { askAt: askAt - byMilliseconds }),
    ...(asked && { asked: { ...asked, until: asked.until - byMilliseconds } }),
  };
}

/** What becomes of those who have it; null where a fact is not about them. */
function evolveHolding(state: EscalationState, fact: EscalationFact, at: Instant): EscalationState | null {
  switch (fact.type) {
    case "escalation acknowledged":
      return take(state, fact.data.personId, at);
    case "acknowledgement counted": {
      const { personId } = fact.data;
      return { ...state, havers: [...holdersOf(state), personId], undecided: without(state.undecided, personId), acknowledgedAt: at };
    }
    case "escalation given back":
      return giveBack(state, fact.data.personId);
    case "holders asked":
      return { ...unquestioned(state), asked: { people: fact.data.people, until: fact.data.until }, extras: (state.extras ?? 0) + 1 };
    case "question deferred":
      return { ...unquestioned(state), askAt: fact.data.until };
    case "action seen":
    case "holder confirmed":
      return unquestioned(state);
    case "escalated by hand":
      return widen(state, fact.data);
    default:
      return null;
  }
}

function take(state: EscalationState, personId: string | null, at: Instant): EscalationState {
  const { askAfterMilliseconds } = state;
  const isAsked = personId !== null && askAfterMilliseconds !== undefined;
  const several = personId !== null && neededOf(state) > 1 ? { havers: [...without(holdersOf(state), personId), personId] } : {};
  return { ...unquestioned(state), ...several, status: "acknowledged", acknowledgedBy: personId, acknowledgedAt: at, nextAt: null, ...(isAsked && { askAt: at + askAfterMilliseconds }) };
}

function giveBack(state: EscalationState, personId: string): EscalationState {
  const status = state.status === "acknowledged" ? "running" : state.status;
  const several = state.havers ? { havers: without(state.havers, personId) } : {};
  // Whoever gave it back is not turned to again in this pass, whether or not a step had paged them.
  const pagedInPass = [...without(state.pagedInPass, personId), personId];
  return { ...unquestioned(noteDeclined(state, personId)), ...several, pagedInPass, status, acknowledgedBy: null };
}

/** More people are turned to; whoever has it keeps it, and one more is asked for. */
function widen(state: EscalationState, { wish, people }: Extract<EscalationFact, { type: "escalated by hand" }>["data"]): EscalationState {
  const ids = people.map(({ personId }) => personId);
  const paged = { pagedInPass: [...state.pagedInPass, ...ids], undecided: [...state.undecided, ...ids], ...(ids.length > 0 && { extras: (state.extras ?? 0) + 1 }) };
  const holders = holdersOf(state);
  if (wish !== "next-step" || holders.length === 0) return { ...state, ...paged };
  return { ...unquestioned(state), ...paged, status: "running", acknowledgedBy: null, havers: holders, needed: Math.max(neededOf(state), holders.length + 1) };
}

type NewPlan = Pick<Standing, "policyId" | "steps" | "repeat" | "endsQuietly" | "askAfterMilliseconds">;

/** What was taken at low urgency is nobody's at high urgency. */
function raise(state: EscalationState, urgency: "high"): EscalationState {
  const { havers: _havers, ...others } = unquestioned(state);
  return state.status === "acknowledged" ? { ...others, urgency } : { ...state, urgency };
}

/** From the beginning by a plan, passes counted on. */
function withPlan(before: EscalationState, plan: NewPlan): EscalationState {
  const state = withoutQuestions(before);
  const { policyId, steps, repeat, endsQuietly = false, askAfterMilliseconds } = plan;
  const afresh = { step: steps.length, nextAt: null, pagedInPass: [], undecided: [], firstPass: state.pass + 1 };
  return { ...state, ...afresh, status: "running", policyId, steps, repeat, endsQuietly, ...(askAfterMilliseconds !== undefined && { askAfterMilliseconds }) };
}

function withoutHolders({ havers: _havers, needed: _needed, ...state }: EscalationState): EscalationState {
  return { ...unquestioned(state), acknowledgedBy: null };
}

/** No question is planned. */
function withoutQuestions({ askAfterMilliseconds: _askAfter, ...state }: EscalationState): EscalationState {
  return state;
}

/** Nobody is asked any more, or to be asked, whether they still have it. */
function unquestioned({ askAt: _askAt, asked: _asked, ...state }: EscalationState): EscalationState {
  return state;
}

function without(people: readonly string[], personId: string): string[] {
  return people.filter((other) => other !== personId);
}

/** Who said that they cannot is asked no more, where certain people are called. */
function noteDeclined(state: EscalationState, personId: string): EscalationState {
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
