import { redactContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RawBody } from "../../platform/http/raw-body.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { incidentStream } from "./incident.decider.ts";
import type { EvidenceKind } from "./incident.events.ts";

export interface EvidenceRow {
  id: string;
  incident_id: string;
  kind: EvidenceKind;
  name_id: string;
  name: string | null;
  media_type: string;
  size: number;
  /** SHA-256 of what is in it; null for a link, and where it was taken out. */
  hash: Buffer | null;
  link: string | null;
  added_by: Actor;
  removed_at: Instant | null;
}

const selected = `
  select evidence.id, incident_id, kind, name_id, content.body as name, media_type, size, evidence.hash, link, added_by, removed_at
  from evidence join content on content.id = name_id where evidence.id = $1`;

/** Of an incident that whoever asks sees. */
export async function readEvidence(tx: Tx, evidenceId: string): Promise<EvidenceRow | null> {
  return tx.first<EvidenceRow>(`${selected} and not exists (select from hidden_incident where hidden_incident.id = evidence.incident_id)`, [evidenceId]);
}

/** The same, kept from others until COMMIT. */
export async function lockEvidence(tx: Tx, evidenceId: string): Promise<EvidenceRow | null> {
  return tx.first<EvidenceRow>(`${selected} for update of evidence`, [evidenceId]);
}

export async function insertEvidence(tx: Tx, row: Omit<EvidenceRow, "name" | "removed_at">): Promise<void> {
  await tx.run(
    `insert into evidence (id, incident_id, kind, name_id, media_type, size, hash, link, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [row.id, row.incident_id, row.kind, row.name_id, row.media_type, row.size, row.hash, row.link, toIso(tx.now), JSON.stringify(row.added_by)],
  );
}

/** Bytes that all files of the installation take, each content counted once. */
export async function countStoredBytes(tx: Tx): Promise<number> {
  const row = await tx.first<{ stored: string }>("select coalesce(sum(size), 0)::text as stored from evidence_blob");
  return Number(row?.stored ?? 0);
}

export async function isStored(tx: Tx, hash: Buffer): Promise<boolean> {
  return (await tx.first("select from evidence_blob where hash = $1", [hash])) !== null;
}

/** Keeps the bytes, piece by piece, unless they are there already; until COMMIT nobody takes them away. */
export async function storeBytes(tx: Tx, body: RawBody): Promise<Buffer> {
  const hash = Buffer.from(body.hash, "hex");
  // An update of nothing rather than none at all: it locks a row that is there against being taken away meanwhile.
  const row = await tx.first<{ is_new: boolean }>(
    "insert into evidence_blob (hash, size) values ($1, $2) on conflict (hash) do update set size = excluded.size returning xmax = 0 as is_new",
    [hash, body.size],
  );
  if (row?.is_new !== true) return hash;
  for (const [place, bytes] of body.pieces.entries()) {
    await tx.run("insert into evidence_piece (hash, place, bytes) values ($1, $2, $3)", [hash, place, bytes]);
  }
  return hash;
}

/** Takes bytes away that no evidence uses any more. */
export async function releaseBytes(tx: Tx, hash: Buffer): Promise<void> {
  // Locked by a statement of its own: only the next one sees who used them while this one waited.
  await tx.run("select from evidence_blob where hash = $1 for update", [hash]);
  await tx.run("delete from evidence_blob where hash = $1 and not exists (select from evidence where evidence.hash = $1)", [hash]);
}

/** One piece; null after the last, and where the bytes were taken away meanwhile. */
export async function readPiece(tx: Tx, hash: Buffer, place: number): Promise<Buffer | null> {
  return (await tx.first<{ bytes: Buffer }>("select bytes from evidence_piece where hash = $1 and place = $2", [hash, place]))?.bytes ?? null;
}

/** The entry of the timeline that a piece of evidence came with, and the text there. */
export async function findEvidenceEntry(tx: Tx, row: EvidenceRow): Promise<{ entry: number; captionId: string } | null> {
  return tx.first<{ entry: number; captionId: string }>(
    `select version as entry, data -> 'caption' ->> 'contentId' as "captionId" from event_log
     where stream_id = $1 and type = 'evidence attached' and data ->> 'evidenceId' = $2`,
    [incidentStream(row.incident_id), row.id],
  );
}

/** Leaves the tombstone: that it was there, not what it was. */
export async function emptyEvidence(tx: Tx, row: EvidenceRow, actor: Actor): Promise<void> {
  await tx.run("update evidence set removed_at = $2, hash = null, link = null where id = $1", [row.id, toIso(tx.now)]);
  await redactContent(tx, row.name_id, actor);
}
