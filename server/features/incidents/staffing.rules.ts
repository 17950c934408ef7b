import type { Refusal } from "../../values/refusal.ts";
import { decideDeputy, type DeputyCommand } from "./deputy.rules.ts";
import { decideDuty, type DutyCommand } from "./duty.rules.ts";
import { decideHandoverPlan, type HandoverPlanCommand } from "./handover-plan.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { decideWorkstream, type WorkstreamCommand } from "./workstream.rules.ts";

export type StaffingCommand = DutyCommand | DeputyCommand | WorkstreamCommand | HandoverPlanCommand;

/** Decides who does what beside the roles themselves. */
export function decideStaffing(command: StaffingCommand, state: IncidentState): IncidentFact[] | Refusal {
  switch (command.kind) {
    case "settle duty":
      return decideDuty(command, state);
    case "name deputy":
    case "pass update":
      return decideDeputy(command, state);
    case "open workstream":
    case "change workstream":
    case "close workstream":
      return decideWorkstream(command, state);
    case "plan handover":
    case "unplan handover":
      return decideHandoverPlan(command, state);
  }
}
