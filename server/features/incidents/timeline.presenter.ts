import type { Content } from "../../platform/event-log/content.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { EntryView } from "./timeline.contract.ts";
import type { EvidenceLine, TimelineRow } from "./timeline.queries.ts";
import { textOf } from "./timeline-texts.rules.ts";
import type { WordsOfIds } from "./timeline-line.rules.ts";
import { tellFact } from "./timeline-words.rules.ts";

type PageLine = Pick<EntryView, "bold" | "rest" | "attempts" | "subject">;

/** What lines are presented with, read once for all of them. */
export interface TimelineFacts {
  state: IncidentState;
  words: WordsOfIds;
  contents: ReadonlyMap<string, Content>;
  /** Ids of the texts of each update, in their order. */
  updates: ReadonlyMap<string, readonly string[]>;
  evidence: ReadonlyMap<string, EvidenceLine>;
  pages: ReadonlyMap<string, PageLine>;
  actorName: (actor: Actor) => string;
}

const plain = { moment: null, text: null, redacted: null, replyTo: null, evidence: null, attempts: [] as EntryView["attempts"], updateId: null, subject: null };

export function presentEntry(row: TimelineRow, facts: TimelineFacts): EntryView {
  const common = { id: row.key, entry: row.version, ...whenOf(row), actor: presentActor(row.actor, facts), roles: rolesOf(row.actor, facts) };
  const page = row.page_id === null ? undefined : facts.pages.get(row.page_id);
  if (page) return { ...plain, ...common, kind: "page", isPinned: false, ...page };
  if (row.type === "service changed") return { ...plain, ...common, ...tellChange(row.data as ServiceChange), isPinned: false };
  const fact = { type: row.type, data: row.data } as IncidentFact;
  const { moment, ...told } = tellFact(fact, facts.words);
  return { ...plain, ...common, ...told, moment: moment === null ? null : toIso(moment), ...wordsTyped(fact, facts), ...particulars(fact, facts), isPinned: row.version !== null && facts.state.pinned.includes(row.version) };
}

interface ServiceChange {
  title: string;
  link: string | null;
}

/** What a tool said was changed on purpose, such as a deployment; whoever wants to know more follows its link. */
function tellChange({ title, link }: ServiceChange): Pick<EntryView, "kind" | "bold" | "rest" | "text"> {
  return { kind: "service-change", bold: title, rest: "", text: link };
}

/** A moment of grace: what is recorded within it is not called late. */
const late = 60_000;

function whenOf({ at, recorded_at }: TimelineRow): Pick<EntryView, "at" | "recordedAt" | "isBackdated"> {
  return { at: toIso(at), recordedAt: toIso(recorded_at), isBackdated: recorded_at - at > late };
}

function presentActor(actor: Actor, { actorName }: TimelineFacts): EntryView["actor"] {
  const name = actorName(actor);
  if (actor.kind === "page-link") return { kind: "person", id: actor.personId, name };
  if (actor.kind === "muster") return { kind: "muster", id: null, name };
  return { kind: actor.kind, id: actor.id, name };
}

function rolesOf(actor: Actor, { state, words }: TimelineFacts): string[] {
  if (actor.kind !== "person") return [];
  return state.holders.filter(({ personId }) => personId === actor.id).map(({ role }) => words.role(role));
}

function wordsTyped(fact: IncidentFact, { contents, updates, words }: TimelineFacts): Pick<EntryView, "text" | "redacted"> {
  const reference = textOf(fact);
  const ids = fact.type === "update sent" ? (updates.get(fact.data.updateId) ?? []) : reference === null ? [] : [reference.contentId];
  const found = ids.flatMap((id) => contents.get(id) ?? []);
  const [content] = found;
  if (!content) return { text: null, redacted: null };
  if (content.redactedAt === null) return { text: found.map(({ text }) => text).join("\n"), redacted: null };
  const by = content.redactedBy?.kind === "person" ? words.person(content.redactedBy.id) : content.redactedBy?.kind === "token" ? "a token" : "Muster";
  return { text: null, redacted: { at: toIso(content.redactedAt), by } };
}

function particulars(fact: IncidentFact, facts: TimelineFacts): Partial<EntryView> {
  if (fact.type === "note posted" || fact.type === "decision recorded") return { replyTo: fact.data.replyTo };
  if (fact.type === "update sent") return { updateId: fact.data.updateId };
  if (fact.type === "evidence attached") return { replyTo: fact.data.replyTo, evidence: presentEvidence(facts.evidence.get(fact.data.evidenceId)) };
  if (fact.type === "role taken" || fact.type === "role released") return { subject: { id: fact.data.personId, name: facts.words.person(fact.data.personId) } };
  return {};
}

function presentEvidence(line: EvidenceLine | undefined): EntryView["evidence"] {
  if (!line || line.removed_at !== null) return null;
  return { id: line.id, kind: line.kind, name: line.name ?? "taken out", mediaType: line.media_type, size: line.size, href: line.link ?? `/api/v1/evidence/${line.id}` };
}
