import { readContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { nameRule } from "../process/index.ts";
import { decisionsOf } from "./decision.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { readPageFailures, readPageLines, type PageLineRow } from "./room.queries.ts";
import type { EntryView } from "./timeline.contract.ts";
import { presentEntry, type TimelineFacts } from "./timeline.presenter.ts";
import { readEvidenceLines, readUpdateTexts, type TimelineRow } from "./timeline.queries.ts";
import { contentsOf } from "./timeline-texts.rules.ts";
import { nameOfWorkstream, textsOfStaffing } from "./staffing.presenter.ts";
import type { WordsOfIds } from "./timeline-line.rules.ts";
import { actorNamed, readOrganizationWords, readTitles, type OrganizationWords } from "./words.queries.ts";

/** Rows of a timeline as people read them, in their order. */
export async function viewTimeline(tx: Tx, caller: Caller, state: IncidentState, rows: readonly TimelineRow[]): Promise<EntryView[]> {
  const facts = rows.filter(({ version }) => version !== null).map(({ type, data }) => ({ type, data }) as IncidentFact);
  const organization = await readOrganizationWords(tx, caller, [state.processVersion]);
  const texts = [...facts.flatMap(contentsOf), ...state.tasks.map(({ text }) => text), ...state.ground.map(({ text }) => text), ...decisionsOf(state).map(({ text }) => text)];
  const updates = await readUpdateTexts(tx, facts.flatMap((fact) => (fact.type === "update sent" ? [fact.data.updateId] : [])));
  const contents = await readContent(tx, [...new Set([...texts.map(({ contentId }) => contentId), ...textsOfStaffing(state), ...[...updates.values()].flat()])]);
  const titles = await readTitles(tx, facts.flatMap(titledIn));
  const beside: TimelineFacts = {
    state,
    words: wordsOfIds(organization, state, titles, (contentId) => contents.get(contentId)?.text ?? null),
    contents,
    updates,
    evidence: await readEvidenceLines(tx, facts.flatMap((fact) => (fact.type === "evidence attached" ? [fact.data.evidenceId] : []))),
    pages: await viewPages(tx, organization, rows.flatMap(({ page_id }) => page_id ?? [])),
    actorName: (actor: Actor) => actorNamed(organization, actor),
  };
  return rows.map((row) => presentEntry(row, beside));
}

/** What a line of the timeline says. */
export type EntryWords = Pick<EntryView, "bold" | "rest">;

/** Events in words, as the timeline would tell them; none of them need be in the log. */
export async function tellEvents(tx: Tx, caller: Caller, state: IncidentState, events: readonly LoggedEvent<IncidentFact>[]): Promise<EntryWords[]> {
  const rows = events.map(({ version, fact, actor, occurredAt, recordedAt }): TimelineRow => ({ key: String(version), version, at: occurredAt, recorded_at: recordedAt, type: fact.type, data: fact.data, actor, page_id: null }));
  return viewTimeline(tx, caller, state, rows);
}

function titledIn(fact: IncidentFact): string[] {
  if (fact.type === "group joined" || fact.type === "group left") return [fact.data.groupId];
  if (fact.type === "incident merged" || fact.type === "incident split") return [fact.data.into];
  if (fact.type === "incident related" || fact.type === "relation withdrawn") return [fact.data.to];
  return fact.type === "incident absorbed" ? [fact.data.from] : [];
}

/** The words that lines are told with, by id. */
export function wordsOfIds(words: OrganizationWords, state: IncidentState, titles: ReadonlyMap<string, string>, textOf: (contentId: string) => string | null): WordsOfIds {
  const process = words.processOf(state.processVersion);
  const person = (id: string) => words.people.get(id)?.name ?? id;
  const role = (id: string) => process.roles.find((one) => one.id === id)?.name ?? id;
  const audience = (id: string) => words.audiences.get(id) ?? (id.includes("/") ? targetNamed(id, words, person, role) : id);
  const quoted = (contentId: string | undefined) => `“${(contentId === undefined ? null : textOf(contentId)) ?? "taken out"}”`;
  return {
    person,
    role,
    severity: (id) => (id === null ? "No severity" : (process.severities.find((one) => one.id === id)?.name ?? id)),
    priority: (id) => (id === null ? "no priority" : (process.priorities.find((one) => one.id === id)?.name ?? id)),
    service: (id) => words.services.get(id) ?? id,
    customer: (id) => words.customers.get(id) ?? id,
    audience,
    group: (id) => titles.get(id) ?? "Alerts",
    incident: (id) => titles.get(id) ?? "another incident",
    target: (target) => targetNamed(target, words, person, role),
    task: (id) => quoted(state.tasks.find(({ taskId }) => taskId === id)?.text.contentId),
    duty: (id, place) => `“${process.roles.find((one) => one.id === id)?.duties[place] ?? "a duty"}”`,
    workstream: (id) => workstreamNamed(state, id, textOf),
    decision: (entry) => quoted(decisionsOf(state).find((decision) => decision.entry === entry)?.text.contentId),
    item: (id) => quoted(state.ground.find(({ itemId }) => itemId === id)?.text.contentId),
    rule: (rule) => nameRule(rule, { process, role, audience, team: (id) => words.teams.get(id) ?? id, person }),
  };
}

function workstreamNamed({ workstreams = [] }: IncidentState, id: string, textOf: (contentId: string) => string | null): string {
  const workstream = workstreams.find(({ workstreamId }) => workstreamId === id);
  return workstream ? nameOfWorkstream(workstream, (contentId) => (contentId === undefined ? null : textOf(contentId))) : "that is closed";
}

function targetNamed(target: string, words: OrganizationWords, person: (id: string) => string, role: (id: string) => string): string {
  const [kind, id = ""] = target.split("/");
  if (kind === "person") return person(id);
  if (kind === "role") return role(id);
  if (kind === "team") return words.teams.get(id) ?? id;
  return words.schedules.get(id) ?? id;
}

async function viewPages(tx: Tx, words: OrganizationWords, pageIds: readonly string[]): Promise<TimelineFacts["pages"]> {
  if (pageIds.length === 0) return new Map();
  const pages = await readPageLines(tx, pageIds);
  const failures = await readPageFailures(tx, pageIds);
  return new Map(
    pages.map((page) => {
      const failed = failures.filter(({ page_id }) => page_id === page.id).map(({ ended_at, error }) => attempt(page, ended_at, "failed", error));
      const subject = { id: page.person_id, name: words.people.get(page.person_id)?.name ?? page.person_id };
      return [page.id, { bold: `Page to ${subject.name}`, rest: viaWords(page.via, words), subject, attempts: [...failed, ...outcomesOf(page)].sort((a, b) => a.at.localeCompare(b.at)) }];
    }),
  );
}

function viaWords(via: string, words: OrganizationWords): string {
  const [kind, id = ""] = via.split("/");
  if (kind === "schedule") return `on call for ${words.schedules.get(id) ?? id}`;
  if (kind === "team") return `of ${words.teams.get(id) ?? id}`;
  if (kind === "still-on-it") return "asked whether they are still on it";
  return kind === "administrators" ? "administrators" : "";
}

type Attempt = EntryView["attempts"][number];

function attempt({ channel }: PageLineRow, at: number, outcome: Attempt["outcome"], words: string): Attempt {
  return { channel, at: toIso(at), outcome, words };
}

const holdWords: Readonly<Record<string, string>> = { "contact.no-provider": "no provider for it", "contact.unverified": "not verified yet", "person.unknown": "not known any more" };

function outcomesOf(page: PageLineRow): Attempt[] {
  const { handed_over_at, answer, answered_at, status, closed_at, hold_reason, opened_at } = page;
  const sent = handed_over_at === null ? [] : [attempt(page, handed_over_at, "delivered", "delivered")];
  const answered = answer === null || answered_at === null ? [] : [attempt(page, answered_at, answer, answer === "have" ? "“I have it”" : "“I can’t”")];
  const spared = status === "withdrawn" && handed_over_at === null && closed_at !== null ? [attempt(page, closed_at, "not-needed", "not needed any more")] : [];
  const held = status === "held-back" ? [attempt(page, opened_at, "held-back", holdWords[hold_reason ?? ""] ?? "held back")] : [];
  return [...sent, ...answered, ...spared, ...held];
}
