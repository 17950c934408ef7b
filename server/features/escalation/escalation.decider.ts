import type { Decider } from "../../platform/event-log/event.ts";
import { isRefusal } from "../../values/refusal.ts";
import { subjectKey, subjectOfKey, type Subject } from "../../values/subject.ts";
import type { EscalationFact } from "./escalation.events.ts";
import { decideEscalation, type EscalationCommand } from "./escalation.rules.ts";
import { evolveEscalation, noEscalation, type EscalationState } from "./escalation.state.rules.ts";
import { noteTurn, type Turns } from "./turn.rules.ts";

/** The rules of an escalation, as the event log runs them. */
export const escalationDecider: Decider<EscalationState, EscalationCommand, EscalationFact> = {
  kind: "escalation",
  knows: {
    "escalation begun": true,
    "escalation adopted": true,
    "escalation deferred": true,
    "step begun": true,
    "step passed over": true,
    "step declined": true,
    "administrators paged": true,
    "call exhausted": true,
    "urgency raised": true,
    "escalation acknowledged": true,
    "acknowledgement counted": true,
    "escalation given back": true,
    "holders asked": true,
    "question deferred": true,
    "action seen": true,
    "holder confirmed": true,
    "escalated by hand": true,
    "policy changed": true,
    "clock went back": true,
    "escalation ended": true,
  },
  initial: noEscalation,
  decide: decideEscalation,
  evolve: evolveEscalation,
};

/** The same rules over a set, in its order: what one is turned to in turn is not the next one's turn any more. */
export function deciderInTurn(): Decider<EscalationState, EscalationCommand, EscalationFact> {
  let turns: Turns | null = null;
  return {
    ...escalationDecider,
    decide(command, state, at) {
      if (!("who" in command) || !command.who) return decideEscalation(command, state, at);
      turns ??= command.who.turns;
      const facts = decideEscalation({ ...command, who: { ...command.who, turns } }, state, at);
      if (!isRefusal(facts)) turns = facts.reduce(noteTurn, turns);
      return facts;
    },
  };
}

/** One escalation per subject, over the subject's whole life. */
export function escalationStream(subject: Subject): string {
  return `escalation/${subjectKey(subject)}`;
}

export function subjectOfStream(streamId: string): Subject {
  const subject = subjectOfKey(streamId.slice("escalation/".length));
  if (!subject) throw new Error(`Not an escalation: ${streamId}`);
  return subject;
}
