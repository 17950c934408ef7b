import type { Instant } from "../../values/instant.ts";
import type { Subject } from "../../values/subject.ts";

/** One step of a policy as it stood when the escalation began. */
export interface Step {
  /** `schedule/<id>`, `team/<id>`, `person/<id>` or `role/<id>`. */
  targets: string[];
  waitMilliseconds: number;
}

/** A person a step turned to, and the target through which. */
export interface Reached {
  personId: string;
  via: string;
}

export type PassOverReason = "step.nobody" | "step.all-paged-in-pass";
export type EndReason = "group.resolved" | "incident.ended";

export type EscalationFact =
  /** Somebody is to be woken about a subject, under a policy as it stands now. */
  | {
      type: "escalation begun";
      data: { subject: Subject; policyId: string | null; steps: Step[]; repeat: number; urgency: "high" | "low" };
    }
  /** Low urgency waits for the responder's own working hours. */
  | { type: "escalation deferred"; data: { until: Instant; personId: string } }
  /** A step turned to people; those already paged in this pass were left in peace. */
  | {
      type: "step begun";
      data: { pass: number; step: number; people: Reached[]; leftInPeace: Reached[]; until: Instant };
    }
  /** A step had nobody new to turn to and was passed at once. */
  | { type: "step passed over"; data: { pass: number; step: number; reason: PassOverReason } }
  /** Somebody who was paged cannot take it. */
  | { type: "step declined"; data: { personId: string } }
  /** The policy came to its end unanswered, so the administrators were paged. */
  | { type: "administrators paged"; data: { pass: number; step: number; people: Reached[] } }
  /** The subject became urgent while it was deferred or acknowledged at low urgency. */
  | { type: "urgency raised"; data: { urgency: "high" } }
  /** Somebody has it. */
  | { type: "escalation acknowledged"; data: { personId: string | null } }
  /** Who had it gave it back; the search goes on. */
  | { type: "escalation given back"; data: { personId: string } }
  /** The subject ended, so nobody needs waking. */
  | { type: "escalation ended"; data: { reason: EndReason } };
