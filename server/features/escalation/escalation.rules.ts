import type { Instant } from "../../values/instant.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { withGroups, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import { adopt, type Adoption } from "./adoption.rules.ts";
import type { EndReason, EscalationFact, Plan } from "./escalation.events.ts";
import { canBegin, canRise, dueOf, evolveEscalation, type EscalationState } from "./escalation.state.rules.ts";
import { escalateByHand, type ByHand } from "./hand.rules.ts";
import { acknowledge, decline, isQuestionDue, question, usualWait } from "./holding.rules.ts";
import { findNextStep, type Who } from "./walk.rules.ts";

export type { Who } from "./walk.rules.ts";

export type EscalationCommand = ConcernedGroups & EscalationWork;

type EscalationWork =
  | ({ kind: "begin"; subject: Subject; who: Who } & Plan)
  | ({ kind: "adopt" } & Adoption)
  /** `actedAt`: when somebody last did something about it since it was taken; asked for where whoever has it may be asked. */
  | { kind: "advance"; who: Who; actedAt?: Instant | null }
  | { kind: "raise"; who: Who }
  | { kind: "by hand"; hand: ByHand; who: Who }
  /** `who` is needed where several are asked for. */
  | { kind: "acknowledge"; personId: string | null; who?: Who }
  | { kind: "decline"; personId: string; who: Who }
  | { kind: "go on after the clock went back"; byMilliseconds: number }
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
      if (isQuestionDue(state, at)) return question(command, state, at);
      return isDue(state, at) ? goOn(state, command.who, at) : [];
    case "raise":
      return raise(state, command.who, at);
    case "by hand":
      return escalateByHand(command, state, at);
    case "acknowledge":
      return acknowledge(command, state, at);
    case "decline":
      return decline(command, state, at);
    case "go on after the clock went back":
      return wasBegunLater(state, at) ? [{ type: "clock went back", data: { byMilliseconds: command.byMilliseconds } }] : [];
    case "end":
      return state.status === "none" || state.status === "ended" ? [] : [{ type: "escalation ended", data: { reason: command.reason } }];
  }
}

function isDue(state: EscalationState, at: Instant): boolean {
  return (state.status === "running" || state.status === "deferred") && state.nextAt !== null && state.nextAt <= at;
}

function begin({ kind: _kind, who, subject, ...plan }: Extract<EscalationWork, { kind: "begin" }>, state: EscalationState, at: Instant): EscalationFact[] {
  const begun: EscalationFact = { type: "escalation begun", data: { subject, ...planOf(plan) } };
  return [begun, ...(plan.urgency === "low" && who.deferral ? [defer(who.deferral)] : findNextStep(evolveEscalation(state, begun, at), who, at))];
}

function planOf({ policyId, steps, repeat, urgency, endsQuietly, askAfterMilliseconds }: Plan): Plan {
  return { policyId, steps, repeat, urgency, ...(endsQuietly && { endsQuietly }), ...(askAfterMilliseconds !== undefined && { askAfterMilliseconds }) };
}

/** It waits since a time that is still to come: a clock has gone back since. What waits for a time of day waits for it. */
function wasBegunLater(state: EscalationState, at: Instant): boolean {
  const { status, steps, step, asked, askAfterMilliseconds = 0 } = state;
  const wait = status === "acknowledged" && !asked ? askAfterMilliseconds : (steps[step]?.waitMilliseconds ?? usualWait);
  const dueAt = dueOf(state);
  return dueAt !== null && status !== "deferred" && dueAt - wait > at;
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
