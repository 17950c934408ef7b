import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { callOf } from "../../values/subject.ts";
import { pageIdOfStream } from "./page.decider.ts";
import type { PageFact } from "./page.events.ts";

type PageEvent = LoggedEvent<PageFact>;
type Of<Type extends PageFact["type"]> = LoggedEvent<Extract<PageFact, { type: Type }>>;

/** Splits events into turns that hold at most one event of a page, so that a set of statements may take each turn at once. */
export function turnsOf(events: readonly PageEvent[]): PageEvent[][] {
  const turns: PageEvent[][] = [];
  const taken = new Map<string, number>();
  for (const event of events) {
    const turn = taken.get(event.streamId) ?? 0;
    taken.set(event.streamId, turn + 1);
    (turns[turn] ??= []).push(event);
  }
  return turns;
}

/** Brings the read tables `page` and `page_attempt` up to the events of one turn. */
export async function writePages(tx: Tx, events: readonly PageEvent[]): Promise<void> {
  await insertPages(tx, events.filter((event): event is Of<"page opened"> | Of<"page held back"> => event.fact.type === "page opened" || event.fact.type === "page held back"));
  const attempts = events.filter((event): event is Of<"page handed over"> | Of<"page attempt failed"> => event.fact.type === "page handed over" || event.fact.type === "page attempt failed");
  await noteAttempts(tx, attempts);
  await noteAnswers(tx, events.filter((event): event is Of<"page answered"> => event.fact.type === "page answered"));
  await noteReceipts(tx, events.filter((event): event is Of<"page arrived"> | Of<"page not confirmed"> => event.fact.type === "page arrived" || event.fact.type === "page not confirmed"));
  await bringForward(tx, events.filter((event): event is Of<"page brought forward"> => event.fact.type === "page brought forward"));
  await noteSpared(tx, events.filter((event) => event.fact.type === "page spared"));
  await moveRows(tx, events.filter((event): event is Of<"page moved"> => event.fact.type === "page moved"));
  await noteWithdrawals(tx, events.filter((event): event is Of<"page withdrawn"> => event.fact.type === "page withdrawn"));
}

async function insertPages(tx: Tx, events: readonly (Of<"page opened"> | Of<"page held back">)[]): Promise<void> {
  if (events.length === 0) return;
  const facts = events.map((event) => event.fact);
  const written = tx.run(
    `insert into page (id, subject_kind, subject_id, call, pass, step, person_id, contact_id, channel, via, urgency, status, opened_at, due_at, hold_reason)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
       $13::timestamptz[], $14::timestamptz[], $15::text[])`,
    [
      events.map((event) => pageIdOfStream(event.streamId)),
      facts.map(({ data }) => data.subject.kind),
      facts.map(({ data }) => data.subject.id),
      facts.map(({ data }) => callOf(data.subject)),
      facts.map(({ data }) => data.pass),
      facts.map(({ data }) => data.step),
      facts.map(({ data }) => data.personId),
      facts.map(({ data }) => data.contactId),
      facts.map(({ data }) => data.channel),
      facts.map(({ data }) => data.via),
      facts.map((fact) => (fact.type === "page opened" ? fact.data.urgency : null)),
      facts.map((fact) => (fact.type === "page opened" ? "due" : "held-back")),
      events.map((event) => toIso(event.occurredAt)),
      facts.map((fact) => (fact.type === "page opened" ? toIso(fact.data.dueAt) : null)),
      facts.map((fact) => (fact.type === "page held back" ? fact.data.reason : null)),
    ],
  );
  tx.leave(written);
}

