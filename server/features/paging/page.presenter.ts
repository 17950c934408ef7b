import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { PageView } from "./contract.ts";
import { subjectOfPage, type AttemptRow, type ListedPageRow } from "./page.queries.ts";
import type { SubjectStory } from "./subject-story.connector.ts";

/** A page; of an incident the title and the service are told by its story. */
export function presentPage(row: ListedPageRow, attempts: readonly AttemptRow[], stories: ReadonlyMap<string, SubjectStory>): PageView {
  const story = row.subject_kind === "incident" ? stories.get(row.subject_id) : undefined;
  return {
    id: row.id,
    subject: subjectOfPage(row),
    title: story ? `${story.ref}: ${story.title}` : (row.title ?? ""),
    serviceName: story?.serviceName ?? row.service_name,
    alertId: row.alert_id,
    pass: row.pass,
    step: row.step,
    personId: row.person_id,
    personName: row.person_name ?? row.person_id,
    contactId: row.contact_id,
    channel: row.channel,
    via: row.via,
    urgency: row.urgency,
    status: row.status as PageView["status"],
    holdReason: row.hold_reason,
    openedAt: toIso(row.opened_at),
    dueAt: toIsoOrNull(row.due_at),
    handedOverAt: toIsoOrNull(row.handed_over_at),
    provider: row.provider,
    providerId: row.provider_id,
    receipt: row.receipt,
    receiptAt: toIsoOrNull(row.receipt_at),
    receiptWords: row.receipt_words,
    carrierId: row.carrier_id,
    answer: row.answer,
    answeredAt: toIsoOrNull(row.answered_at),
    closedAt: toIsoOrNull(row.closed_at),
    closeReason: row.close_reason,
    answeredByName: row.answered_by_name,
    attempts: attempts.filter((attempt) => attempt.page_id === row.id).map(presentAttempt),
  };
}

function presentAttempt(row: AttemptRow): PageView["attempts"][number] {
  return {
    attempt: row.attempt,
    claimedAt: toIso(row.claimed_at),
    endedAt: toIso(row.ended_at),
    provider: row.provider,
    providerId: row.provider_id,
    error: row.error,
    againAt: toIsoOrNull(row.again_at),
  };
}
