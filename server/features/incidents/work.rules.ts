import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { EvidenceKind, IncidentFact, UpdateWords } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { whyNotIn, workstreamOf } from "./workstream.rules.ts";
import { hasEntry, noSuchEntry, whyNotRecord, whyNotWork } from "./standing.rules.ts";

export type WorkCommand =
  | { kind: "note"; text: ContentReference; replyTo: number | null; workstreamId?: string | undefined; personId?: string | null }
  | { kind: "call record"; text: ContentReference; link: string | null }
  | { kind: "production change"; text: ContentReference; isOutsideRole: boolean }
  | { kind: "attach evidence"; evidenceId: string; evidenceKind: EvidenceKind; caption: ContentReference; replyTo: number | null; name: ContentReference; sha256: string | null }
  | { kind: "add task"; taskId: string; text: ContentReference; ownerId: string | null; dueAt: Instant | null; workstreamId?: string | undefined }
  | { kind: "change task"; taskId: string; ownerId?: string | null | undefined; dueAt?: Instant | null | undefined }
  | { kind: "settle task"; taskId: string; status: "open" | "done" | "dropped" }
  | { kind: "pin"; entry: number; isPinned: boolean }
  | { kind: "redact"; entry: number }
  | { kind: "join group"; groupId: string; because: "route" | "person" | "merge"; alertedAt: Instant | null }
  | { kind: "leave group"; groupId: string }
  | { kind: "alerts ended" }
  | { kind: "link reports"; reportIds: string[] }
  | { kind: "tell"; updateId: string; isPublic: boolean; audiences: { audienceId: string; nextAt: Instant | null }[]; words: UpdateWords };

/** Decides what is written into the timeline. What happened may be recorded late, also after the end. */
export function decideWork(command: WorkCommand, state: IncidentState): IncidentFact[] | Refusal {
  if (command.kind === "redact") return redact(command.entry, state);
  const refused = isForRunning(command) ? whyNotWork(state) : whyNotRecord(state);
  if (refused) return refused;
  switch (command.kind) {
    case "note":
      return note(command, state);
    case "call record":
      return [{ type: "call recorded", data: { text: command.text, link: command.link } }];
    case "production change":
      return [{ type: "production changed", data: { text: command.text, isOutsideRole: command.isOutsideRole } }];
    case "attach evidence":
      return attach(command, state);
    case "pin":
      return pin(command, state);
    case "link reports":
      return command.reportIds.length > 0 ? [{ type: "reports linked", data: { reportIds: command.reportIds } }] : [];
    case "tell":
      return [{ type: "update sent", data: { updateId: command.updateId, isPublic: command.isPublic, isClosing: state.status === "resolved" || state.status === "closed", audiences: command.audiences, words: command.words } }];
    case "add task":
    case "change task":
    case "settle task":
      return decideTask(command, state);
    case "join group":
    case "leave group":
    case "alerts ended":
      return decideGroups(command, state);
  }
}

function isForRunning(command: WorkCommand): boolean {
  return command.kind === "join group" || command.kind === "alerts ended";
}

function note({ text, replyTo, workstreamId, personId }: Extract<WorkCommand, { kind: "note" }>, state: IncidentState): IncidentFact[] | Refusal {
  const workstream = workstreamId === undefined ? undefined : { id: workstreamId, isByLead: workstreamOf(state, workstreamId)?.leadId === personId };
  return reply(state, replyTo) ?? whyNotIn(state, workstreamId) ?? [{ type: "note posted", data: { text, replyTo, ...(workstream && { workstream }) } }];
}

function reply(state: IncidentState, replyTo: number | null): Refusal | null {
  return replyTo === null || hasEntry(state, replyTo) ? null : noSuchEntry;
}

function attach(command: Extract<WorkCommand, { kind: "attach evidence" }>, state: IncidentState): IncidentFact[] | Refusal {
  const { evidenceId, evidenceKind, caption, replyTo, name, sha256 } = command;
  return reply(state, replyTo) ?? [{ type: "evidence attached", data: { evidenceId, kind: evidenceKind, caption, replyTo, name, sha256 } }];
}

function pin({ entry, isPinned }: { entry: number; isPinned: boolean }, state: IncidentState): IncidentFact[] | Refusal {
  if (!hasEntry(state, entry)) return noSuchEntry;
  const isKnown = isPinned ? state.pinned.includes(entry) : state.unpinned.includes(entry);
  return isKnown ? [] : [{ type: "key moment pinned", data: { entry, isPinned } }];
}

/** A secret is taken out wherever it stands, also after a merge or a cancellation. */
function redact(entry: number, state: IncidentState): IncidentFact[] | Refusal {
  return hasEntry(state, entry) ? [{ type: "entry redacted", data: { entry } }] : noSuchEntry;
}

function decideTask(command: Extract<WorkCommand, { kind: "add task" | "change task" | "settle task" }>, state: IncidentState): IncidentFact[] | Refusal {
  const { taskId } = command;
  if (command.kind === "add task") return add(command, state);
  const task = state.tasks.find((one) => one.taskId === taskId);
  if (!task) return refuse("incident.task.not-found", "There is no such task in this incident.");
  if (command.kind === "settle task") return task.status === command.status ? [] : [{ type: "task settled", data: { taskId, status: command.status } }];
  const ownerId = command.ownerId === undefined ? task.ownerId : command.ownerId;
  const dueAt = command.dueAt === undefined ? task.dueAt : command.dueAt;
  return ownerId === task.ownerId && dueAt === task.dueAt ? [] : [{ type: "task changed", data: { taskId, ownerId, dueAt } }];
}

function add({ taskId, text, ownerId, dueAt, workstreamId }: Extract<WorkCommand, { kind: "add task" }>, state: IncidentState): IncidentFact[] | Refusal {
  return whyNotIn(state, workstreamId) ?? [{ type: "task added", data: { taskId, text, ownerId, dueAt, ...(workstreamId !== undefined && { workstreamId }) } }];
}

function decideGroups(command: Extract<WorkCommand, { kind: "join group" | "leave group" | "alerts ended" }>, state: IncidentState): IncidentFact[] | Refusal {
  if (command.kind === "alerts ended") return [{ type: "alerts ended", data: {} }];
  const isIn = state.groupIds.includes(command.groupId);
  if (command.kind === "leave group") return isIn ? [{ type: "group left", data: { groupId: command.groupId } }] : [];
  const { groupId, because, alertedAt } = command;
  return isIn ? [] : [{ type: "group joined", data: { groupId, because, alertedAt } }];
}
