import { sign, type KeyObject } from "node:crypto";
import { canonicalJson } from "../../values/canonical-json.ts";
import { groupBy } from "../../values/group-by.ts";
import { toIso } from "../../values/instant.ts";
import { PathWalk, type EntryPath } from "../../values/merkle-path.ts";
import { refuse, isRefusal, type Refusal } from "../../values/refusal.ts";
import type { Tx } from "../database/database.ts";
import { publicKeyOf, signingKeyOf, treeHash, writeCheckpointNote, type SignedCheckpoint } from "./checkpoint.ts";
import { readCheckpointOver, readInstallationId, readLatestCheckpoint } from "./checkpoint.queries.ts";
import { hexHash, packFormat, packVersion, sealText, toVerify, type EvidencePack, type PackDocument, type PackStream, type Sealed } from "./evidence-pack.ts";
import { contentsNamed, linkHash, noHash } from "./evidence-pack-parts.ts";
import { readHashPiece, readHashesAt, readPackTexts, type WrittenEvent } from "./evidence-pack.queries.ts";

/** What goes into a pack, found by whoever knows what belongs together. */
export interface PackContents {
  subject: EvidencePack["subject"];
  events: readonly WrittenEvent[];
  /** By name, such as a version of the written process. */
  documents: readonly { name: string; value: unknown }[];
  findings: unknown;
  glossary: EvidencePack["glossary"];
  /** How many events an earlier checkpoint covers that somebody kept: the pack then shows that the log only grew since. */
  grownFrom: number | null;
}

/** Makes a pack and signs it. Refused where the log is not the one that was written: such a log is never vouched for. */
export async function writePack(tx: Tx, secret: string, contents: PackContents): Promise<EvidencePack | Refusal> {
  const streams = await linkStreams(tx, contents.events);
  if (isRefusal(streams)) return streams;
  const checkpoint = await readLatestCheckpoint(tx);
  const earlier = contents.grownFrom === null ? null : await readCheckpointOver(tx, contents.grownFrom);
  if (contents.grownFrom !== null && !earlier) return refuseUnknown(contents.grownFrom);
  const paths = await walkPaths(tx, checkpoint, [...contents.events.map(({ position }) => position), ...(earlier ? [earlier.lastPosition] : [])]);
  if (isRefusal(paths)) return paths;
  const nodes = new NodeList();
  const sealed: Sealed = {
    installation: await readInstallationId(tx),
    subject: contents.subject,
    madeAt: toIso(tx.now),
    streams: streams.map((stream) => ({ ...stream, events: stream.events.map((event) => ({ ...event, ...nodes.place(paths.get(event.position)) })) })),
    documents: contents.documents.map(writeDocument),
    findings: contents.findings,
    checkpoint: checkpoint && writeCheckpointNote(checkpoint),
  };
  const earlierPlaces = earlier && nodes.place(paths.get(earlier.lastPosition)).path;
  const references = contents.events.flatMap(({ event }) => contentsNamed(event.fact.data));
  return {
    format: packFormat,
    version: packVersion,
    ...sealed,
    nodes: nodes.hashes,
    texts: await readPackTexts(tx, [...new Set(references.map(({ contentId }) => contentId))]),
    earlier: earlier && earlierPlaces && { events: earlier.eventCount, hash: await readHashOf(tx, earlier), path: earlierPlaces },
    publicKey: publicKeyOf(secret).toString("hex"),
    seal: seal(signingKeyOf(secret), sealed),
    glossary: contents.glossary,
    toVerify: [...toVerify],
  };
}

function refuseUnknown(count: number): Refusal {
  const message = `There is no checkpoint over ${count} events. Give the count of one that you kept.`;
  return refuse("evidence.checkpoint.invalid", message, { errors: [{ path: "checkpoint", message }] });
}

function writeDocument({ name, value }: { name: string; value: unknown }): PackDocument {
  const text = canonicalJson(value);
  return { name, text, hash: hexHash(text) };
}

function seal(key: KeyObject, sealed: Sealed): EvidencePack["seal"] {
  const text = sealText(sealed);
  return { text, signature: sign(null, Buffer.from(text), key).toString("hex") };
}

