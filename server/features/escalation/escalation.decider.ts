import type { Decider } from "../../platform/event-log/event.ts";
import { subjectKey, subjectOfKey, type Subject } from "../../values/subject.ts";
import type { EscalationFact } from "./escalation.events.ts";
import { decideEscalation, type EscalationCommand } from "./escalation.rules.ts";
import { evolveEscalation, noEscalation, type EscalationState } from "./escalation.state.rules.ts";

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
    "escalation given back": true,
    "escalation ended": true,
  },
  initial: noEscalation,
  decide: decideEscalation,
  evolve: evolveEscalation,
};

/** One escalation per subject, over the subject's whole life. */
export function escalationStream(subject: Subject): string {
  return `escalation/${subjectKey(subject)}`;
}

export function subjectOfStream(streamId: string): Subject {
  const subject = subjectOfKey(streamId.slice("escalation/".length));
  if (!subject) throw new Error(`Not an escalation: ${streamId}`);
  return subject;
}
