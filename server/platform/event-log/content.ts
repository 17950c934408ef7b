import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";
import { newId } from "../ids/ids.ts";

/** What an event holds of a text: where it lies, and the salted SHA-256 (hex) that shows it is still the one that was typed. */
export interface ContentReference {
  contentId: string;
  hash: string;
}

/** A text, or the tombstone of one: then the text is null, and when and by whom it was taken out stays visible. */
export interface Content {
  text: string | null;
  redactedAt: Instant | null;
  redactedBy: Actor | null;
}

/** Stores texts, each as content of its own even where two are equal, so that one can be redacted alone. */
export async function putContents(tx: Tx, texts: readonly string[]): Promise<ContentReference[]> {
  if (texts.length === 0) return [];
  const stored = texts.map((text) => {
    const salt = randomBytes(16);
    return { contentId: newId(), salt, hash: hashOf(salt, text) };
  });
  await tx.run(
    `insert into content (id, salt, hash, body, created_at)
     select id, salt, decode(hash, 'hex'), body, $5 from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[]) as new (id, salt, hash, body)`,
    [stored.map(({ contentId }) => contentId), stored.map(({ salt }) => salt), stored.map(({ hash }) => hash), texts, toIso(tx.now)],
  );
  return stored.map(({ contentId, hash }) => ({ contentId, hash }));
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
