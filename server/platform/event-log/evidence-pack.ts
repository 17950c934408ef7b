import { z } from "zod";
import { canonicalJson } from "../../values/canonical-json.ts";
import { treeHash } from "./checkpoint.ts";

export const packFormat = "muster evidence pack";
export const packVersion = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: "It is not 64 hexadecimal digits." });
const count = z.number().int().nonnegative();
const moment = z.iso.datetime({ precision: 3 });
const oneLine = z.string().min(1).max(1_000).refine((value) => !/\p{Cc}/u.test(value), { error: "It goes over more than one line." });

/** Where a stream stood: the number of an event and its hash. */
const place = z.strictObject({ version: count, hash });

export const packEventSchema = z.strictObject({
  position: count.meta({ description: "Its place in the log, counted over all streams; gaps are possible." }),
  hash: hash.meta({ description: "SHA-256 over the 32 bytes of the hash before it in its stream and the UTF-8 bytes of `text`." }),
  text: z.string().meta({ description: "The event exactly as it was hashed: JSON with sorted members and no spaces." }),
  leaf: count.nullable().meta({ description: "Its place in the tree of the checkpoint, from 0; null where the checkpoint is older than the event." }),
  path: z.array(count).nullable().meta({ description: "From the event up to the root: places in `nodes` (RFC 6962, section 2.1.1)." }),
});
export type PackEvent = z.infer<typeof packEventSchema>;

export const packStreamSchema = z.strictObject({
  streamId: oneLine,
  before: place.nullable().meta({ description: "The event before the first one here; null where the stream is given from its beginning." }),
  last: place.meta({ description: "Where the stream stood as the pack was made." }),
  events: z.array(packEventSchema).min(1),
});
export type PackStream = z.infer<typeof packStreamSchema>;

const textSchema = z.strictObject({
  contentId: z.uuid(),
  hash: hash.meta({ description: "As the event holds it: SHA-256 over the salt and the UTF-8 bytes of the text." }),
  salt: z.string().regex(/^([0-9a-f]{2})+$/).nullable(),
  text: z.string().nullable().meta({ description: "Null, with its salt, where it was taken out." }),
  redactedAt: moment.nullable(),
});
export type PackText = z.infer<typeof textSchema>;

const documentSchema = z.strictObject({ name: oneLine, hash: hash.meta({ description: "SHA-256 over the UTF-8 bytes of `text`." }), text: z.string() });
export type PackDocument = z.infer<typeof documentSchema>;

export const packSchema = z
  .strictObject({
    format: z.literal(packFormat),
    version: z.literal(packVersion),
    installation: z.uuid(),
    madeAt: moment,
    subject: z.strictObject({ kind: oneLine, name: oneLine, streamId: oneLine.nullable() }).meta({ description: "What the pack is about; `streamId` is the stream that it must hold." }),
    streams: z.array(packStreamSchema),
    nodes: z.array(hash).meta({ description: "Hashes of the tree, each once; paths name them by their place." }),
    texts: z.array(textSchema),
    documents: z.array(documentSchema),
    findings: z.unknown().meta({ description: "What was judged, by whom the pack was made; covered by the seal, not by the log." }),
    checkpoint: z.string().nullable().meta({ description: "The signed checkpoint to whose root the paths lead, as `muster verify --save` writes it." }),
    earlier: z.strictObject({ events: count, hash, path: z.array(count) }).nullable().meta({ description: "The last event that an earlier checkpoint covers, with its path: shows that the log only grew since." }),
    publicKey: hash.meta({ description: "The key by which checkpoint and seal say they were signed. It proves nothing by itself." }),
    seal: z.strictObject({ text: z.string(), signature: z.string().regex(/^[0-9a-f]{128}$/) }).meta({ description: "What the maker signed: streams with their ends, counts, documents, findings (Ed25519)." }),
    glossary: z.record(z.string(), z.record(z.string(), z.string())).meta({ description: "What ids are called. Nobody signed it: names can be erased, and the pack stays true." }),
    toVerify: z.array(z.string()),
  })
  .meta({ id: "EvidencePack" });
export type EvidencePack = z.infer<typeof packSchema>;

/** What the seal speaks of. */
export type Sealed = Pick<EvidencePack, "installation" | "subject" | "madeAt" | "streams" | "documents" | "findings" | "checkpoint">;

export const hexHash = (text: string): string => treeHash(Buffer.from(text)).toString("hex");

/** The text that is signed, a line for each thing that it holds fast; whoever verifies a pack writes it anew from what the pack holds. */
export function sealText({ installation, subject, madeAt, streams, documents, findings, checkpoint }: Sealed): string {
  const events = streams.flatMap((stream) => stream.events);
  const ends = streams.map(({ streamId, before, last }) => [streamId, before?.version ?? 0, last.version, last.hash]);
  const lines = [
    `${packFormat} ${packVersion}`,
    `installation ${installation}`,
    `subject ${canonicalJson(subject)}`,
    `made at ${madeAt}`,
    `streams ${streams.length}`,
    `events ${events.length}`,
    `events under the checkpoint ${events.filter(({ leaf }) => leaf !== null).length}`,
    `ends ${hexHash(canonicalJson(ends))}`,
    `documents ${hexHash(canonicalJson(documents.map((document) => [document.name, document.hash])))}`,
    `findings ${hexHash(canonicalJson(findings ?? null))}`,
    `checkpoint ${checkpoint === null ? "none" : hexHash(checkpoint)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What a person needs who has nothing but the pack. */
export const toVerify: readonly string[] = [
  "With Muster: muster verify PACK --key KEY, where KEY is the public key of the installation, from a checkpoint that you kept or from whoever runs it, not from this pack. No server and no database are needed.",
  "By hand, each event: its hash is SHA-256 over the hash before it in its stream (32 bytes; zeros before the first) and the UTF-8 bytes of its text. The versions in the texts go up by one, to the version and the hash in `last`.",
  "By hand, the tree: begin with SHA-256(0x00, hash of the event); for each hash of its path take SHA-256(0x01, left, right). Which side stands where follows from the place of the leaf and the count (RFC 6962, section 2.1). It ends at the root in the checkpoint.",
  "By hand, the signatures: Ed25519 over the first six lines of the checkpoint, and over the text of the seal, each with the line feed at its end.",
  "By hand, each text: its hash is SHA-256 over its salt and its UTF-8 bytes, and an event names it. A text that was taken out has neither salt nor text; its hash stays.",
  "Nobody signed the glossary: it only says what ids are called. The format is written down in docs/evidence-pack.md.",
];
