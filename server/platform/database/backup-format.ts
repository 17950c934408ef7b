/**
 * A backup is a gzip stream. Its first line is JSON and says what follows, so that `zcat file | head -1` tells a person. Then come frames,
 * each one byte of kind, four of length, and so many of content: for each table its name, its rows as COPY writes them in text,
 * and how many they were; last the SHA-256 of everything before it, without which the file is not whole.
 */
export interface BackupHeader {
  format: "muster-backup";
  formatVersion: 1;
  /** The version of Muster that made it. */
  madeBy: string;
  takenAt: string;
  migrations: { name: string; checksum: string }[];
  /** In an order in which each table stands after those it refers to. */
  tables: BackedUpTable[];
  sequences: BackedUpSequence[];
}

export interface BackedUpTable {
  name: string;
  columns: string[];
}

export interface BackedUpSequence {
  table: string;
  column: string;
  /** As text, since it may exceed what a number holds. */
  lastValue: string;
  isCalled: boolean;
}

export const formatVersion = 1;

/** What a frame is about; the letters stand in the file. */
export const frameKinds = { table: "t", rows: "r", end: "e", seal: "s" } as const;

export const frameHeadLength = 5;

export function frameOf(kind: (typeof frameKinds)[keyof typeof frameKinds], content: Buffer | string): Buffer {
  const bytes = Buffer.from(content as string);
  const head = Buffer.alloc(frameHeadLength);
  head.write(kind, 0, "latin1");
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
