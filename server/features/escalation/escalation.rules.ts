import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { withGroups, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import { adopt, type Adoption } from "./adoption.rules.ts";
import type { EndReason, EscalationFact, Plan, Reached, Step } from "./escalation.events.ts";
import { canBegin, canRise, noteDeclined, type EscalationState } from "./escalation.state.rules.ts";

/** Who each target means at this moment, read by the caller. */
export interface Who {
  /** Person ids by target; a target that is absent means nobody. */
  people: Readonly<Record<string, readonly string[]>>;
  administrators: readonly string[];
  /** Those whom none of their means can reach now. */
  unreachable: ReadonlySet<string>;
  /** Where low urgency is to wait for somebody's working hours. */
  deferral: { personId: string; until: Instant } | null;
}

export type EscalationCommand = ConcernedGroups & EscalationWork;

type EscalationWork =
  | ({ kind: "begin"; subject: Subject; who: Who } & Plan)
  | ({ kind: "adopt" } & Adoption)
  | { kind: "advance"; who: Who }
  | { kind: "raise"; who: Who }
  | { kind: "acknowledge"; personId: string | null }
  | { kind: "decline"; personId: string; who: Who }
  | { kind: "end"; reason: EndReason };

/** Decides what a command makes of an escalation. A command that has nothing to do gives no facts. */
export function decideEscalation(command: EscalationCommand, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  const facts = decide(command, state, at);
  return isRefusal(facts) ? facts : facts.map((fact) => withGroups(fact, command));
}

function decide(command: EscalationWork, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  switch (command.kind) {
    case "begin":
      return canBegin(state) ? begin(command, state, at) : [];
    case "adopt":
      return adopt(command, state);
    case "advance":
      return isDue(state, at) ? goOn(state, command.who, at) : [];
    case "raise":
      return raise(state, command.who, at);
    case "acknowledge":
      return acknowledge(state, command.personId);
    case "decline":
      return decline(command, state, at);
    case "end":
      return state.status === "none" || state.status === "ended" ? [] : [{ type: "escalation ended", data: { reason: command.reason } }];
  }
}

function isDue(state: EscalationState, at: Instant): boolean {
  return (state.status === "running" || state.status === "deferred") && state.nextAt !== null && state.nextAt <= at;
}

function begin(command: Extract<EscalationWork, { kind: "begin" }>, state: EscalationState, at: Instant): EscalationFact[] {
  const { subject, policyId, steps, repeat, endsQuietly = false, urgency, who } = command;
  const begun: EscalationFact = { type: "escalation begun", data: { subject, policyId, steps, repeat, urgency, ...(endsQuietly && { endsQuietly }) } };
  const fresh: EscalationState = { ...state, steps, repeat, endsQuietly, urgency, firstPass: state.pass + 1, step: steps.length, pagedInPass: [], declined: [] };
  return [begun, ...(urgency === "low" && who.deferral ? [defer(who.deferral)] : findNextStep(fresh, who, at))];
}

/** The next step after a wait, or the end of a deferral, which may have to wait again where another person is on call by now. */
function goOn(state: EscalationState, who: Who, at: Instant): EscalationFact[] {
  if (state.status === "deferred" && state.urgency === "low" && who.deferral) return [defer(who.deferral)];
  return findNextStep(state, who, at);
}

function defer(deferral: { personId: string; until: Instant }): EscalationFact {
  return { type: "escalation deferred", data: deferral };
}

function raise(state: EscalationState, who: Who, at: Instant): EscalationFact[] {
  if (!canRise(state)) return [];
  const raised: EscalationFact = { type: "urgency raised", data: { urgency: "high" } };
  const needsWaking = state.status === "deferred" || state.status === "acknowledged";
  return needsWaking ? [raised, ...findNextStep({ ...state, urgency: "high" }, who, at)] : [raised];
}

function acknowledge(state: EscalationState, personId: string | null): EscalationFact[] | Refusal {
  if (state.status === "none") return refuse("escalation.not-found", "Nobody was to be woken about this.");
  if (state.status === "ended") return refuse("escalation.ended", "It has ended; there is nothing left to take.");
  if (state.status === "acknowledged" && state.acknowledgedBy === personId) return [];
  return [{ type: "escalation acknowledged", data: { personId } }];
}

/** "I can't" ends the step when nobody in it is undecided; from who already had it, it resumes the search. */
function decline(command: Extract<EscalationWork, { kind: "decline" }>, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  const { personId, who } = command;
  if (state.status === "none" || state.status === "ended") return refuse("escalation.ended", "It has ended; nobody is paged any more.");
  if (state.status === "acknowledged") {
    if (state.acknowledgedBy !== personId) return [];
    return [{ type: "escalation given back", data: { personId } }, ...findNextStep(noteDeclined(state, personId), who, at)];
  }
  if (!state.undecided.includes(personId)) return [];
  const declined: EscalationFact = { type: "step declined", data: { personId } };
  const isLastOne = state.undecided.every((other) => other === personId || who.unreachable.has(other));
  return isLastOne && state.status === "running" ? [declined, ...findNextStep(noteDeclined(state, personId), who, at)] : [declined];
}

/** Walks on from where the state stands, passing over steps with nobody new, to the administrators at the latest, or to the quiet end of a call. */
function findNextStep(state: EscalationState, who: Who, at: Instant): EscalationFact[] {
  const facts: EscalationFact[] = [];
  let { pass, step } = state;
  let paged: readonly string[] = state.pagedInPass;
  for (;;) {
    if (step + 1 < state.steps.length && pass >= state.firstPass) step += 1;
    else if (pass < state.firstPass + state.repeat && state.steps.length > 0) [pass, step, paged] = [pass + 1, 0, state.endsQuietly ? (state.declined ?? []) : []];
    else return [...facts, state.endsQuietly ? { type: "call exhausted", data: { pass, step: state.steps.length } } : turnToAdministrators(state, pass, who)];
    const tried = tryStep(state.steps[step], { pass, step }, paged, who, at);
    facts.push(tried);
    if (tried.type !== "step begun") continue;
    const turnedTo = tried.data.people.map(({ personId }) => personId);
    if (turnedTo.some((personId) => !who.unreachable.has(personId))) return facts;
    // Their pages are held back with the reason; nobody waits for an answer that cannot come.
    facts.push({ type: "step passed over", data: { pass, step, reason: "step.unreachable" } });
    paged = [...paged, ...turnedTo];
  }
}

function tryStep(step: Step | undefined, place: { pass: number; step: number }, paged: readonly string[], who: Who, at: Instant): Extract<EscalationFact, { type: "step begun" | "step passed over" }> {
  const reached = uniquePeople((step?.targets ?? []).flatMap((via) => (who.people[via] ?? []).map((personId) => ({ personId, via }))));
  const people = reached.filter(({ personId }) => !paged.includes(personId));
  if (reached.length === 0) return { type: "step passed over", data: { ...place, reason: "step.nobody" } };
  if (people.length === 0) return { type: "step passed over", data: { ...place, reason: "step.all-paged-in-pass" } };
  const leftInPeace = reached.filter(({ personId }) => paged.includes(personId));
  return { type: "step begun", data: { ...place, people, leftInPeace, until: at + (step?.waitMilliseconds ?? 0) } };
}

function uniquePeople(reached: Reached[]): Reached[] {
  return reached.filter(({ personId }, index) => reached.findIndex((other) => other.personId === personId) === index);
}

/** The administrators stand after the last step; they are paged even if a step has paged them before, and anew where it came back from them. */
function turnToAdministrators(state: EscalationState, passed: number, who: Who): EscalationFact {
  const isSecondTurn = state.step === state.steps.length && state.pass >= state.firstPass;
  const pass = Math.max(isSecondTurn ? passed + 1 : passed, state.firstPass);
  const people = who.administrators.map((personId) => ({ personId, via: "administrators" }));
  return { type: "administrators paged", data: { pass, step: state.steps.length, people } };
}
