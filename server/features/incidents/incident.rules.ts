import type { Refusal } from "../../values/refusal.ts";
import { decideClass, type ClassCommand } from "./class.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { decideLifecycle, type LifecycleCommand } from "./lifecycle.rules.ts";
import { decideMilestones, type MilestonesCommand } from "./milestones.rules.ts";
import { decideRoles, type RolesCommand } from "./roles.rules.ts";
import { decideWork, type WorkCommand } from "./work.rules.ts";

export type IncidentCommand = LifecycleCommand | ClassCommand | RolesCommand | WorkCommand | MilestonesCommand;

type Kind = IncidentCommand["kind"];
type Aspect = "lifecycle" | "class" | "roles" | "work" | "milestones";

const aspects = {
  ...{ declare: "lifecycle", retitle: "lifecycle", mitigate: "lifecycle", resolve: "lifecycle", reopen: "lifecycle" },
  ...{ cancel: "lifecycle", merge: "lifecycle", absorb: "lifecycle", "begin retrospective": "lifecycle", close: "lifecycle" },
  ...{ classify: "class", propose: "class", "state impact": "class", "set services": "class", "set kind": "class" },
  ...{ take: "roles", assign: "roles", release: "roles", "offer handover": "roles", "accept handover": "roles", "withdraw handover": "roles" },
  ...{ "accept call": "roles", acknowledge: "roles", "first page": "roles", call: "roles", "tell of call": "roles" },
  ...{ note: "work", decision: "work", "call record": "work", "production change": "work", "attach evidence": "work" },
  ...{ "add task": "work", "change task": "work", "settle task": "work", "add ground": "work", "mark ground": "work", pin: "work", redact: "work" },
  ...{ "join group": "work", "leave group": "work", "alerts ended": "work", "link reports": "work", tell: "work" },
  ...{ "reach milestone": "milestones", "set milestone": "milestones" },
} as const satisfies Record<Kind, Aspect>;

/** Decides what a command makes of an incident: facts, none where there is nothing to do, or a reason why not. */
export function decideIncident(command: IncidentCommand, state: IncidentState): IncidentFact[] | Refusal {
  switch (aspects[command.kind]) {
    case "lifecycle":
      return decideLifecycle(command as LifecycleCommand, state);
    case "class":
      return decideClass(command as ClassCommand, state);
    case "roles":
      return decideRoles(command as RolesCommand, state);
    case "work":
      return decideWork(command as WorkCommand, state);
    case "milestones":
      return decideMilestones(command as MilestonesCommand, state);
  }
}
