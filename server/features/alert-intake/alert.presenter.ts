import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import type { NoteRow } from "./alert-care.queries.ts";
import type { AlertRow } from "./alert.queries.ts";
import type { AlertCountsRow, ListedAlertRow, OccurrenceRow } from "./alert-list.queries.ts";
import type { AlertCounts, AlertDetail, AlertView, TraceLine } from "./contract.ts";
import type { DecisionRow } from "./decision.queries.ts";
import type { DeliveryRow } from "./delivery.queries.ts";
import { wordDecision, wordWhy, type AlertStanding, type Names } from "./trace.rules.ts";

export function presentAlert(row: ListedAlertRow, names: Names): AlertView {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    severity: row.severity,
    urgency: row.urgency,
    isHeldBack: row.paged === null,
    why: wordWhy(standingOf(row), names),
    serviceId: row.service_id,
    serviceName: row.service_name,
    sourceId: row.source_id,
    groupId: row.group_id,
    groupSize: row.group_size,
    signals: row.count,
    firstAt: toIso(row.first_at),
    lastAt: toIso(row.last_at),
    acknowledgedAt: toIsoOrNull(row.acknowledged_at),
    ownerId: row.owner_id ?? row.acknowledged_by,
    ownerName: row.owner_name,
    resolvedAt: toIsoOrNull(row.resolved_at),
    snoozedUntil: toIsoOrNull(snoozedUntil(row)),
    verdict: row.verdict,
    notIncident: row.declined_at === null ? null : { by: byName(row.declined_by, names), at: toIso(row.declined_at), reason: row.declined_because },
  };
}

function byName(actor: Actor | null, names: Names): string {
  if (actor?.kind === "token") return names.token(actor.id) ?? "a token";
  const personId = actor && personOf(actor);
  return personId === null ? "Muster" : names.person(personId);
}

function snoozedUntil({ held_by, status, snoozed_until }: ListedAlertRow): Instant | null {
  return held_by === "snooze" && status !== "resolved" ? snoozed_until : null;
}

function standingOf(row: ListedAlertRow): AlertStanding {
  const { status, acknowledged_at, acknowledged_by, owner_id, paged, why_code, why_details } = row;
  return {
    ...{ status, paged },
    isInHand: acknowledged_at !== null,
    ownerId: owner_id ?? acknowledged_by,
    snoozedUntil: snoozedUntil(row),
    decision: why_code === null ? null : { code: why_code, details: why_details ?? {} },
  };
}

export function presentCounts(row: AlertCountsRow): AlertCounts {
  return { open: row.open, waiting: row.waiting, heldBack: row.held_back, acknowledged: row.acknowledged, mine: row.mine, isAll: row.is_all };
}

export interface AlertParts {
  decisions: readonly DecisionRow[];
  group: readonly AlertRow[];
  occurrences: readonly OccurrenceRow[];
  delivery: DeliveryRow | null;
  notes: readonly NoteRow[];
}

export function presentDetail(row: ListedAlertRow, parts: AlertParts, names: Names): AlertDetail {
  const { decisions, group, occurrences, delivery, notes } = parts;
  return {
    ...presentAlert(row, names),
    key: row.key,
    occurrence: row.occurrence,
    startedAt: toIsoOrNull(row.started_at),
    description: row.description,
    labels: { ...row.labels },
    links: [...row.links],
    trace: traceOf(row, decisions, names),
    group: group.map((other) => ({ id: other.id, title: other.title, status: other.status, signals: other.count, labels: { ...other.labels } })),
    occurrences: occurrences.map((one) => ({ id: one.id, firstAt: toIso(one.first_at), resolvedAt: toIsoOrNull(one.resolved_at), signals: one.count })),
    notes: notes.map((note) => ({ id: note.id, at: toIso(note.at), personId: note.person_id, personName: note.person_name, text: note.text })),
    payload: delivery && { deliveryId: delivery.id, receivedAt: toIso(delivery.received_at), size: delivery.size, body: delivery.body },
  };
}

/** The decisions in words, and at the end the repeats, which are counted and not told one by one. */
function traceOf(row: ListedAlertRow, decisions: readonly DecisionRow[], names: Names): TraceLine[] {
  const lines = decisions.map((decision): TraceLine => ({
    at: toIso(decision.at),
    code: decision.code,
    outcome: decision.outcome,
    // The reason stands apart from the decision, so that it can be taken out.
    sentence: wordDecision(decision.code, decision.code === "declaring.declined" ? { ...decision.details, reason: row.declined_because } : decision.details, names),
  }));
  return row.count > 1 ? [...lines, repeatLine(row)] : lines;
}

function repeatLine(row: ListedAlertRow): TraceLine {
  const repeats = row.count - 1;
  const isAcknowledged = row.status === "acknowledged";
  return {
    at: toIso(row.last_at),
    code: isAcknowledged ? "fold.acknowledged" : "fold.repeat",
    outcome: "held",
    sentence: {
      bold: `Held back: ${repeats} ${repeats === 1 ? "repeat" : "repeats"}`,
      rest: isAcknowledged ? "the occurrence is acknowledged, so nobody is paged again" : "the same occurrence, so nobody is paged again",
    },
  };
}
