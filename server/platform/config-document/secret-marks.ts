import { createHmac } from "node:crypto";
import type { Tx } from "../database/database.ts";
import { hashSecret } from "../ids/ids.ts";

const length = 24;

/** Makes the marks by which secrets are told apart without being shown. */
export interface SecretMarks {
  ofValue(value: string): string;
  ofHash(hash: Buffer): string;
}

/**
 * The marks of this installation. They are no plain hashes: an export lies in places where somebody could try words until
 * one fits.
 */
export async function readSecretMarks(tx: Tx): Promise<SecretMarks> {
  const installation = await tx.first<{ id: string }>("select id from installation");
  const ofHash = (hash: Buffer) => createHmac("sha256", installation?.id ?? "").update(hash).digest("hex").slice(0, length);
  return { ofHash, ofValue: (value) => ofHash(hashSecret(value)) };
}
