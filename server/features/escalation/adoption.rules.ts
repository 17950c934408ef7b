import type { Subject } from "../../values/subject.ts";
import type { EscalationFact, Standing } from "./escalation.events.ts";
import { canBegin, canRise, isLive } from "./escalation.state.rules.ts";

export interface Adoption {
  subject: Subject;
  from: Subject;
  standing: Standing;
}

/** The search for another subject goes on here where nobody is looked for; else it raises what goes on, and nobody is turned to twice. */
export function adopt({ subject, from, standing }: Adoption, state: Standing): EscalationFact[] {
  if (canBegin(standing)) return [];
  if (isTakenOver(state, standing)) return [{ type: "escalation adopted", data: { subject, from, ...countOn(standing, state) } }];
  return standing.urgency === "high" && canRise(state) ? [{ type: "urgency raised", data: { urgency: "high" } }] : [];
}

/** True where what comes along goes further than what stands here: a deferral wakes nobody, and low urgency in hand does not answer high urgency. */
export function isTakenOver(state: Standing, standing: Standing): boolean {
  if (canBegin(state)) return true;
  if (standing.status === "deferred") return false;
  if (state.status === "deferred") return true;
  return state.status === "acknowledged" && state.urgency === "low" && standing.urgency === "high" && isLive(standing);
}

/** Passes, and pages beside the steps, are counted on over the life of the subject that carries on, so that no page key of it comes twice. */
function countOn(standing: Standing, { pass: passes, extras: before = 0 }: Standing): Standing {
  const acknowledgedBy = standing.status === "acknowledged" ? standing.acknowledgedBy : null;
  const extras = (standing.extras ?? 0) + before;
  return { ...standing, acknowledgedBy, pass: standing.pass + passes, firstPass: standing.firstPass + passes, ...(extras > 0 && { extras }) };
}
