import type { Instant } from "../../values/instant.ts";
import type { EscalationFact, Reached, Step } from "./escalation.events.ts";
import { holdersOf, type EscalationState } from "./escalation.state.rules.ts";
import { inTurn, nextTurn, turnKey, type Turns } from "./turn.rules.ts";

/** Who each target means at this moment, read by the caller. */
export interface Who {
  /** Person ids by target; a target that is absent means nobody. */
  people: Readonly<Record<string, readonly string[]>>;
  administrators: readonly string[];
  /** Those whom none of their means can reach now. */
  unreachable: ReadonlySet<string>;
  /** Those who are away now; only where one of several is turned to they are passed over. */
  away: ReadonlySet<string>;
  turns: Turns;
  /** Where low urgency is to wait for somebody's working hours. */
  deferral: { personId: string; until: Instant } | null;
}

interface Place {
  pass: number;
  step: number;
}

type Tried = Extract<EscalationFact, { type: "step begun" | "step passed over" }>;

/** Walks on from where the state stands, passing over steps with nobody new, to the administrators at the latest, or to the quiet end of a call. */
export function findNextStep(state: EscalationState, who: Who, at: Instant): EscalationFact[] {
  const facts: EscalationFact[] = [];
  const holders = holdersOf(state);
  let { pass, step } = state;
  let paged: readonly string[] = state.pagedInPass;
  for (;;) {
    if (step + 1 < state.steps.length && pass >= state.firstPass) step += 1;
    else if (pass < state.firstPass + state.repeat && state.steps.length > 0) [pass, step, paged] = [pass + 1, 0, state.endsQuietly ? (state.declined ?? []) : []];
    else return [...facts, state.endsQuietly ? { type: "call exhausted", data: { pass, step: state.steps.length } } : turnToAdministrators(state, pass, who)];
    const tried = tryStep(state, { pass, step }, [...paged, ...holders], who, at);
    facts.push(tried);
    if (tried.type !== "step begun") continue;
    const turnedTo = tried.data.people.map(({ personId }) => personId);
    if (turnedTo.some((personId) => !who.unreachable.has(personId))) return facts;
    // Their pages are held back with the reason; nobody waits for an answer that cannot come.
    facts.push({ type: "step passed over", data: { pass, step, reason: "step.unreachable" } });
    paged = [...paged, ...turnedTo];
  }
}

function tryStep({ steps, policyId }: EscalationState, place: Place, paged: readonly string[], who: Who, at: Instant): Tried {
  const step = steps[place.step];
  const reached = peopleOf(step?.targets ?? [], who);
  const people = reached.filter(({ personId }) => !paged.includes(personId));
  if (reached.length === 0) return { type: "step passed over", data: { ...place, reason: "step.nobody" } };
  if (people.length === 0) return { type: "step passed over", data: { ...place, reason: "step.all-paged-in-pass" } };
  const leftInPeace = reached.filter(({ personId }) => paged.includes(personId));
  const begun: Tried = { type: "step begun", data: { ...place, people, leftInPeace, until: at + (step?.waitMilliseconds ?? 0), ...askedOf(step) } };
  return step?.roundRobin && policyId !== null ? giveTurn(begun, policyId, who) : begun;
}

function askedOf(step: Step | undefined): { needed?: number } {
  return (step?.acknowledgements ?? 1) > 1 ? { needed: step?.acknowledgements ?? 1 } : {};
}

/** One of the people, in turn: who is away or cannot be reached keeps their turn for the next time. */
function giveTurn({ data }: Extract<Tried, { type: "step begun" }>, policyId: string, who: Who): Tried {
  const last = who.turns[turnKey(policyId, data.step)];
  const here = data.people.filter(({ personId }) => !who.away.has(personId));
  const [next] = inTurn(here.filter(({ personId }) => !who.unreachable.has(personId)), last);
  if (next) return { type: "step begun", data: { ...data, people: [next], turn: { policyId, number: nextTurn(last) } } };
  if (here.length > 0) return { type: "step begun", data: { ...data, people: here } };
  return { type: "step passed over", data: { pass: data.pass, step: data.step, reason: "step.all-away" } };
}

/** Whom targets mean, each person once. */
export function peopleOf(targets: readonly string[], who: Pick<Who, "people">): Reached[] {
  const reached = targets.flatMap((via) => (who.people[via] ?? []).map((personId) => ({ personId, via })));
  return reached.filter(({ personId }, index) => reached.findIndex((other) => other.personId === personId) === index);
}

/** The administrators stand after the last step; they are paged even if a step has paged them before, and anew where it came back from them. */
function turnToAdministrators(state: EscalationState, passed: number, who: Who): EscalationFact {
  const isSecondTurn = state.step === state.steps.length && state.pass >= state.firstPass;
  const pass = Math.max(isSecondTurn ? passed + 1 : passed, state.firstPass);
  const people = who.administrators.map((personId) => ({ personId, via: "administrators" }));
  return { type: "administrators paged", data: { pass, step: state.steps.length, people } };
}
