import type { Refusal } from "../../values/refusal.ts";
import { decideClass, type ClassCommand } from "./class.rules.ts";
import { decideDecisions, type DecisionCommand } from "./decision.rules.ts";
import { decideGround, type GroundCommand } from "./ground.rules.ts";
import { decideExpectations, type ExpectationsCommand } from "./expectations.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { decideLifecycle, type LifecycleCommand } from "./lifecycle.rules.ts";
import { decideMilestones, type MilestonesCommand } from "./milestones.rules.ts";
import { decidePresence, type PresenceCommand } from "./presence.rules.ts";
import { decideRelations, type RelationCommand } from "./relation.rules.ts";
import { decideSplit, type SplitCommand } from "./split.rules.ts";
import { decidePrivacy, type PrivacyCommand } from "./privacy.rules.ts";
import { decideRelief, type ReliefCommand } from "./relief.rules.ts";
import { decideRoles, type RolesCommand } from "./roles.rules.ts";
import { decideTemplate, type TemplateCommand } from "./template.rules.ts";
import { decideStaffing, type StaffingCommand } from "./staffing.rules.ts";
import { decideWork, type WorkCommand } from "./work.rules.ts";

export type IncidentCommand = LifecycleCommand | ClassCommand | RolesCommand | WorkCommand | GroundCommand | DecisionCommand | PresenceCommand | PrivacyCommand | ReliefCommand | RelationCommand | SplitCommand | StaffingCommand | MilestonesCommand | ExpectationsCommand | TemplateCommand;

type Kind = IncidentCommand["kind"];
type Aspect = "lifecycle" | "class" | "roles" | "work" | "ground" | "decisions" | "presence" | "privacy" | "relief" | "relations" | "split" | "staffing" | "milestones" | "expectations" | "template";

const aspects = {
  ...{ declare: "lifecycle", retitle: "lifecycle", mitigate: "lifecycle", resolve: "lifecycle", reopen: "lifecycle" },
  ...{ cancel: "lifecycle", merge: "lifecycle", absorb: "lifecycle", "begin retrospective": "lifecycle", close: "lifecycle" },
  ...{ classify: "class", propose: "class", find: "class", "state impact": "class", "set services": "class", "set kind": "class" },
  ...{ take: "roles", assign: "roles", release: "roles", "offer handover": "roles", "accept handover": "roles", "withdraw handover": "roles" },
  ...{ "accept call": "roles", acknowledge: "roles", "first page": "roles", call: "roles", "tell of call": "roles" },
  ...{ note: "work", "call record": "work", "production change": "work", "attach evidence": "work" },
  ...{ "add task": "work", "change task": "work", "settle task": "work", pin: "work", redact: "work" },
  ...{ "join group": "work", "leave group": "work", "alerts ended": "work", "link reports": "work", tell: "work" },
  ...{ "add ground": "ground", "mark ground": "ground", "correct ground": "ground", "link ground": "ground" },
  ...{ decision: "decisions", "decision due": "decisions", "look at decision": "decisions" },
  ...{ join: "presence", leave: "presence", ask: "presence", "settle question": "presence", "lend authority": "presence", "ask relief": "relief", "relief due": "relief" },
  ...{ relate: "relations", "withdraw relation": "relations", split: "split" },
  ...{ "make private": "privacy", "open to": "privacy", "close to": "privacy", "make public": "privacy" },
  ...{ "loop in": "expectations", "note notified": "expectations", "note experts in": "expectations", waive: "expectations", "withdraw waiver": "expectations" },
  "apply template": "template",
  ...{ "settle duty": "staffing", "name deputy": "staffing", "pass update": "staffing", "open workstream": "staffing", "change workstream": "staffing" },
  ...{ "close workstream": "staffing", "plan handover": "staffing", "unplan handover": "staffing" },
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
    case "ground":
      return decideGround(command as GroundCommand, state);
    case "decisions":
      return decideDecisions(command as DecisionCommand, state);
    case "presence":
      return decidePresence(command as PresenceCommand, state);
    case "privacy":
      return decidePrivacy(command as PrivacyCommand, state);
    case "relief":
      return decideRelief(command as ReliefCommand, state);
    case "relations":
      return decideRelations(command as RelationCommand, state);
    case "split":
      return decideSplit(command as SplitCommand, state);
    case "staffing":
      return decideStaffing(command as StaffingCommand, state);
    case "expectations":
      return decideExpectations(command as ExpectationsCommand, state);
    case "template":
      return decideTemplate(command as TemplateCommand, state);
    case "milestones":
      return decideMilestones(command as MilestonesCommand, state);
  }
}
