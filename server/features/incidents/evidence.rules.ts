import type { EvidenceKind } from "./incident.events.ts";

/** 50 MB. */
export const mostFileBytes = 52_428_800;

/** 10 GB: what all files of an installation may take together. */
export const mostStoredBytes = 10_737_418_240;

const pictures: readonly { mediaType: string; isSo: (head: Uint8Array) => boolean }[] = [
  { mediaType: "image/png", isSo: (head) => begins(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { mediaType: "image/jpeg", isSo: (head) => begins(head, 0, [0xff, 0xd8, 0xff]) },
  { mediaType: "image/gif", isSo: (head) => begins(head, 0, codes("GIF87a")) || begins(head, 0, codes("GIF89a")) },
  { mediaType: "image/webp", isSo: (head) => begins(head, 0, codes("RIFF")) && begins(head, 8, codes("WEBP")) },
];

export const plainText = "text/plain; charset=utf-8";
const unknownBytes = "application/octet-stream";
const lookedAt = 4_096;

/** What the bytes are, by themselves and not by what somebody says of them: a picture that browsers show safely, text, or anything. */
export function mediaTypeOf(head: Uint8Array): string {
  const picture = pictures.find(({ isSo }) => isSo(head));
  if (picture) return picture.mediaType;
  return head.subarray(0, lookedAt).every(isOfText) ? plainText : unknownBytes;
}

/** A picture may be shown; all else is only handed over, so that nothing in it runs. */
export function isShown(mediaType: string): boolean {
  return pictures.some((picture) => picture.mediaType === mediaType);
}

/** What somebody calls a picture and is none (a drawing in SVG, say) is kept as a file. */
export function kindOf(said: Exclude<EvidenceKind, "link">, mediaType: string): EvidenceKind {
  return said === "picture" && !isShown(mediaType) ? "file" : said;
}

const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** RFC 6266: shown or handed over, under a name that neither leads elsewhere nor reads other than it is. */
export function dispositionOf(name: string, mediaType: string): string {
  const safe = name.replace(directionMarks, "").replace(/[/\\]/g, "_").trim() || "evidence";
  const plain = safe.replace(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${isShown(mediaType) ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}


function begins(head: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[at + index] === byte);
}

function codes(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** Tab to carriage return, escape (colours of a terminal), and everything printable, in whatever alphabet. */
function isOfText(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
}
