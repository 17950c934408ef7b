import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { anyBackupHeader, backupHeader, formatVersion, frameHeadLength, frameLetters, longestFrame, type BackupHeader, type FrameKind } from "./backup-format.ts";

/** The file is not a backup, or not as it was written. */
export class DamagedBackup extends Error {}

/** The file is in a format that only later versions of Muster know. */
export class LaterBackup extends Error {}

export type BackupPart = { kind: "header"; header: BackupHeader } | { kind: "table"; name: string } | { kind: "rows"; rows: Buffer } | { kind: "end"; count: number };

/** Reads a backup from its beginning. Ends well only where the whole file is as it was written, which is known after the last part. */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const source = unzipped(file);
  try {
    yield* partsOf(new SealedBytes(source));
  } finally {
    await source.return(undefined);
  }
}

async function* partsOf(bytes: SealedBytes): AsyncGenerator<BackupPart> {
  yield { kind: "header", header: headerOf(await bytes.takeLine()) };
  for (;;) {
    const sealSoFar = bytes.seal();
    const { kind, content } = await takeFrame(bytes);
    if (kind === "seal") {
      if (!content.equals(sealSoFar) || !(await bytes.isAtEnd())) throw new DamagedBackup("Its contents are not those that were written.");
      return;
    }
    if (kind === "table") yield { kind, name: content.toString() };
    else if (kind === "rows") yield { kind, rows: content };
    else yield { kind, count: Number(content.toString()) };
  }
}

async function takeFrame(bytes: SealedBytes): Promise<{ kind: FrameKind; content: Buffer }> {
  const head = await bytes.take(frameHeadLength);
  const letter = head.toString("latin1", 0, 1);
  const kind = (Object.keys(frameLetters) as FrameKind[]).find((candidate) => frameLetters[candidate] === letter);
  const length = head.readUInt32BE(1);
  if (kind === undefined || length > longestFrame) throw new DamagedBackup("Its parts cannot be told from each other.");
  return { kind, content: await bytes.take(length) };
}

function headerOf(line: Buffer): BackupHeader {
  const value = parsed(line.toString());
  const any = anyBackupHeader.safeParse(value);
  if (!any.success) throw new DamagedBackup("It does not begin as a backup of Muster does.");
  if (any.data.formatVersion > formatVersion) throw new LaterBackup(any.data.madeBy);
  const known = backupHeader.safeParse(value);
  if (!known.success) throw new DamagedBackup("Its first line is not complete.");
  return known.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 262_144 });
  pipeline(createReadStream(file), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const isUnzipping = (error as { code?: string }).code?.startsWith("Z_") === true;
    throw isUnzipping ? new DamagedBackup("It was cut short or changed.", { cause: error }) : error;
  }
}

const longestLine = 16 * 1_048_576;
const lineFeed = 10;

/** Bytes in their order, with the hash of all that were taken. */
class SealedBytes {
  private held: Buffer = Buffer.alloc(0);
  private readonly hash = createHash("sha256");

  constructor(private readonly source: AsyncGenerator<Buffer>) {}

  async take(length: number): Promise<Buffer> {
    const pieces = [this.held];
    let available = this.held.length;
    while (available < length) {
      const next = await this.source.next();
      if (next.done === true) throw new DamagedBackup("It ends too soon.");
      pieces.push(next.value);
      available += next.value.length;
    }
    const whole = pieces.length === 1 ? this.held : Buffer.concat(pieces);
    this.held = whole.subarray(length);
    this.hash.update(whole.subarray(0, length));
    return whole.subarray(0, length);
  }

  async takeLine(): Promise<Buffer> {
    let length = this.held.indexOf(lineFeed);
    while (length < 0) {
      const next = await this.source.next();
      if (next.done === true || this.held.length > longestLine) throw new DamagedBackup("It does not begin as a backup of Muster does.");
      this.held = Buffer.concat([this.held, next.value]);
      length = this.held.indexOf(lineFeed);
    }
    return this.take(length + 1);
  }

  /** SHA-256 of everything taken so far. */
  seal(): Buffer {
    return this.hash.copy().digest();
  }

  async isAtEnd(): Promise<boolean> {
    return this.held.length === 0 && (await this.source.next()).done === true;
  }
}
