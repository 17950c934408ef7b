import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";

/** The parts that every response needs somebody for (004 §9.3.7); a workstream may be another. */
export type Area = "coordination" | "communication" | "documentation" | "execution";

/** Why a planned hand-over is planned no more. */
export type Unplanned = "person" | "not-possible";

/** What is said of who does what beside the roles themselves: duties, deputies, workstreams, hand-overs ahead. */
export type StaffingFact =
  /** A duty that the process writes for a role is done, dropped, or to be done again; `holderId` where each holder of the role has it. */
  | { type: "duty settled"; data: { role: string; place: number; holderId: string | null; status: "open" | "done" | "dropped" } }
  /** Somebody stands in for whoever holds a role, or nobody does any more. */
  | { type: "deputy named"; data: { role: string; personId: string | null } }
  /** The time of an owed update has passed; from now on a deputy may give it too. */
  | { type: "owed update passed"; data: OwedPassed }
  /** A part of the work has a lead of its own, who tells the commander how it goes. */
  | { type: "workstream opened"; data: { workstreamId: string; area: Area | null; name: ContentReference | null; leadId: string; everyMilliseconds: number | null } }
  /** A workstream has another lead, or another rhythm. */
  | { type: "workstream changed"; data: { workstreamId: string; leadId: string; everyMilliseconds: number | null } }
  /** A workstream is done, or goes on elsewhere. */
  | { type: "workstream closed"; data: { workstreamId: string } }
  /** A role is to be handed over at a time ahead; the hand-over is offered by itself before. */
  | { type: "handover planned"; data: { planId: string; role: string; toPersonId: string; passesAt: Instant } }
  /** A hand-over ahead was called off, or could not be offered when its time came. */
  | { type: "handover unplanned"; data: { planId: string; because: Unplanned } };

/** An owed update whose time has passed, and who may give it beside whoever owes it. */
export interface OwedPassed {
  role: string;
  fromPersonId: string;
  toRoles: string[];
  toAudienceIds: string[];
  dueAt: Instant;
  deputyId: string;
}