async function noteAttempts(tx: Tx, events: readonly (Of<"page handed over"> | Of<"page attempt failed">)[]): Promise<void> {
  if (events.length === 0) return;
  const facts = events.map((event) => event.fact);
  const written = tx.run(
    `with attempt as (
       insert into page_attempt (page_id, attempt, claimed_at, ended_at, provider_id, error, again_at, provider)
       select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::timestamptz[], $8::text[])
       returning *, error is null as is_sent)
     update page set attempts = attempt.attempt, provider_id = coalesce(attempt.provider_id, page.provider_id), provider = coalesce(attempt.provider, page.provider),
       handed_over_at = coalesce(handed_over_at, case when is_sent then ended_at end),
       receipt = coalesce(told.receipt, page.receipt), carrier_id = coalesce(told.carrier_id, page.carrier_id),
       status = case when status in ('due', 'failed') and is_sent then 'sent' when status = 'due' and not is_sent and again_at is null then 'failed' else status end
     from attempt join unnest($1::uuid[], $9::text[], $10::uuid[]) as told (page_id, receipt, carrier_id) using (page_id) where page.id = attempt.page_id`,
    [
      events.map((event) => pageIdOfStream(event.streamId)),
      facts.map(({ data }) => data.attempt),
      facts.map(({ data }) => toIso(data.claimedAt)),
      events.map((event) => toIso(event.occurredAt)),
      facts.map((fact) => (fact.type === "page handed over" ? fact.data.providerId : null)),
      facts.map((fact) => (fact.type === "page attempt failed" ? fact.data.error : null)),
      facts.map((fact) => (fact.type === "page attempt failed" ? toIsoOrNull(fact.data.againAt) : null)),
      facts.map((fact) => (fact.type === "page handed over" ? (fact.data.provider ?? null) : null)),
      facts.map((fact) => (fact.type === "page handed over" && fact.data.isToBeConfirmed ? "awaited" : null)),
      facts.map((fact) => (fact.type === "page handed over" ? (fact.data.carrierId ?? null) : null)),
    ],
  );
  tx.leave(written);
}

async function noteAnswers(tx: Tx, events: readonly Of<"page answered">[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `update page set status = 'answered', answer = new.answer, answered_at = new.at, answered_through = new.through
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[]) as new (id, answer, at, through) where page.id = new.id`,
    [
      events.map((event) => pageIdOfStream(event.streamId)),
      events.map((event) => event.fact.data.answer),
      events.map((event) => toIso(event.occurredAt)),
      events.map((event) => JSON.stringify(event.actor)),
    ],
  );
}

async function noteReceipts(tx: Tx, events: readonly (Of<"page arrived"> | Of<"page not confirmed">)[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `update page set receipt = new.receipt, receipt_at = new.at, receipt_words = new.words
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[]) as new (id, receipt, at, words) where page.id = new.id`,
    [
      events.map((event) => pageIdOfStream(event.streamId)),
      events.map(({ fact }) => (fact.type === "page arrived" ? "arrived" : "missing")),
      events.map((event) => toIso(event.occurredAt)),
      events.map(({ fact }) => (fact.type === "page arrived" ? null : fact.data.words)),
    ],
  );
}

async function bringForward(tx: Tx, events: readonly Of<"page brought forward">[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run("update page set due_at = new.at from unnest($1::uuid[], $2::timestamptz[]) as new (id, at) where page.id = new.id", [
    events.map((event) => pageIdOfStream(event.streamId)),
    events.map((event) => toIso(event.fact.data.dueAt)),
  ]);
}

async function noteSpared(tx: Tx, events: readonly PageEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run("update page set status = 'failed', hold_reason = 'spend.cap' where id = any($1::uuid[])", [events.map((event) => pageIdOfStream(event.streamId))]);
}

async function moveRows(tx: Tx, events: readonly Of<"page moved">[]): Promise<void> {
  if (events.length === 0) return;
  const moves = events.map((event) => event.fact.data);
  await tx.run(
    `update page set subject_kind = new.kind, subject_id = new.subject_id, call = new.call, pass = new.pass
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[]) as new (id, kind, subject_id, call, pass) where page.id = new.id`,
    [
      events.map((event) => pageIdOfStream(event.streamId)),
      moves.map(({ subject }) => subject.kind),
      moves.map(({ subject }) => subject.id),
      moves.map(({ subject }) => callOf(subject)),
      moves.map(({ pass }) => pass),
    ],
  );
}

async function noteWithdrawals(tx: Tx, events: readonly Of<"page withdrawn">[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `update page set status = 'withdrawn', closed_at = new.at, close_reason = new.reason, closed_by_person = new.person_id
     from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[]) as new (id, at, reason, person_id) where page.id = new.id`,
    [
      events.map((event) => pageIdOfStream(event.streamId)),
      events.map((event) => toIso(event.occurredAt)),
      events.map((event) => event.fact.data.reason),
      events.map((event) => event.fact.data.answeredBy),
    ],
  );
}
