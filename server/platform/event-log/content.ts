import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "../../values/actor.ts";
import type { ContentReference } from "../../values/content-reference.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";
import { newId } from "../ids/ids.ts";

/** A text, or the tombstone of one: then the text is null, and when and by whom it was taken out stays visible. */
export interface Content {
  text: string | null;
  redactedAt: Instant | null;
  redactedBy: Actor | null;
}

/** A text with the reference that an event will hold, not stored yet: where the command is refused nothing of it remains. */
export interface PreparedContent {
  reference: ContentReference;
  salt: Buffer;
  text: string;
}

/** Each text is content of its own even where two are equal, so that one can be redacted alone. */
export function prepareContent(text: string): PreparedContent {
  const salt = randomBytes(16);
  return { reference: { contentId: newId(), hash: hashOf(salt, text) }, salt, text };
}

export async function storeContents(tx: Tx, prepared: readonly PreparedContent[]): Promise<void> {
  if (prepared.length === 0) return;
  await tx.run(
    `insert into content (id, salt, hash, body, created_at)
     select id, salt, decode(hash, 'hex'), body, $5 from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[]) as new (id, salt, hash, body)`,
    [
      prepared.map(({ reference }) => reference.contentId),
      prepared.map(({ salt }) => salt),
      prepared.map(({ reference }) => reference.hash),
      prepared.map(({ text }) => text),
      toIso(tx.now),
    ],
  );
}

/** Stores texts at once and gives their references, in their order. */
export async function putContents(tx: Tx, texts: readonly string[]): Promise<ContentReference[]> {
  const prepared = texts.map(prepareContent);
  await storeContents(tx, prepared);
  return prepared.map(({ reference }) => reference);
}

/** One text: a set of one. */
export async function putContent(tx: Tx, text: string): Promise<ContentReference> {
  const [stored] = await putContents(tx, [text]);
  if (!stored) throw new Error("A set of one gave no content.");
  return stored;
}

/** The contents of the given ids that exist. */
export async function readContent(tx: Tx, contentIds: readonly string[]): Promise<Map<string, Content>> {
  const rows = await tx.rows<{ id: string; body: string | null; redacted_at: Instant | null; redacted_by: Actor | null }>(
    "select id, body, redacted_at, redacted_by from content where id = any($1::uuid[])",
    [contentIds],
  );
  return new Map(rows.map((row) => [row.id, { text: row.body, redactedAt: row.redacted_at, redactedBy: row.redacted_by }]));
}

/** Takes a text out for good, with the salt that would let it be guessed, and leaves its tombstone; false where there is no such text any more. */
export async function redactContent(tx: Tx, contentId: string, actor: Actor): Promise<boolean> {
  const redacted = await tx.run(
    "update content set body = null, salt = null, redacted_at = $2, redacted_by = $3 where id = $1 and redacted_at is null",
    [contentId, toIso(tx.now), JSON.stringify(actor)],
  );
  return redacted === 1;
}

function hashOf(salt: Buffer, text: string): string {
  return createHash("sha256").update(salt).update(text).digest("hex");
}
