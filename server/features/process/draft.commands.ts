import type { Tx } from "../../platform/database/database.ts";
import { readSource } from "../../platform/config-document/read-source.ts";
import { newId } from "../../platform/ids/ids.ts";
import { toIso } from "../../values/instant.ts";
import type { Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { draftText, formOf, readDraft } from "./draft-reading.document.ts";
import { insertDraft, lockOpenDraft, readDiscardedDraft, readDraftText, setDraftStatus, writeText, type DraftRow } from "./draft.queries.ts";
import type { DraftTools } from "./judged-draft.queries.ts";
import { processPermissions } from "./process.permissions.ts";
import { changesBetween } from "./process-comparison.presenter.ts";
import { readVersion } from "./version.queries.ts";

export const noDraft = refuse("process.not-found", "No draft is open. Begin one from the process in force, or from a template.");
/** What to begin from where nobody wrote a process down. */
const firstTemplate = "five-severities";
const openAlready = refuse("process.draft-open", "A draft is open already, and there is one at a time. Work on that one, or discard it first.");

/** Begins a draft, from the process in force or from a template. */
export async function beginDraft(tx: Tx, tools: DraftTools, caller: Caller, template: string | undefined): Promise<DraftRow | Refusal> {
  const actor = whoWrites(caller);
  if (isRefusal(actor)) return actor;
  const newest = await readVersion(tx, null);
  const text = template === undefined ? await textInForce(tools, newest?.document) : await tools.readTemplate(template);
  if (text === null) return refuse("process.not-found", `There is no template \`${template ?? ""}\` to begin from.`);
  const draft = await insertDraft(tx, { id: newId(), baseVersion: newest?.version ?? null, text, actor });
  if (!draft) return openAlready;
  await recordDraft(tx, actor, draft, "made", template === undefined ? {} : { template });
  return draft;
}

function textInForce({ readTemplate }: DraftTools, document: unknown): Promise<string | null> | string {
  return document === undefined ? readTemplate(firstTemplate) : draftText(formOf(document));
}

export interface DraftChange {
  revision: number;
  text?: string | undefined;
  form?: unknown;
  baseVersion?: number | undefined;
}

/** Writes the next state of the draft; refused where it was written on since, and where the text cannot be read at all. */
export async function writeDraft(tx: Tx, caller: Caller, change: DraftChange): Promise<DraftRow | Refusal> {
  const opened = await openDraft(tx, caller, change.revision);
  if (isRefusal(opened)) return opened;
  const { draft, actor } = opened;
  const text = change.text ?? (change.form === undefined ? ((await readDraftText(tx, draft.id, draft.revision))?.text ?? "") : draftText(change.form));
  const source = readSource(text, "yaml");
  if ("problems" in source) return refuse("process.invalid", "This cannot be read yet, so the draft stays as it was.", { errors: source.problems });
  await writeText(tx, draft, text, change.baseVersion ?? draft.base_version, actor);
  await recordDraft(tx, actor, draft, "changed", {});
  return (await lockOpenDraft(tx)) ?? noDraft;
}

/** Puts the draft aside; it can be brought back as long as no other one is begun. */
export async function discardDraft(tx: Tx, caller: Caller, revision: number): Promise<DraftRow | Refusal> {
  const opened = await openDraft(tx, caller, revision);
  if (isRefusal(opened)) return opened;
  await setDraftStatus(tx, opened.draft.id, "discarded", opened.actor);
  await recordDraft(tx, opened.actor, opened.draft, "deleted", {});
  return opened.draft;
}

/** Brings back what was discarded last, as it was. */
export async function restoreDraft(tx: Tx, caller: Caller): Promise<DraftRow | Refusal> {
  const actor = whoWrites(caller);
  if (isRefusal(actor)) return actor;
  if (await lockOpenDraft(tx)) return openAlready;
  const discarded = await readDiscardedDraft(tx);
  if (!discarded) return refuse("process.not-found", "No discarded draft is left to bring back.");
  await setDraftStatus(tx, discarded.id, "open", actor);
  await recordDraft(tx, actor, discarded, "restored", {});
  return { ...discarded, status: "open" };
}

export interface OpenedDraft {
  draft: DraftRow;
  actor: Actor;
}

/** The open draft, held, for somebody who has seen it as it is; where they have not, what was changed since. */
export async function openDraft(tx: Tx, caller: Caller, revision: number | null): Promise<OpenedDraft | Refusal> {
  const actor = whoWrites(caller);
  if (isRefusal(actor)) return actor;
  const draft = await lockOpenDraft(tx);
  if (!draft) return noDraft;
  return revision === null || draft.revision === revision ? { draft, actor } : changedSince(tx, draft, revision);
}

async function changedSince(tx: Tx, draft: DraftRow, revision: number): Promise<Refusal> {
  const [seen, now] = [await readDraftText(tx, draft.id, revision), await readDraftText(tx, draft.id, draft.revision)];
  const [before, after] = [seen, now].map((state) => (state ? readDraft(state.text).readable : null));
  const changes = before && after ? changesBetween(before, after) : [];
  const errors = changes.map((message) => ({ path: "process", message }));
  return refuse("process.draft-changed", "Somebody wrote on the draft since you read it. Look at what changed, then make your change again.", { revision: draft.revision, changedAt: now ? toIso(now.written_at) : null, errors });
}

function whoWrites({ actor }: Caller): Actor | Refusal {
  return actor ?? refuse("not-allowed", processPermissions.write.sentence);
}

/** Every open screen hears of the draft by the audit trail. */
export async function recordDraft(tx: Tx, actor: Actor, draft: Pick<DraftRow, "id">, action: string, details: object): Promise<void> {
  await recordAudit(tx, { actor, section: "processDraft", id: draft.id, action, paths: [], ...(Object.keys(details).length === 0 ? {} : { details }) });
}
