import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Tx } from "../database/database.ts";

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/** Closes a text with the key of this installation, so that the database alone does not tell it. */
export function seal(tx: Tx, text: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, keyOf(tx), nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

/** Opens what was sealed here; null where it was sealed with another key, or changed since. */
export function unseal(tx: Tx, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  try {
    const decipher = createDecipheriv(algorithm, keyOf(tx), bytes.subarray(0, nonceLength));
    decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyOf(tx: Tx): Buffer {
  const secret = tx.context["secret"];
  if (typeof secret !== "string") throw new Error("There is no key to seal with.");
  return Buffer.from(hkdfSync("sha256", secret, "", "muster sealing", 32));
}
