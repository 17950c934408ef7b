import { prepareContent, redactContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RawBody } from "../../platform/http/raw-body.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { EvidenceView } from "./evidence.contract.ts";
import { countStoredBytes, emptyEvidence, findEvidenceEntry, insertEvidence, isStored, lockEvidence, releaseBytes, storeBytes, type EvidenceRow } from "./evidence.queries.ts";
import { kindOf, mediaTypeOf, mostStoredBytes } from "./evidence.rules.ts";
import { changeIncident } from "./incident.commands.ts";
import type { EvidenceKind } from "./incident.events.ts";

/** What somebody puts beside the timeline, apart from the thing itself. */
export interface EvidenceWish {
  incidentId: string;
  actor: Actor;
  caption: string | null;
  /** The entry it answers. */
  replyTo: number | null;
  at: Instant | undefined;
}

export interface FileWish extends EvidenceWish {
  kind: Exclude<EvidenceKind, "link">;
  name: string;
  body: RawBody;
}

type Thing = Pick<EvidenceRow, "kind" | "media_type" | "size" | "hash" | "link"> & { name: string };

export const noSuchEvidence = refuse("evidence.not-found", "There is no such evidence.");
const empty = refuse("evidence.empty.invalid", "The file is empty. Nothing was stored.");
const full = refuse(
  "evidence.store-full",
  `All files together may take ${mostStoredBytes / 1_073_741_824} GB, and this one does not fit any more. Take out what nobody needs, or attach a link to where it lies.`,
);

/** Stores a file and puts it into the timeline. The same bytes are stored once, whoever attaches them where. */
export async function attachFile(tx: Tx, wish: FileWish): Promise<EvidenceView | Refusal> {
  const { body, name } = wish;
  if (body.size === 0) return empty;
  if (await isTooMuch(tx, body)) return full;
  const mediaType = mediaTypeOf(body.pieces[0] ?? Buffer.alloc(0));
  const hash = await storeBytes(tx, body);
  const attached = await attach(tx, wish, { kind: kindOf(wish.kind, mediaType), name, media_type: mediaType, size: body.size, hash, link: null });
  if (isRefusal(attached)) await releaseBytes(tx, hash);
  return attached;
}

async function isTooMuch(tx: Tx, body: RawBody): Promise<boolean> {
  if ((await countStoredBytes(tx)) + body.size <= mostStoredBytes) return false;
  return !(await isStored(tx, Buffer.from(body.hash, "hex")));
}

/** Puts a link into the timeline. What lies there is not fetched. */
export async function attachLink(tx: Tx, wish: EvidenceWish & { url: string }): Promise<EvidenceView | Refusal> {
  return attach(tx, wish, { kind: "link", name: wish.url, media_type: "text/uri-list", size: 0, hash: null, link: wish.url });
}

async function attach(tx: Tx, wish: EvidenceWish, thing: Thing): Promise<EvidenceView | Refusal> {
  const { incidentId, actor, replyTo, at } = wish;
  const evidenceId = newId();
  const { name: nameText, ...stored } = thing;
  const [name, caption] = [prepareContent(nameText), prepareContent(wish.caption ?? nameText)];
  const outcome = await changeIncident(tx, {
    incidentId,
    actor,
    at,
    texts: [caption, name],
    command: { kind: "attach evidence", evidenceId, evidenceKind: thing.kind, caption: caption.reference, replyTo, name: name.reference, sha256: thing.hash?.toString("hex") ?? null },
  });
  if (isRefusal(outcome)) return outcome;
  await insertEvidence(tx, { id: evidenceId, incident_id: incidentId, name_id: name.reference.contentId, added_by: actor, ...stored });
  const href = thing.link ?? `/api/v1/evidence/${evidenceId}`;
  return { id: evidenceId, kind: thing.kind, name: nameText, mediaType: thing.media_type, size: thing.size, href, entry: outcome.entries };
}

/**
 * Takes evidence out for good: its bytes (unless other evidence has the same), its name and its caption. The entry stays and says that
 * something was taken out.
 */
export async function removeEvidence(tx: Tx, evidenceId: string, actor: Actor): Promise<null | Refusal> {
  const row = await lockEvidence(tx, evidenceId);
  if (!row) return noSuchEvidence;
  if (row.removed_at !== null) return null;
  await emptyEvidence(tx, row, actor);
  if (row.hash) await releaseBytes(tx, row.hash);
  const found = await findEvidenceEntry(tx, row);
  if (!found) throw new Error(`No entry holds the evidence ${evidenceId}.`);
  await redactContent(tx, found.captionId, actor);
  const outcome = await changeIncident(tx, { incidentId: row.incident_id, actor, command: { kind: "redact", entry: found.entry } });
  return isRefusal(outcome) ? outcome : null;
}
