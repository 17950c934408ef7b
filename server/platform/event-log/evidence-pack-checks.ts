import { createHash } from "node:crypto";
import { z } from "zod";
import type { ContentReference } from "../../values/content-reference.ts";
import { toIso } from "../../values/instant.ts";
import { rootBeforeGrowth, rootByPath } from "../../values/merkle-path.ts";
import { treeHash, type SignedCheckpoint } from "./checkpoint.ts";
import { hexHash, sealText, type EvidencePack, type PackEvent, type PackStream } from "./evidence-pack.ts";
import { contentsNamed, linkHash, noHash } from "./evidence-pack-parts.ts";
import { readCanonical } from "./evidence-pack-reading.ts";

export type PackDifferenceCode =
  | "pack.unreadable"
  | "pack.event-out-of-place"
  | "pack.event-changed"
  | "pack.event-not-in-log"
  | "pack.end-differs"
  | "pack.stream-missing"
  | "pack.text-changed"
  | "pack.text-missing"
  | "pack.text-unnamed"
  | "pack.document-changed"
  | "pack.checkpoint-not-genuine"
  | "pack.seal-differs"
  | "pack.seal-not-genuine"
  | "pack.kept-differs";

/** Where a pack differs from what was written. */
export interface PackDifference {
  code: PackDifferenceCode;
  /** For a person; names the event where there is one. */
  sentence: string;
}

export const differ = (code: PackDifferenceCode, sentence: string): PackDifference => ({ code, sentence });

const eventSchema = z.strictObject({
  streamId: z.string(),
  version: z.number().int(),
  fact: z.strictObject({ type: z.string(), data: z.unknown() }),
  actor: z.record(z.string(), z.string()),
  commandId: z.string(),
  occurredAt: z.number(),
  recordedAt: z.number(),
});

/** An event of a pack by the name under which a person finds it again. */
export interface NamedEvent extends PackEvent {
  name: string;
  contents: readonly ContentReference[];
}

/** Follows one chain; gives its first difference and the events up to there. */
export function checkStream({ streamId, before, last, events }: PackStream): { events: NamedEvent[]; difference: PackDifference | null } {
  const named: NamedEvent[] = [];
  let end: { version: number; hash: Buffer } = { version: before?.version ?? 0, hash: before ? Buffer.from(before.hash, "hex") : noHash };
  let position = 0;
  for (const event of events) {
    const read = eventSchema.safeParse(readCanonical(event.text));
    const name = `event ${end.version + 1} of ${streamId}`;
    if (!read.success) return { events: named, difference: differ("pack.event-changed", `The text of ${name} is not as Muster writes events.`) };
    const { data } = read;
    if (data.streamId !== streamId) return { events: named, difference: differ("pack.event-out-of-place", `In the place of ${name} stands event ${data.version} of ${data.streamId}: it was copied from there.`) };
    if (data.version !== end.version + 1 || event.position <= position) return { events: named, difference: differ("pack.event-out-of-place", wordOutOfPlace(streamId, end.version, data.version)) };
    const hash = linkHash(end.hash, event.text);
    if (hash.toString("hex") !== event.hash) return { events: named, difference: differ("pack.event-changed", `${capital(name)} (${wordEvent(data)}) is not what was written: its hash is another.`) };
    named.push({ ...event, name: `${name} (${wordEvent(data)})`, contents: contentsNamed(data.fact.data) });
    end = { version: data.version, hash };
    position = event.position;
  }
  if (end.version === last.version && end.hash.toString("hex") === last.hash) return { events: named, difference: null };
  return { events: named, difference: differ("pack.end-differs", `${streamId} stood at event ${last.version} as the pack was made, and here it ends with event ${end.version}${end.version < last.version ? ": its end was cut off" : ""}.`) };
}

function wordOutOfPlace(streamId: string, before: number, version: number): string {
  if (version > before + 1) return `Event ${version} of ${streamId} follows event ${before}: event ${before + 1} was taken out or put elsewhere.`;
  return `Event ${version} of ${streamId} stands behind event ${before}: the order was changed, or an event was put in.`;
}

