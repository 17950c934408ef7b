import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { Area } from "./staffing.events.ts";
import type { Workstream } from "./staffing.state.rules.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

export type WorkstreamCommand =
  | { kind: "open workstream"; workstreamId: string; area: Area | null; name: ContentReference | null; leadId: string; everyMilliseconds: number | null }
  | { kind: "change workstream"; workstreamId: string; leadId?: string | undefined; everyMilliseconds?: number | null | undefined }
  | { kind: "close workstream"; workstreamId: string };

/** Decides what parts of the work have a lead of their own. An area is open once at a time; of others there may be several. */
export function decideWorkstream(command: WorkstreamCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = command.kind === "close workstream" ? whyNotRecord(state) : whyNotWork(state);
  if (refused) return refused;
  if (command.kind === "open workstream") return open(command, state);
  const workstream = workstreamOf(state, command.workstreamId);
  if (!workstream) return noSuchWorkstream;
  if (command.kind === "close workstream") return workstream.closedAt === null ? [{ type: "workstream closed", data: { workstreamId: command.workstreamId } }] : [];
  if (workstream.closedAt !== null) return isClosed;
  const { workstreamId, leadId = workstream.leadId, everyMilliseconds = workstream.everyMilliseconds } = command;
  const isSame = leadId === workstream.leadId && everyMilliseconds === workstream.everyMilliseconds;
  return isSame ? [] : [{ type: "workstream changed", data: { workstreamId, leadId, everyMilliseconds } }];
}

const noSuchWorkstream = refuse("incident.workstream.not-found", "There is no such workstream in this incident.");
const isClosed = refuse("incident.workstream-closed", "This workstream is closed. Open another, or write without one.");

function open({ kind: _kind, ...data }: Extract<WorkstreamCommand, { kind: "open workstream" }>, state: IncidentState): IncidentFact[] | Refusal {
  const same = data.area === null ? undefined : openWorkstreams(state).find(({ area }) => area === data.area);
  if (same) return refuse("incident.workstream-open", "This area has a workstream already: @{lead} leads it. Change its lead, or open one with a name of its own.", { lead: same.leadId });
  return [{ type: "workstream opened", data }];
}

export function openWorkstreams({ workstreams = [] }: IncidentState): Workstream[] {
  return workstreams.filter(({ closedAt }) => closedAt === null);
}

export function workstreamOf({ workstreams = [] }: IncidentState, workstreamId: string): Workstream | undefined {
  return workstreams.find((one) => one.workstreamId === workstreamId);
}

/** Null where something may be written in it; what belongs to none may always. */
export function whyNotIn(state: IncidentState, workstreamId: string | null | undefined): Refusal | null {
  if (workstreamId === null || workstreamId === undefined) return null;
  const workstream = workstreamOf(state, workstreamId);
  if (!workstream) return noSuchWorkstream;
  return workstream.closedAt === null ? null : isClosed;
}

/** The open workstreams that somebody is in: they lead it, or have something to do in it. */
export function workstreamsOfPerson(state: IncidentState, personId: string): Workstream[] {
  const hasTask = (id: string) => state.tasks.some(({ workstreamId, ownerId, status }) => workstreamId === id && ownerId === personId && status === "open");
  return openWorkstreams(state).filter(({ workstreamId, leadId }) => leadId === personId || hasTask(workstreamId));
}
