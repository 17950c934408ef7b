import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { Unplanned } from "./staffing.events.ts";
import type { PlannedHandover } from "./staffing.state.rules.ts";
import { whyNotWork } from "./standing.rules.ts";

export type HandoverPlanCommand =
  | { kind: "plan handover"; planId: string; role: string; toPersonId: string; passesAt: Instant; now: Instant }
  | { kind: "unplan handover"; planId: string; because: Unplanned };

const day = 24 * 3_600_000;

/** Decides what is agreed for a time ahead: of a role one hand-over at a time. */
export function decideHandoverPlan(command: HandoverPlanCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  if (command.kind === "unplan handover") return unplan(command, state);
  const { planId, role, toPersonId, passesAt, now } = command;
  const planned = plannedOf(state).find((one) => one.role === role && one.passesAt === passesAt);
  if (planned?.toPersonId === toPersonId) return [];
  if (planned) return refuse("incident.handover-planned", "@{planned} is to take over then already. Call that off first.", { planned: planned.toPersonId, planId: planned.planId });
  if (!state.holders.some((holder) => holder.role === role)) return refuse("incident.role-vacant", "Nobody holds this role; take it instead.");
  if (passesAt <= now || passesAt > now + day) return whenInvalid;
  return [{ type: "handover planned", data: { planId, role, toPersonId, passesAt } }];
}

const whenMessage = "A hand-over is planned for the 24 hours to come. Hand the role over at once, or plan it later.";
const whenInvalid = refuse("incident.handover-plan.invalid", whenMessage, { errors: [{ path: "at", message: whenMessage }] });

function unplan({ planId, because }: { planId: string; because: Unplanned }, state: IncidentState): IncidentFact[] | Refusal {
  if (plannedOf(state).some((one) => one.planId === planId)) return [{ type: "handover unplanned", data: { planId, because } }];
  return refuse("incident.handover-plan.not-found", "This hand-over is planned no more: it was offered, or called off.");
}

export function plannedOf({ plannedHandovers = [] }: IncidentState): readonly PlannedHandover[] {
  return plannedHandovers;
}
