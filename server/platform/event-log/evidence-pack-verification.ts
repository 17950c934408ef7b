import { verify } from "node:crypto";
import { isSignedByOneOf, publicKeyObject, readCheckpointNote, type SignedCheckpoint } from "./checkpoint.ts";
import { checkInclusion, checkKept, checkSeal, checkStream, checkTexts, differ, type NamedEvent, type PackDifference } from "./evidence-pack-checks.ts";
import type { EvidencePack } from "./evidence-pack.ts";
import { readPack } from "./evidence-pack-reading.ts";

export type { PackDifference, PackDifferenceCode } from "./evidence-pack-checks.ts";

/** What a pack is held against, none of which comes from the pack. */
export interface PackTrust {
  /** Keys whose signatures count. */
  publicKeys: readonly Buffer[];
  /** Checkpoints that were kept in another place. */
  kept: readonly SignedCheckpoint[];
}

export interface PackVerdict {
  /** The pack is what a holder of one of the given keys sealed, and all of it fits. */
  isProven: boolean;
  /** What was looked at and found to be so, in sentences. */
  checked: string[];
  /** Where it is not what was written; empty as well where no key was given to prove it by. */
  differences: PackDifference[];
  /** What was not, or could not be, looked at. */
  unchecked: string[];
}

/** Checks a pack with nothing but itself and what is trusted: no server, no database. */
export function verifyPack(bytes: Buffer, trust: PackTrust): PackVerdict {
  const read = readPack(bytes);
  if ("why" in read) return { isProven: false, checked: [], differences: [differ("pack.unreadable", read.why)], unchecked: [] };
  const { pack } = read;
  const checkpoint = pack.checkpoint === null ? null : readCheckpointNote(pack.checkpoint);
  const streams = checkStreams(pack);
  const { events } = streams;
  const signatures = checkSignatures(pack, checkpoint, trust);
  const differences = [
    ...streams.differences,
    ...checkInclusion(events, pack.nodes, checkpoint),
    // Of a stream that is broken the texts are not known.
    ...(streams.differences.length === 0 ? checkTexts(events, pack.texts) : []),
    ...checkSeal(pack),
    ...signatures,
    ...trust.kept.flatMap((kept) => checkKept(pack, checkpoint, kept) ?? []),
  ];
  const unchecked = [...wordUnsealed(events), "The names in the glossary: nobody signed them.", ...(trust.publicKeys.length === 0 ? [noKey] : [])];
  const isProven = differences.length === 0 && trust.publicKeys.length > 0;
  return { isProven, checked: differences.length === 0 ? wordChecked(pack, events, checkpoint, trust) : [], differences, unchecked };
}

const noKey = "Who made the pack. It agrees with itself, but the key in it proves nothing: anybody can make a pack with a key of their own. Give the installation's public key with --key, or a checkpoint that you kept with --checkpoint.";

function checkStreams(pack: EvidencePack): { events: NamedEvent[]; differences: PackDifference[] } {
  const checked = pack.streams.map(checkStream);
  const events = checked.flatMap((stream) => stream.events);
  const { streamId, name } = pack.subject;
  const [ids, positions] = [pack.streams.map((stream) => stream.streamId), events.map(({ position }) => position)];
  const own = pack.streams.find((stream) => stream.streamId === streamId);
  const isMissing = streamId !== null && (own === undefined || own.before !== null);
  const isTwice = new Set(ids).size < ids.length || new Set(positions).size < positions.length;
  return {
    events,
    differences: [
      ...checked.flatMap(({ difference }) => difference ?? []),
      ...(isMissing ? [differ("pack.stream-missing", `The pack is of ${name} and does not hold its stream from the beginning.`)] : []),
      ...(isTwice ? [differ("pack.event-out-of-place", "A stream or a place in the log stands in the pack twice.")] : []),
    ],
  };
}

function checkSignatures(pack: EvidencePack, checkpoint: SignedCheckpoint | null, trust: PackTrust): PackDifference[] {
  const keys = trust.publicKeys.length > 0 ? trust.publicKeys : [Buffer.from(pack.publicKey, "hex")];
  const differences: PackDifference[] = [];
  if (pack.checkpoint !== null && !checkpoint) differences.push(differ("pack.checkpoint-not-genuine", "The checkpoint in the pack is not of the form that Muster writes."));
  if (checkpoint && (checkpoint.installation !== pack.installation || !isSigned(keys, checkpoint))) {
    differences.push(differ("pack.checkpoint-not-genuine", `The checkpoint over ${checkpoint.eventCount} events was not signed by ${wordKey(trust)} for this installation.`));
  }
  const signature = Buffer.from(pack.seal.signature, "hex");
  const isGenuine = keys.some((key) => key.toString("hex") === pack.publicKey && verifySafely(() => verify(null, Buffer.from(pack.seal.text), publicKeyObject(key), signature)));
  return isGenuine ? differences : [...differences, differ("pack.seal-not-genuine", `The seal was not signed by ${wordKey(trust)}.`)];
}

function wordKey({ publicKeys }: PackTrust): string {
  return publicKeys.length === 0 ? "the key that stands in the pack" : publicKeys.length === 1 ? "the key that you gave" : "any key that you gave";
}

function isSigned(keys: readonly Buffer[], checkpoint: SignedCheckpoint): boolean {
  return verifySafely(() => isSignedByOneOf(keys, checkpoint));
}

/** Bytes that are no point of the curve sign nothing. */
function verifySafely(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return false;
  }
}

function wordUnsealed(events: readonly NamedEvent[]): string[] {
  const newer = events.filter(({ leaf }) => leaf === null);
  if (newer.length === 0) return [];
  const which = newer.length === 1 ? `${newer[0]?.name ?? ""} is` : `${newer.length} events, from ${newer[0]?.name ?? ""} on, are`;
  return [`Whether the log still holds what came last: ${which} newer than the checkpoint, and only chain and seal hold that. Fetch the pack again in a minute.`];
}

function wordChecked(pack: EvidencePack, events: readonly NamedEvent[], checkpoint: SignedCheckpoint | null, trust: PackTrust): string[] {
  const covered = events.filter(({ leaf }) => leaf !== null).length;
  const gone = pack.texts.filter(({ text }) => text === null).length;
  return [
    `The pack is of ${pack.subject.kind} ${pack.subject.name}, made at ${pack.madeAt} by the installation ${pack.installation}.`,
    `${count(pack.streams.length, "stream")}, ${count(events.length, "event")}: each names the one before, none is missing, up to where each stream stood as the pack was made.`,
    ...(checkpoint ? [`${covered} of them lead to the signed root of the checkpoint over ${checkpoint.eventCount} events of ${new Date(checkpoint.madeAt).toISOString()}.`] : []),
    `${count(pack.texts.length, "text")}: ${gone === 0 ? "each is" : `${pack.texts.length - gone} are`} what was typed${gone === 0 ? "" : `, ${gone} ${gone === 1 ? "was" : "were"} taken out, and the hash that the log holds of ${gone === 1 ? "it" : "them"} stays`}.`,
    `${count(pack.documents.length, "document")} and the findings are those that were sealed.`,
    ...(trust.publicKeys.length > 0 ? [`Checkpoint and seal were signed by ${wordKey(trust)}.`] : []),
    ...trust.kept.map(({ eventCount }) => `The log of the pack is the one of the checkpoint over ${eventCount} events that you kept, or grew from it.`),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
