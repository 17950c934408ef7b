import { idFrom } from "../../platform/ids/ids.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { WrittenProcess } from "../process/index.ts";
import type { IncidentDetail } from "./contract.ts";
import { deputiesOf, namedDeputy } from "./deputy.rules.ts";
import { dutiesOf, type Duty } from "./duty.rules.ts";
import { plannedOf } from "./handover-plan.rules.ts";
import { personNamed, roleNamed } from "./incident.presenter.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { Workstream } from "./staffing.state.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";
import { areaWords } from "./workstream-words.rules.ts";

type TextOf = (contentId: string | undefined) => string | null;

interface StaffingFacts {
  words: OrganizationWords;
  textOf: TextOf;
}

/** The id by which a duty is settled as any task is. */
export function dutyId(incidentId: string, { role, place, holderId }: Pick<Duty, "role" | "place" | "holderId">): string {
  return idFrom(`duty ${incidentId} ${role} ${place} ${holderId ?? ""}`);
}

/** The tasks that people noted, and after them the duties of those who hold roles. */
export function presentTasks(incidentId: string, state: IncidentState, process: WrittenProcess, { words, textOf }: StaffingFacts): IncidentDetail["tasks"] {
  const workstreamOf = (id: string | undefined) => (state.workstreams ?? []).find(({ workstreamId }) => workstreamId === id);
  const noted = state.tasks.map(({ taskId, text, ownerId, dueAt, status, addedAt, role, workstreamId }) => {
    const workstream = workstreamOf(workstreamId);
    return {
      ...{ id: taskId, text: textOf(text.contentId), owner: ownerId === null ? null : personNamed(words, ownerId), dueAt: toIsoOrNull(dueAt), status, addedAt: toIso(addedAt) },
      ...{ role: role === undefined ? null : { id: role, name: roleNamed(process, role) }, duty: null, workstream: workstream ? { id: workstream.workstreamId, name: nameOfWorkstream(workstream, textOf) } : null },
    };
  });
  const duties = dutiesOf(process, state).map((duty) => ({
    ...{ id: dutyId(incidentId, duty), text: duty.words, owner: personNamed(words, duty.ownerId), dueAt: null, status: duty.status, addedAt: toIso(duty.since) },
    ...{ role: null, duty: { id: duty.role, name: roleNamed(process, duty.role) }, workstream: null },
  }));
  return [...noted, ...duties];
}

export function nameOfWorkstream({ area, name }: Pick<Workstream, "area" | "name">, textOf: TextOf): string {
  return area === null ? (textOf(name?.contentId) ?? "taken out") : areaWords(area);
}

/** Parts of the work with their leads, and hand-overs that are agreed for later. */
export function presentStaffing(state: IncidentState, process: WrittenProcess, { words, textOf }: StaffingFacts): Pick<IncidentDetail, "workstreams" | "plannedHandovers"> {
  const ahead = process.relief === undefined ? 0 : durationMilliseconds(process.relief.handoff);
  return {
    workstreams: (state.workstreams ?? []).map((one) => ({
      ...{ id: one.workstreamId, area: one.area, name: nameOfWorkstream(one, textOf), lead: personNamed(words, one.leadId) },
      everySeconds: one.everyMilliseconds === null ? null : Math.round(one.everyMilliseconds / 1_000),
      ...{ openedAt: toIso(one.openedAt), closedAt: toIsoOrNull(one.closedAt), toldAt: toIsoOrNull(one.toldAt) },
    })),
    plannedHandovers: plannedOf(state).map(({ planId, role, toPersonId, passesAt }) => ({
      ...{ id: planId, role, roleName: roleNamed(process, role), to: personNamed(words, toPersonId) },
      ...{ passesAt: toIso(passesAt), offeredAt: toIso(passesAt - ahead) },
    })),
  };
}

/** Who stands in for a role, and whether that was said here. */
export function presentDeputy(state: IncidentState, process: WrittenProcess, role: string, words: OrganizationWords): IncidentDetail["roles"][number]["deputy"] {
  const [deputy] = deputiesOf(process, state, role);
  return deputy === undefined ? null : { ...personNamed(words, deputy), isNamed: namedDeputy(state, role) === deputy };
}

export function textsOfStaffing({ workstreams = [] }: IncidentState): string[] {
  return workstreams.flatMap(({ name }) => name?.contentId ?? []);
}
