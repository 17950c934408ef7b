import type { Instant } from "../../values/instant.ts";
import type { ConcernedGroups, Subject } from "../../values/subject.ts";

/** One step of a policy as it stood when the escalation began. */
export interface Step {
  /** `schedule/<id>`, `team/<id>`, `person/<id>` or `role/<id>`. */
  targets: string[];
  waitMilliseconds: number;
  /** It turns to one of the people it means: whoever waited longest for a turn. */
  roundRobin?: boolean;
  /** How many different people are to have it; one where absent. */
  acknowledgements?: number;
}

/** A person a step turned to, and the target through which. */
export interface Reached {
  personId: string;
  via: string;
}

export type EscalationStatus = "none" | "deferred" | "running" | "exhausted" | "acknowledged" | "ended";
export type PassOverReason = "step.nobody" | "step.all-paged-in-pass" | "step.unreachable" | "step.all-away";
export type EndReason = "group.resolved" | "group.joined-incident" | "incident.ended" | "incident.merged" | "incident.split" | "call.not-needed";

/** By what is being searched. */
export interface Plan {
  policyId: string | null;
  steps: Step[];
  repeat: number;
  /** Ends without turning to the administrators, and asks nobody again who said that they cannot: a call for certain people, by no policy. */
  endsQuietly?: boolean;
  /** After how long without anything done whoever has it is asked whether they still do; absent where nobody is. */
  askAfterMilliseconds?: number;
  urgency: "high" | "low";
}

/** Who was asked whether they still have it, and until when an answer is waited for. */
export interface Asked {
  people: string[];
  until: Instant;
}

/** Where a search stands: all that goes along when another subject carries it on. */
export interface Standing extends Plan {
  status: EscalationStatus;
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
  /** People of a call that ends quietly who said that they cannot. */
  declined?: string[];
  /** Everybody who has it, where several are asked for. */
  havers?: string[];
  /** How many are to have it; one where absent. */
  needed?: number;
  /** When whoever has it is asked whether they still do, unless somebody does something before. */
  askAt?: Instant;
  asked?: Asked;
  /** How often somebody was paged beside the steps, so that no page key comes twice. */
  extras?: number;
  acknowledgedBy: string | null;
  /** When it began for the first time. */
  begunAt: Instant | null;
  /** When somebody last had it; kept when they give it back. */
  acknowledgedAt: Instant | null;
}

/** Whose turn a step took, counted over the life of the policy. */
export interface TurnTaken {
  policyId: string;
  number: number;
}

/** What somebody asked for by hand. */
export type HandWish = "next-step" | "policy" | "people" | "experts";

export type EscalationFact =
  /** Somebody is to be woken about a subject, under a policy as it stands now. */
  | { type: "escalation begun"; data: ConcernedGroups & Plan & { subject: Subject } }
  /** The search for another subject goes on as this one's, exactly where it stood. */
  | { type: "escalation adopted"; data: ConcernedGroups & Standing & { subject: Subject; from: Subject } }
  /** Low urgency waits for the responder's own working hours. */
  | { type: "escalation deferred"; data: ConcernedGroups & { until: Instant; personId: string } }
  /** A step turned to people; those already paged in this pass were left in peace. */
  | {
      type: "step begun";
      data: ConcernedGroups & { pass: number; step: number; people: Reached[]; leftInPeace: Reached[]; until: Instant; needed?: number; turn?: TurnTaken };
    }
  /** A step had nobody new to turn to, or nobody whom any means can reach, and was passed at once. */
  | { type: "step passed over"; data: ConcernedGroups & { pass: number; step: number; reason: PassOverReason } }
  /** Somebody who was paged cannot take it. */
  | { type: "step declined"; data: ConcernedGroups & { personId: string } }
  /** The policy came to its end unanswered, so the administrators were paged. */
  | { type: "administrators paged"; data: ConcernedGroups & { pass: number; step: number; people: Reached[] } }
  /** A call for certain people came to its end unanswered; nobody else is turned to. */
  | { type: "call exhausted"; data: ConcernedGroups & { pass: number; step: number } }
  /** The subject became urgent while it was deferred or acknowledged at low urgency. */
  | { type: "urgency raised"; data: ConcernedGroups & { urgency: "high" } }
  /** Somebody has it. */
  | { type: "escalation acknowledged"; data: ConcernedGroups & { personId: string | null } }
  /** Somebody has it, and more are asked for: the search goes on. */
  | { type: "acknowledgement counted"; data: ConcernedGroups & { personId: string; has: number; needed: number } }
  /** Who had it gave it back, or did not say that they still have it; the search goes on. Others may still have it. */
  | { type: "escalation given back"; data: ConcernedGroups & { personId: string; isSilent?: boolean; stillHas?: string[] } }
  /** Nothing was done since somebody took it, so they were asked whether they still have it. */
  | { type: "holders asked"; data: ConcernedGroups & { pass: number; step: number; people: string[]; until: Instant } }
  /** The question waits for working hours. */
  | { type: "question deferred"; data: ConcernedGroups & { until: Instant } }
  /** Somebody did something about it, so nobody is asked. */
  | { type: "action seen"; data: ConcernedGroups & { actedAt: Instant } }
  /** Who was asked still has it. */
  | { type: "holder confirmed"; data: ConcernedGroups & { personId: string } }
  /** Somebody turned to more people: to the next step at once, to another policy, or to people beside the steps. */
  | { type: "escalated by hand"; data: ConcernedGroups & { wish: HandWish; pass: number; step: number; people: Reached[] } }
  /** The search goes on by another policy, from its beginning. */
  | { type: "policy changed"; data: ConcernedGroups & Omit<Plan, "urgency"> }
  /** The database's clock went back while it waited; what it waits for comes when it would have come. */
  | { type: "clock went back"; data: ConcernedGroups & { byMilliseconds: number } }
  /** The subject ended or goes on as another, so nobody needs waking for it. */
  | { type: "escalation ended"; data: ConcernedGroups & { reason: EndReason } };
