import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Refusal } from "../../values/refusal.ts";
import { subjectKey, type Subject } from "../../values/subject.ts";
import { beginEscalations, executeEscalations, lockPresent, planOf, readStanding, readWhoOf, single } from "./escalation.commands.ts";
import { readPolicies } from "./escalation.queries.ts";
import { noEscalation, type EscalationState } from "./escalation.state.rules.ts";
import type { ByHand } from "./hand.rules.ts";

/** Somebody turns to more people. */
export interface Escalating {
  subject: Subject;
  actor: Actor;
  commandId: string;
  wish: { wish: "next-step" } | { wish: "policy"; policyId: string } | Extract<ByHand, { targets: readonly string[] }>;
  /** The policy by which a search begins where nobody was looked for yet. */
  usualPolicyId?: string | null;
}

/** Turns to more people at once, by the policy or beside it; where nobody was looked for yet the search begins. */
export async function escalateNow(tx: Tx, { subject, actor, commandId, wish, usualPolicyId = null }: Escalating): Promise<EscalationState | Refusal> {
  const present = await lockPresent(tx, subject);
  const found = (await readStanding(tx, [present])).get(subjectKey(present)) ?? noEscalation;
  if (found.status === "none") {
    const policyId = wish.wish === "policy" ? wish.policyId : usualPolicyId;
    await beginEscalations(tx, [{ subject: present, urgency: "high", commandId: `${commandId} begin`, ...("targets" in wish ? { targets: wish.targets } : { policyId }) }]);
    return (await readStanding(tx, [present])).get(subjectKey(present)) ?? noEscalation;
  }
  const plan = wish.wish === "policy" ? planOf((await readPolicies(tx, [wish.policyId])).get(wish.policyId)) : null;
  const who = await readWhoOf(tx, plan ? { ...found, ...plan } : found, "targets" in wish ? wish.targets : []);
  const hand: ByHand = wish.wish === "policy" ? { wish: "policy", plan: plan ?? planOf(undefined) } : wish;
  return single(await executeEscalations(tx, [{ subject: present, commandId, actor, command: { kind: "by hand", hand, who } }]));
}
