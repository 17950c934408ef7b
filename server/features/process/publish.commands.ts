import { pathText } from "../../platform/config-document/path.ts";
import { putEntry } from "../../platform/config-document/configuration-entries.ts";
import { lockConfiguration } from "../../platform/config-document/configuration-apply.ts";
import type { Tx } from "../../platform/database/database.ts";
import { personOf } from "../../values/actor.ts";
import { whyNot, type Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { openDraft, recordDraft } from "./draft.commands.ts";
import { readAnswers, readDraftText, setDraftStatus, type DraftRow } from "./draft.queries.ts";
import { judgeText, type DraftTools, type JudgedFinding } from "./judged-draft.queries.ts";
import { processPermissions } from "./process.permissions.ts";
import { changesBetween } from "./process-comparison.presenter.ts";
import { noteReason, readVersion, type KeptAnswer } from "./version.queries.ts";

/** Puts the draft in force as the next version, once nothing in it waits for an answer and nothing came in between. */
export async function publishDraft(tx: Tx, tools: DraftTools, caller: Caller, { revision, reason }: { revision: number; reason: string }): Promise<{ version: number } | Refusal> {
  const refused = whyNot(caller, processPermissions.publish);
  if (refused) return refused;
  // The configuration before the draft, as one who applies a file has it: else two could wait for each other.
  await lockConfiguration(tx);
  const opened = await openDraft(tx, caller, revision);
  if (isRefusal(opened)) return opened;
  const { draft, actor } = opened;
  const overtaken = await whyOvertaken(tx, draft);
  if (overtaken) return overtaken;
  const judged = await judgeText(tx, tools, (await readDraftText(tx, draft.id, draft.revision))?.text ?? "");
  const answers = await keptAnswers(tx, draft, judged.findings);
  const open = whyNotReady(judged.findings, answers);
  if (open) return open;
  // The entry itself is the administrators'; a manager changes it by publishing, which is judged.
  const changes = await putEntry(tx, tools.configuration, { section: "process", id: "process", caller: { ...caller, role: "administrator" }, isPlan: false }, judged.reading.form);
  if (isRefusal(changes)) return changes;
  if (changes.length === 0) return refuse("process.unchanged", "The draft says what is in force already, so there is nothing to publish.");
  const version = (await readVersion(tx, null))?.version ?? 1;
  await noteReason(tx, version, reason, answers);
  await setDraftStatus(tx, draft.id, "published", actor);
  await recordDraft(tx, actor, draft, "published", { version, reason });
  return { version };
}

/** What was published since the draft was begun, where anything was. */
export async function overtakenBy(tx: Tx, draft: DraftRow): Promise<{ newest: number | null; changes: string[] }> {
  const newest = await readVersion(tx, null);
  if (!newest || newest.version === draft.base_version) return { newest: newest?.version ?? null, changes: [] };
  const base = draft.base_version === null ? null : await readVersion(tx, draft.base_version);
  return { newest: newest.version, changes: base ? changesBetween(base.document, newest.document) : ["A process was written down."] };
}

async function whyOvertaken(tx: Tx, draft: DraftRow): Promise<Refusal | null> {
  const { newest, changes } = await overtakenBy(tx, draft);
  if (newest === draft.base_version) return null;
  const errors = changes.map((message) => ({ path: "process", message }));
  return refuse("process.changed", `Version ${newest ?? 0} was published since this draft was begun. Take over from it what shall stay, then say that you have seen it.`, { newestVersion: newest, errors });
}

async function keptAnswers(tx: Tx, draft: DraftRow, findings: readonly JudgedFinding[]): Promise<KeptAnswer[]> {
  const given = await readAnswers(tx, draft.id);
  return findings.flatMap(({ id, sentence }) => {
    const answer = given.find(({ finding }) => finding === id);
    return answer ? [{ finding: id, sentence, answer: answer.text, by: personOf(answer.given_by) }] : [];
  });
}

function whyNotReady(findings: readonly JudgedFinding[], answers: readonly KeptAnswer[]): Refusal | null {
  const errorsOf = (list: readonly JudgedFinding[]) => list.map(({ path, sentence, mend, line }) => ({ path: pathText(path), message: sentence, mend, line }));
  const mistakes = findings.filter(({ weight }) => weight === "mend");
  if (mistakes.length > 0) return refuse("process.invalid", `${countOf(mistakes.length, "mistake")} must be mended first.`, { errors: errorsOf(mistakes) });
  const open = findings.filter(({ id, weight }) => weight === "answer" && !answers.some(({ finding }) => finding === id));
  if (open.length === 0) return null;
  return refuse("process.unanswered", `${countOf(open.length, "finding")} must be mended or answered first.`, { errors: errorsOf(open) });
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `One ${noun}` : `${count} ${noun}s`;
}
