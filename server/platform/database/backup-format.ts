import { z } from "zod";

/**
 * A backup is a gzip stream. Its first line is JSON and says what follows, so that `zcat file | head -1` tells a person. Then come frames,
 * each one letter of kind, four bytes of length, and so many of content: for each table its name, its rows as COPY writes them in text,
 * and how many they were; last the SHA-256 of everything before, without which the file is not whole.
 */
export const frameLetters = { table: "t", rows: "r", end: "e", seal: "s" } as const;

export type FrameKind = keyof typeof frameLetters;

export const frameHeadLength = 5;
/** Far more than a chunk of COPY ever has; a longer frame is damage. */
export const longestFrame = 64 * 1_048_576;

export const formatVersion = 1;

const migration = z.object({ name: z.string(), checksum: z.string() });
const table = z.object({ name: z.string(), columns: z.array(z.string()) });
const sequence = z.object({
  table: z.string(),
  column: z.string(),
  /** As text, since it may exceed what a number holds. */
  lastValue: z.string(),
  isCalled: z.boolean(),
});

/** What can be told of any backup, also of one in a later format. */
export const anyBackupHeader = z.object({
  format: z.literal("muster-backup"),
  formatVersion: z.number(),
  /** The version of Muster that made it. */
  madeBy: z.string(),
});

export const backupHeader = anyBackupHeader.extend({
  formatVersion: z.literal(formatVersion),
  takenAt: z.string(),
  migrations: z.array(migration),
  /** In an order in which each table stands after those it refers to. */
  tables: z.array(table),
  sequences: z.array(sequence),
});

export type BackupHeader = z.infer<typeof backupHeader>;
export type BackedUpTable = z.infer<typeof table>;
export type BackedUpSequence = z.infer<typeof sequence>;

export function frameOf(kind: FrameKind, content: Buffer | string): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const head = Buffer.alloc(frameHeadLength);
  head.write(frameLetters[kind], 0, "latin1");
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
