import { createHash } from "node:crypto";
import type { ContentReference } from "../../values/content-reference.ts";

/** Every reference to a text in the data of an event, at whatever depth. */
export function contentsNamed(data: unknown): ContentReference[] {
  if (typeof data !== "object" || data === null) return [];
  const own = isReference(data) ? [{ contentId: data.contentId, hash: data.hash }] : [];
  return [...own, ...Object.values(data).flatMap(contentsNamed)];
}

function isReference(data: object): data is ContentReference {
  const { contentId, hash } = data as Partial<ContentReference>;
  return typeof contentId === "string" && typeof hash === "string";
}

/** The link of a chain: over the hash before it and the event's text. */
export function linkHash(before: Uint8Array, text: string): Buffer {
  return createHash("sha256").update(before).update(text).digest();
}

export const noHash = Buffer.alloc(32);
