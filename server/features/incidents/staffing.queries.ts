import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { readAbsences, readSchedules, shifts } from "../on-call/index.ts";
import { requiredRoles, type WrittenRole } from "../process/index.ts";
import { readViewers } from "./commander.queries.ts";
import { personNamed } from "./incident.presenter.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { staffingAhead, type RoleAhead, type SpanAhead } from "./staffing-ahead.rules.ts";
import { readOrganizationWords, type OrganizationWords } from "./words.queries.ts";
import type { StaffingView } from "./workstream.contract.ts";

const day = 24 * 3_600_000;

/** Who would hold each role that is held or required, for the 24 hours to come, by the schedules of the roles. */
export async function readStaffing(tx: Tx, caller: Caller, state: IncidentState): Promise<StaffingView[]> {
  const words = await readOrganizationWords(tx, caller, [state.processVersion]);
  const process = words.processOf(state.processVersion);
  const required = requiredRoles(process, state.severity, state.priority);
  const views: StaffingView[] = [];
  for (const role of process.roles) {
    const holder = state.holders.find((one) => one.role === role.id);
    if (role.many || (holder === undefined && !required.includes(role.id))) continue;
    const spans = role.schedule === undefined ? [] : staffingAhead(await readRole(tx, role, holder?.personId ?? null, words), tx.now, tx.now + day);
    views.push({ role: role.id, roleName: role.name, hasSchedule: role.schedule !== undefined, spans: spans.map((span) => presentSpan(span, words)) });
  }
  return views;
}

async function readRole(tx: Tx, { schedule: scheduleId = "" }: WrittenRole, holderId: string | null, words: OrganizationWords): Promise<RoleAhead> {
  const [schedule] = await readSchedules(tx, [scheduleId], tx.now, tx.now + day);
  const turns = schedule === undefined ? [] : shifts(schedule, tx.now, tx.now + day, zoneNamed(schedule.zone));
  const inLayers = (schedule?.layers ?? []).flatMap(({ people, fixed = [] }) => [...people.flat(), ...fixed.map(({ person }) => person)]);
  const ids = [...new Set([...inLayers, ...turns.map(({ personId }) => personId)])];
  const viewers = await readViewers(tx, ids);
  const zoneOf = (personId: string) => zoneNamed(words.people.get(personId)?.timezone ?? "UTC");
  return { holderId, shifts: turns, rotation: ids.filter((id) => !viewers.has(id)), absences: await readAbsences(tx, { personIds: ids, from: tx.now, to: tx.now + day }), zoneOf };
}

function presentSpan({ personId, from, to, because, onCall }: SpanAhead, words: OrganizationWords): StaffingView["spans"][number] {
  return {
    person: personId === null ? null : personNamed(words, personId),
    ...{ from: toIso(from), to: toIso(to), because, timezone: personId === null ? null : (words.people.get(personId)?.timezone ?? null) },
    onCall: onCall.map((id) => personNamed(words, id)),
  };
}
