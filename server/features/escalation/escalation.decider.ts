import type { Decider } from "../../platform/event-log/event.ts";
import type { Subject } from "../../values/subject.ts";
import type { EscalationFact } from "./escalation.events.ts";
import { decideEscalation, type EscalationCommand } from "./escalation.rules.ts";
import { evolveEscalation, noEscalation, type EscalationState } from "./escalation.state.rules.ts";

/** The rules of an escalation, as the event log runs them. */
export const escalationDecider: Decider<EscalationState, EscalationCommand, EscalationFact> = {
  kind: "escalation",
  initial: noEscalation,
  decide: decideEscalation,
  evolve: evolveEscalation,
};

/** One escalation per subject, over the subject's whole life. */
export function escalationStream(subject: Subject): string {
  return `escalation/${subject.kind}-${subject.id}`;
}

export function subjectOfStream(streamId: string): Subject {
  const [, kind, id] = /^escalation\/(group|incident)-(.+)$/.exec(streamId) ?? [];
  if ((kind !== "group" && kind !== "incident") || id === undefined) throw new Error(`Not an escalation: ${streamId}`);
  return { kind, id };
}
