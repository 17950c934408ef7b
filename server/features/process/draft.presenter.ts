import { pathText } from "../../platform/config-document/path.ts";
import type { Tx } from "../../platform/database/database.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import { readPeople } from "../directory/index.ts";
import type { DraftState, ProcessCommentView, ProcessDraftView, ProcessFindingView, ProcessVersionView } from "./draft.contract.ts";
import { readAnswers, readComments, readDiscardedDraft, readDraftText, readDraftWriters, readOpenDraft, type AnswerRow, type CommentRow, type DraftRow } from "./draft.queries.ts";
import { judgeText, type DraftTools, type JudgedFinding } from "./judged-draft.queries.ts";
import { presentComparison } from "./process-comparison.presenter.ts";
import { overtakenBy } from "./publish.commands.ts";
import { readVersion, type VersionRow } from "./version.queries.ts";
import { partOf } from "./whole-process.rules.ts";

type Who = (actor: Actor) => { id: string | null; name: string };

/** What actors are called. */
export async function readWho(tx: Tx, actors: readonly Actor[]): Promise<Who> {
  const people = await readPeople(tx, [...new Set(actors.flatMap((actor) => personOf(actor) ?? []))]);
  return (actor) => {
    const id = personOf(actor);
    if (id === null) return { id, name: actor.kind === "muster" ? "Muster" : "A token" };
    return { id, name: people.get(id)?.name ?? "Somebody" };
  };
}

/** The draft with all that is said about it, compared with a version; the newest where none is named. */
export async function readDraftState(tx: Tx, tools: DraftTools, against: number | null): Promise<DraftState> {
  const [row, discarded] = [await readOpenDraft(tx), await readDiscardedDraft(tx)];
  const who = discarded?.ended_by ? await readWho(tx, [discarded.ended_by]) : null;
  return {
    draft: row ? await readDraftView(tx, tools, row, against) : null,
    discarded: discarded?.ended_by && discarded.ended_at !== null && who ? { id: discarded.id, at: toIso(discarded.ended_at), by: who(discarded.ended_by) } : null,
  };
}

async function readDraftView(tx: Tx, tools: DraftTools, row: DraftRow, against: number | null): Promise<ProcessDraftView> {
  const text = (await readDraftText(tx, row.id, row.revision))?.text ?? "";
  const [comments, answers, writers] = [await readComments(tx, row.id), await readAnswers(tx, row.id), await readDraftWriters(tx, row.id)];
  const { reading, findings, surroundings } = await judgeText(tx, tools, text);
  const before = await readVersion(tx, against);
  const { newest, changes } = await overtakenBy(tx, row);
  const actors = [row.begun_by, ...writers.map((writer) => writer.written_by), ...comments.flatMap(({ written_by, settled_by }) => [written_by, ...(settled_by ? [settled_by] : [])]), ...answers.map(({ given_by }) => given_by)];
  const who = await readWho(tx, actors);
  return {
    id: row.id,
    revision: row.revision,
    baseVersion: row.base_version,
    newestVersion: newest,
    overtaken: changes,
    begunAt: toIso(row.begun_at),
    begunBy: who(row.begun_by),
    writers: writers.map((writer) => who(writer.written_by)),
    text,
    form: reading.form,
    parts: reading.readable === null ? [] : presentComparison(reading.readable, before?.document ?? null, surroundings.names),
    findings: findings.map((finding) => presentFinding(finding, answers, who)),
    comments: comments.map((comment) => presentComment(comment, who)),
  };
}

export function presentFinding({ id, kind, weight, path, line, sentence, mend }: JudgedFinding, answers: readonly AnswerRow[], who: Who): ProcessFindingView {
  const answer = answers.find(({ finding }) => finding === id);
  return { id, kind, weight, part: partOf(path), path: pathText(path), line, sentence, mend, answer: answer ? { text: answer.text, by: who(answer.given_by), at: toIso(answer.given_at) } : null };
}

function presentComment({ id, part, about, text, written_by, written_at, replies_to, settled_at, settled_by }: CommentRow, who: Who): ProcessCommentView {
  return { id, part, about, text, by: who(written_by), at: toIso(written_at), repliesTo: replies_to, settled: settled_at !== null && settled_by ? { by: who(settled_by), at: toIso(settled_at) } : null };
}

export function presentVersion({ version, published_at, published_by, is_from_file, reason, answers }: VersionRow, who: Who): ProcessVersionView {
  return { version, publishedAt: toIso(published_at), publishedBy: who(published_by), isFromFile: is_from_file, reason, answers: [...answers] };
}