/** Events by stream, each chain followed once, so that nothing is vouched for that was changed. */
export async function linkStreams(tx: Tx, events: readonly WrittenEvent[]): Promise<PackStream[] | Refusal> {
  const byStream = [...groupBy(events, ({ event }) => event.streamId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const begun = byStream.flatMap(([streamId, [first]]) => (first && first.event.version > 1 ? [{ streamId, version: first.event.version - 1 }] : []));
  const before = await readHashesAt(tx, begun);
  const streams = byStream.map(([streamId, own]) => linkStream(streamId, own, before));
  return streams.find(isRefusal) ?? streams.filter((stream): stream is PackStream => !isRefusal(stream));
}

function linkStream(streamId: string, events: readonly WrittenEvent[], befores: ReadonlyMap<string, Buffer>): PackStream | Refusal {
  const version = (events[0]?.event.version ?? 1) - 1;
  const before = version === 0 ? noHash : (befores.get(`${streamId} ${version}`) ?? noHash);
  let end = { version, hash: before };
  for (const { event, text, hash } of events) {
    if (event.version !== end.version + 1) return logDiffers(`Event ${event.version} of ${streamId} follows event ${end.version}`);
    if (!linkHash(end.hash, text).equals(hash)) return logDiffers(`Event ${event.version} of ${streamId} is not what was written`);
    end = { version: event.version, hash };
  }
  return {
    streamId,
    before: version === 0 ? null : { version, hash: before.toString("hex") },
    last: { version: end.version, hash: end.hash.toString("hex") },
    events: events.map(({ position, hash, text }) => ({ position, hash: hash.toString("hex"), text, leaf: null, path: null })),
  };
}

function logDiffers(what: string): Refusal {
  return refuse("evidence.log-differs", `${what}. No pack is made of a log that was changed. Verify the log with \`muster verify\`.`);
}

/** So many positions are read and taken into the tree at once that nothing else waits long. */
const hashesAtOnce = 8_000;
const hashSize = 32;

/** The path of each position that the checkpoint covers. */
async function walkPaths(tx: Tx, checkpoint: SignedCheckpoint | null, positions: readonly number[]): Promise<Map<number, EntryPath> | Refusal> {
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  const found: EntryPath[] = [];
  if (!checkpoint || sorted.length === 0) return new Map();
  const walk = new PathWalk(treeHash);
  for (let after = 0; after < checkpoint.lastPosition; after += hashesAtOnce) {
    const piece = await readHashPiece(tx, after, Math.min(after + hashesAtOnce, checkpoint.lastPosition), sorted);
    const wanted = new Set(piece.wanted);
    for (let place = 0; place < piece.count; place += 1) {
      const path = walk.take(piece.hashes.subarray(place * hashSize, (place + 1) * hashSize), wanted.has(place));
      if (path) found.push(path);
    }
  }
  const isSame = walk.count === checkpoint.eventCount && checkpoint.root.equals(walk.end());
  if (!isSame) return logDiffers(`The first ${checkpoint.eventCount} events are not those that the checkpoint over ${checkpoint.eventCount} events was made of`);
  return new Map(sorted.slice(0, found.length).flatMap((position, index) => (found[index] ? [[position, found[index]] as const] : [])));
}

/** Paths share most of their hashes: each is written once, and named by its place. */
class NodeList {
  readonly hashes: string[] = [];
  private readonly places = new Map<string, number>();

  place(entry: EntryPath | undefined): { leaf: number | null; path: number[] | null } {
    return entry ? { leaf: entry.index, path: entry.path.map((node) => this.placeOf(Buffer.from(node).toString("hex"))) } : { leaf: null, path: null };
  }

  private placeOf(hash: string): number {
    const known = this.places.get(hash);
    if (known !== undefined) return known;
    this.places.set(hash, this.hashes.length);
    return this.hashes.push(hash) - 1;
  }
}

async function readHashOf(tx: Tx, { lastPosition }: SignedCheckpoint): Promise<string> {
  const { hashes } = await readHashPiece(tx, lastPosition - 1, lastPosition, []);
  return hashes.toString("hex");
}
