import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { WrittenProcess } from "../process/index.ts";
import type { IncidentView } from "./contract.ts";
import { refOf } from "./incident-ref.rules.ts";
import type { IncidentRow } from "./incident.queries.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import { viewMilestone } from "./milestones.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";

/** A severity in the organization's words; one that the process does not have any more keeps its id. */
export function presentSeverity({ severities }: WrittenProcess, id: string | null): IncidentView["severity"] {
  if (id === null) return null;
  const rank = severities.findIndex((severity) => severity.id === id);
  return { id, name: severities[rank]?.name ?? id, rank: rank === -1 ? severities.length : rank, of: Math.max(severities.length, 1) };
}

export function presentPriority({ priorities }: WrittenProcess, id: string | null): IncidentView["priority"] {
  return id === null ? null : { id, name: priorities.find((priority) => priority.id === id)?.name ?? id };
}

export function roleNamed({ roles }: WrittenProcess, id: string): string {
  return roles.find((role) => role.id === id)?.name ?? id;
}

export function personNamed({ people }: OrganizationWords, id: string): { id: string; name: string } {
  return { id, name: people.get(id)?.name ?? id };
}

/** What a list needs beside the row. */
export interface Beside {
  summary: string | null;
  mergedInto: string | null;
}

export function presentIncident(row: IncidentRow, words: OrganizationWords, { summary, mergedInto }: Beside): IncidentView {
  const process = words.processOf(row.process_version);
  const { state } = row;
  const commander = commanderOf(state);
  return {
    id: row.id,
    ref: refOf(row.number),
    number: row.number,
    title: row.title,
    status: row.status,
    phase: row.phase,
    isDrill: row.is_drill,
    isPrivate: row.is_private,
    severity: presentSeverity(process, row.severity),
    priority: presentPriority(process, row.priority),
    forCustomers: row.for_customers.map((id) => ({ id, name: words.customers.get(id) ?? id })),
    kind: row.kind,
    tags: row.tags,
    services: row.service_ids.map((id) => ({ id, name: words.services.get(id) ?? id })),
    commander: { ...personNamed(words, row.commander_id), isProvisional: commander?.isProvisional ?? false, since: toIso(commander?.since ?? row.declared_at) },
    declaredAt: toIso(row.declared_at),
    acknowledgedAt: recordedAt(state, "acknowledged"),
    mitigatedAt: recordedAt(state, "mitigated"),
    resolvedAt: recordedAt(state, "resolved"),
    endedAt: toIsoOrNull(row.ended_at),
    nextUpdateAt: toIsoOrNull(row.next_update_at),
    summary,
    mergedInto,
    retrospectiveId: state.retrospectiveId,
    offered: state.handovers.map(({ role, fromPersonId, toPersonId }) => ({ role: roleNamed(process, role), from: personNamed(words, fromPersonId), toPersonId })),
  };
}

function recordedAt(state: IncidentState, milestone: "acknowledged" | "mitigated" | "resolved"): string | null {
  const view = viewMilestone(state, milestone);
  return view.status === "recorded" ? toIso(view.at) : null;
}
