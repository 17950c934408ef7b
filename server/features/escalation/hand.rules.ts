import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { EscalationFact, Plan } from "./escalation.events.ts";
import { evolveEscalation, type EscalationState } from "./escalation.state.rules.ts";
import { placeBeside } from "./holding.rules.ts";
import { findNextStep, peopleOf, type Who } from "./walk.rules.ts";

/** Whom somebody turns to by hand: the next step, another policy, or people who are asked beside the steps. */
export type ByHand =
  | { wish: "next-step" }
  | { wish: "policy"; plan: Omit<Plan, "urgency"> }
  | { wish: "people" | "experts"; targets: readonly string[]; via: string };

/** Turns to more people at once. Whoever has it keeps it. */
export function escalateByHand({ hand, who }: { hand: ByHand; who: Who }, state: EscalationState, at: Instant): EscalationFact[] | Refusal {
  if (state.status === "none") return refuse("escalation.not-found", "Nobody was to be woken about this.");
  if (state.status === "ended") return refuse("escalation.ended", "It has ended; nobody is paged for it any more.");
  if (hand.wish === "policy") return goByPolicy(hand.plan, state, who, at);
  return hand.wish === "next-step" ? goToNextStep(state, who, at) : turnTo(hand, state, who);
}

function goToNextStep(state: EscalationState, who: Who, at: Instant): EscalationFact[] | Refusal {
  if (state.status === "exhausted") return refuse("escalation.exhausted", "No step is left: the administrators were paged. Name a person, a team, a role or another policy.");
  const wished: EscalationFact = { type: "escalated by hand", data: { wish: "next-step", pass: state.pass, step: state.step, people: [] } };
  return [wished, ...findNextStep(evolveEscalation(state, wished, at), who, at)];
}

function goByPolicy(plan: Omit<Plan, "urgency">, state: EscalationState, who: Who, at: Instant): EscalationFact[] {
  const wished: EscalationFact = { type: "escalated by hand", data: { wish: "policy", pass: state.pass, step: state.step, people: [] } };
  const changed: EscalationFact = { type: "policy changed", data: plan };
  return [wished, changed, ...findNextStep(evolveEscalation(state, changed, at), who, at)];
}

function turnTo({ wish, targets, via }: Extract<ByHand, { targets: readonly string[] }>, state: EscalationState, who: Who): EscalationFact[] | Refusal {
  const people = peopleOf(targets, who).map(({ personId }) => ({ personId, via }));
  if (people.length === 0) return refuse("escalation.nobody.invalid", "Nobody is meant by that just now.", { errors: [{ path: "targets", message: "Nobody is meant by that just now. Name somebody else." }] });
  const reachable = people.some(({ personId }) => !who.unreachable.has(personId));
  if (!reachable) return refuse("escalation.unreachable", "None of them can be reached by any means. Name somebody else.", { errors: [{ path: "targets", message: "None of them can be reached by any means." }] });
  return [{ type: "escalated by hand", data: { wish, pass: state.pass, step: placeBeside(state), people } }];
}
