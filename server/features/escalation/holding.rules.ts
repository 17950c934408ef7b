import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { EscalationFact } from "./escalation.events.ts";
import { evolveEscalation, holdersOf, neededOf, type EscalationState } from "./escalation.state.rules.ts";
import { findNextStep, type Who } from "./walk.rules.ts";

/** How long an answer is waited for where no step says it. */
export const usualWait = 5 * 60_000;

const ended = (sentence: string) => refuse("escalation.ended", sentence);

interface Taking {
  personId: string | null;
  /** Needed where several are asked for. */
  who?: Who;
}

/** Somebody says "I have it": the search stops, or goes on until as many have it as are asked for. */
export function acknowledge(taking: Taking, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  if (state.status === "none") return refuse("escalation.not-found", "Nobody was to be woken about this.");
  if (state.status === "ended") return ended("It has ended; there is nothing left to take.");
  if (isHeldBy(state, taking.personId)) return state.asked ? [{ type: "holder confirmed", data: { personId: taking.personId ?? "" } }] : [];
  if (state.status === "acknowledged" || neededOf(state) === 1) return [{ type: "escalation acknowledged", data: { personId: taking.personId } }];
  return count(taking, state, at);
}

/** True where this person has it already; a token is nobody, and has it as nobody does. */
function isHeldBy(state: EscalationState, personId: string | null): boolean {
  return personId === null ? state.status === "acknowledged" && state.acknowledgedBy === null : holdersOf(state).includes(personId);
}

/** One more has it, of several who are asked for. */
function count({ personId, who }: Taking, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  const needed = neededOf(state);
  if (personId === null) return refuse("escalation.people-needed", `${needed} people are to have this. Whoever has it answers for themselves.`);
  const has = holdersOf(state).length + 1;
  if (has >= needed) return [{ type: "escalation acknowledged", data: { personId } }];
  const counted: EscalationFact = { type: "acknowledgement counted", data: { personId, has, needed } };
  return [counted, ...goOnWithoutUndecided(evolveEscalation(state, counted, at), who, at)];
}

/** "I can't" ends the step when nobody in it is undecided; from who already had it, it resumes the search. */
export function decline({ personId, who }: { personId: string; who: Who }, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  if (state.status === "none" || state.status === "ended") return ended("It has ended; nobody is paged any more.");
  if (holdersOf(state).includes(personId)) return giveBack(state, [personId], who, at);
  if (state.status === "acknowledged" || !state.undecided.includes(personId)) return [];
  const declined: EscalationFact = { type: "step declined", data: { personId } };
  return [declined, ...goOnWithoutUndecided(evolveEscalation(state, declined, at), who, at)];
}

/** A step ends when nobody in it who can be reached is undecided. */
function goOnWithoutUndecided(state: EscalationState, who: Who | undefined, at: Instant): EscalationFact[] {
  if (!who || state.status !== "running") return [];
  return state.undecided.every((personId) => who.unreachable.has(personId)) ? findNextStep(state, who, at) : [];
}

/** They have it no more; where too few are left the search goes on. */
function giveBack(state: EscalationState, people: readonly string[], who: Who, at: Instant, isSilent = false): EscalationFact[] {
  const facts: EscalationFact[] = [];
  let after = state;
  for (const personId of people) {
    const rest = holdersOf(after).filter((other) => other !== personId);
    const fact: EscalationFact = { type: "escalation given back", data: { personId, ...(isSilent && { isSilent }), ...(rest.length > 0 && { stillHas: rest }) } };
    facts.push(fact);
    after = evolveEscalation(after, fact, at);
  }
  return state.status === "acknowledged" ? [...facts, ...findNextStep(after, who, at)] : facts;
}

/** True where whoever has it is to be asked now whether they still do, or has not answered that in time. */
export function isQuestionDue({ status, askAt, asked }: EscalationState, at: Instant): boolean {
  const due = asked?.until ?? askAt;
  return status === "acknowledged" && due !== undefined && due <= at;
}

/** Asks whoever has it whether they still do, unless somebody did something about it; silence gives it back. */
export function question({ who, actedAt }: { who: Who; actedAt?: Instant | null }, state: EscalationState, at: Instant): EscalationFact[] {
  if (actedAt !== undefined && actedAt !== null) return [{ type: "action seen", data: { actedAt } }];
  const holders = holdersOf(state);
  if (state.asked) return giveBack(state, state.asked.people.filter((personId) => holders.includes(personId)), who, at, true);
  if (state.urgency === "low" && who.deferral) return [{ type: "question deferred", data: { until: who.deferral.until } }];
  const wait = state.steps[state.step]?.waitMilliseconds ?? usualWait;
  const asked: EscalationFact = { type: "holders asked", data: { pass: state.pass, step: placeBeside(state), people: holders, until: at + wait } };
  const canAnswer = holders.some((personId) => !who.unreachable.has(personId));
  return canAnswer ? [asked] : [asked, ...giveBack(evolveEscalation(state, asked, at), holders, who, at, true)];
}

/** The step that pages beside the policy's own are counted under. */
export function placeBeside({ steps, extras }: EscalationState): number {
  return steps.length + 1 + (extras ?? 0);
}