function wordEvent({ fact, recordedAt }: z.infer<typeof eventSchema>): string {
  return `${fact.type}, ${Number.isFinite(recordedAt) && Math.abs(recordedAt) < 8e15 ? toIso(recordedAt) : "without a time"}`;
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Each event leads to the root, in the order of the positions; those that the checkpoint does not cover are newer than it. */
export function checkInclusion(events: readonly NamedEvent[], nodes: readonly string[], checkpoint: SignedCheckpoint | null): PackDifference[] {
  const bytes = nodes.map((node) => Buffer.from(node, "hex"));
  const differences: PackDifference[] = [];
  let before = -1;
  for (const event of [...events].sort((a, b) => a.position - b.position)) {
    const isCovered = checkpoint !== null && event.position <= checkpoint.lastPosition;
    if (isCovered !== (event.leaf !== null)) differences.push(differ("pack.event-not-in-log", `${capital(event.name)} ${isCovered ? "has no path, though the checkpoint covers its place" : "has a path, though no checkpoint here covers its place"}.`));
    else if (event.leaf === null || checkpoint === null) continue;
    else if (!leads(event.hash, event.leaf, event.path ?? [], bytes, checkpoint) || event.leaf <= before || event.leaf >= event.position) {
      differences.push(differ("pack.event-not-in-log", `${capital(event.name)} is not one of the ${checkpoint.eventCount} events of the checkpoint: its path does not lead to the signed root.`));
    } else before = event.leaf;
  }
  return differences;
}

function leads(hash: string, index: number, path: readonly number[], nodes: readonly Buffer[], { eventCount, root }: SignedCheckpoint): boolean {
  const known = path.flatMap((place) => nodes[place] ?? []);
  const reached = known.length === path.length ? rootByPath(treeHash, { entry: Buffer.from(hash, "hex"), index, path: known }, eventCount) : null;
  return reached !== null && root.equals(reached);
}

/** Each text is the one that an event names, or a tombstone; none is missing, none came from elsewhere. */
export function checkTexts(events: readonly NamedEvent[], texts: EvidencePack["texts"]): PackDifference[] {
  const byId = new Map(texts.map((text) => [text.contentId, text]));
  const named = new Set<string>();
  const differences: PackDifference[] = [];
  for (const { name, contents } of events) {
    for (const { contentId, hash } of contents) {
      named.add(contentId);
      const text = byId.get(contentId);
      if (!text) differences.push(differ("pack.text-missing", `A text of ${name} is missing (${contentId}).`));
      else if (text.hash !== hash || !isOwnHash(text)) differences.push(differ("pack.text-changed", `A text of ${name} is not what was typed (${contentId}).`));
    }
  }
  const seen = new Set<string>();
  const strange = texts.find(({ contentId }) => !named.has(contentId) || seen.size === seen.add(contentId).size);
  return strange ? [...differences, differ("pack.text-unnamed", `No event names the text ${strange.contentId}, or it stands there twice.`)] : differences;
}

function isOwnHash({ hash, salt, text }: EvidencePack["texts"][number]): boolean {
  if (text === null || salt === null) return text === null && salt === null;
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(text).digest("hex") === hash;
}

/** The seal speaks of this pack; gives each line that says something else. */
export function checkSeal(pack: EvidencePack): PackDifference[] {
  const changed = pack.documents.filter(({ text, hash }) => hexHash(text) !== hash).map(({ name }) => differ("pack.document-changed", `The document “${name}” is not the one that was sealed.`));
  const [said, found] = [pack.seal.text.split("\n"), sealText(pack).split("\n")];
  const place = found.findIndex((line, index) => line !== said[index]);
  if (place === -1 && said.length === found.length) return changed;
  return [...changed, differ("pack.seal-differs", `The seal does not speak of this pack: it says “${said[place] ?? "more"}”, and the pack has “${found[place] ?? "nothing more"}”.`)];
}

/** The log of a checkpoint that somebody kept is the beginning of the log of the pack; null where it is. */
export function checkKept({ earlier, nodes }: EvidencePack, checkpoint: SignedCheckpoint | null, kept: SignedCheckpoint): PackDifference | null {
  const over = `the checkpoint over ${kept.eventCount} events that you kept`;
  if (!checkpoint || kept.installation !== checkpoint.installation) return differ("pack.kept-differs", `The pack is not of the installation of ${over}.`);
  if (kept.eventCount === checkpoint.eventCount) return kept.root.equals(checkpoint.root) ? null : differ("pack.kept-differs", `The log of the pack is not the one of ${over}: it was written anew.`);
  if (kept.eventCount > checkpoint.eventCount) return differ("pack.kept-differs", `The pack is older than ${over}. Fetch it again to hold it against that.`);
  if (earlier?.events !== kept.eventCount) return differ("pack.kept-differs", `The pack cannot be held against ${over}. Fetch it with --checkpoint, so that it shows how the log grew since.`);
  const path = earlier.path.flatMap((place) => nodes[place] ?? []).map((node) => Buffer.from(node, "hex"));
  const claim = { entry: Buffer.from(earlier.hash, "hex"), index: earlier.events - 1, path };
  const [now, then] = [rootByPath(treeHash, claim, checkpoint.eventCount), rootBeforeGrowth(treeHash, claim, checkpoint.eventCount)];
  if (now && then && checkpoint.root.equals(now) && kept.root.equals(then)) return null;
  return differ("pack.kept-differs", `The log of the pack did not grow from that of ${over}: what came before was written anew or cut off.`);
}
