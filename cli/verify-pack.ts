import { createPublicKey } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { readCheckpointNote, type SignedCheckpoint } from "../server/platform/event-log/checkpoint.ts";
import { verifyPack, type PackVerdict } from "../server/platform/event-log/evidence-pack-verification.ts";
import type { Outside } from "./outside.ts";

export interface PackProof {
  /** A file that holds the public key, or its 64 hexadecimal digits. */
  key: string | null;
  /** Files with checkpoints that were kept elsewhere. */
  kept: readonly string[];
}

/** Checks a pack and says what was found, in sentences. Gives the exit code: 0 only where the pack is proven. */
export async function verifyPackFile(file: string, { key, kept }: PackProof, outside: Outside): Promise<number> {
  try {
    const bytes = await readFrom(file);
    const checkpoints = await Promise.all(kept.map(readKept));
    const publicKeys = [...(key === null ? [] : [await readKey(key)]), ...checkpoints.map((checkpoint) => checkpoint.publicKey)];
    return tell(file, verifyPack(bytes, { publicKeys, kept: checkpoints }), outside);
  } catch (error) {
    outside.complain((error as Error).message);
    return 1;
  }
}

const mostTold = 20;

function tell(file: string, { isProven, checked, differences, unchecked }: PackVerdict, outside: Outside): number {
  for (const sentence of checked) outside.say(sentence);
  for (const { sentence } of differences.slice(0, mostTold)) outside.complain(sentence);
  if (differences.length > mostTold) outside.complain(`And ${differences.length - mostTold} more.`);
  if (differences.length === 0) for (const sentence of unchecked) outside.say(`Not checked: ${sentence}`);
  if (isProven) outside.say(`${file} is true.`);
  else outside.complain(differences.length > 0 ? `${file} is not what was written.` : `${file} is not proven.`);
  return isProven ? 0 : 1;
}

async function readFrom(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  });
}

/** A checkpoint that somebody kept in a file. */
export async function readKept(file: string): Promise<SignedCheckpoint> {
  const checkpoint = readCheckpointNote((await readFrom(file)).toString("utf8"));
  if (!checkpoint) throw new Error(`${file} holds no checkpoint such as --save writes.`);
  return checkpoint;
}

const hexKey = /^[0-9a-f]{64}$/i;

/** 32 bytes: as hexadecimal digits, in a file of them, in a PEM file, or in a checkpoint that was kept. */
async function readKey(key: string): Promise<Buffer> {
  if (hexKey.test(key)) return Buffer.from(key, "hex");
  if (!existsSync(key)) throw new Error(`${key} is neither a file nor 64 hexadecimal digits.`);
  const text = (await readFrom(key)).toString("utf8").trim();
  if (hexKey.test(text)) return Buffer.from(text, "hex");
  const found = readCheckpointNote(text)?.publicKey ?? readPem(text);
  if (!found) throw new Error(`${key} holds no public key: 64 hexadecimal digits, an Ed25519 key as PEM, or a checkpoint such as --save writes.`);
  return found;
}

const rawKeySize = 32;

function readPem(text: string): Buffer | null {
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === "ed25519" ? key.export({ format: "der", type: "spki" }).subarray(-rawKeySize) : null;
  } catch {
    return null;
  }
}
