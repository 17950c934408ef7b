import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { whyNotApprove, type Approvers } from "./approver.rules.ts";
import { decideFollowUps, type FollowUpCommand } from "./follow-up.rules.ts";
import type { BeginReason, RetrospectiveFact } from "./retrospective.events.ts";
import type { RetrospectiveState } from "./retrospective.state.rules.ts";

export type RetrospectiveCommand =
  | { kind: "begin"; incidentId: string; because: BeginReason; ownerId: string | null; dueAt: Instant }
  | { kind: "save section"; section: string; text: ContentReference; baseVersion: number }
  | { kind: "send to review"; isIncidentRunning: boolean }
  | { kind: "resume draft"; because: "person" | "incident-reopened" }
  | Approval
  | { kind: "share" }
  | FollowUpCommand;

export interface Approval {
  kind: "approve";
  personId: string | null;
  approvers: Approvers;
  nameOf: (personId: string) => string;
  isIncidentRunning: boolean;
  /** Titles of the required sections in which nothing stands. */
  missing: readonly string[];
}

export const noSuchRetrospective = refuse("retrospective.not-found", "There is no such retrospective.");

/** Decides what a command makes of a retrospective: facts, none where there is nothing to do, or a reason why not. */
export function decideRetrospective(command: RetrospectiveCommand, state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  if (command.kind === "begin") return begin(command, state);
  if (state.status === "none") return noSuchRetrospective;
  switch (command.kind) {
    case "save section":
      return save(command, state);
    case "send to review":
      return sendToReview(command, state);
    case "resume draft":
      return resumeDraft(command, state);
    case "approve":
      return approve(command, state);
    case "share":
      return share(state);
    case "add follow-up":
    case "change follow-up":
      return decideFollowUps(command, state);
  }
}

function begin({ incidentId, because, ownerId, dueAt }: Extract<RetrospectiveCommand, { kind: "begin" }>, state: RetrospectiveState): RetrospectiveFact[] {
  return state.status === "none" ? [{ type: "retrospective begun", data: { incidentId, because, ownerId, dueAt } }] : [];
}

/** Null where people write on it; else the reason why its text stands. */
export function whyNotWrite({ status }: RetrospectiveState): Refusal | null {
  if (status === "none") return noSuchRetrospective;
  if (status === "draft" || status === "review") return null;
  return refuse("retrospective.approved", "It is approved, so its text stands. What is still to be done belongs into a follow-up.");
}

function save({ section, text, baseVersion }: Extract<RetrospectiveCommand, { kind: "save section" }>, state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  const version = state.sections[section]?.version ?? 0;
  if (version !== baseVersion) return refuse("retrospective.section-changed", "Somebody else saved this section since. Load it again.");
  return whyNotWrite(state) ?? [{ type: "section saved", data: { section, version: version + 1, text } }];
}

const stillRunning = refuse("retrospective.incident-running", "The incident is not over. It goes on as a draft until the incident is resolved.");

function sendToReview({ isIncidentRunning }: { isIncidentRunning: boolean }, state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  if (state.status === "review") return [];
  return whyNotWrite(state) ?? (isIncidentRunning ? stillRunning : [{ type: "review begun", data: {} }]);
}

/** A re-opened incident takes back whatever was said of it; a person takes back what others still read. */
function resumeDraft({ because }: Extract<RetrospectiveCommand, { kind: "resume draft" }>, state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  if (state.status === "draft") return [];
  const refused = because === "person" ? whyNotWrite(state) : null;
  return refused ?? [{ type: "draft resumed", data: { because } }];
}

function approve({ personId, approvers, nameOf, isIncidentRunning, missing }: Approval, state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  if (state.status === "approved" || state.status === "shared") return refuse("retrospective.approved", "It is approved already.");
  const refused = whyNotApprove(approvers, personId, nameOf);
  if (refused) return refused;
  if (isIncidentRunning) return stillRunning;
  if (state.status === "draft") return refuse("retrospective.not-in-review", "It is still a draft. Send it to review first, so that others read it.");
  if (missing.length > 0) return refuse("retrospective.sections-empty", `These sections must be filled first: ${missing.join(", ")}.`, { missing });
  return [{ type: "retrospective approved", data: { approverId: personId ?? "" } }];
}

function share(state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  if (state.status === "shared") return [];
  if (state.status !== "approved") return refuse("retrospective.not-approved", "It is shared once it is approved.");
  return [{ type: "retrospective shared", data: {} }];
}
