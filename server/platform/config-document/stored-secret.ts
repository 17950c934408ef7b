import type { Tx } from "../database/database.ts";
import { seal } from "../sealing/seal.ts";
import { valueOfSecret, type Secret } from "./secrets.ts";

/** Where a secret comes from, as a row keeps it for the export. */
export interface SecretReference {
  env: string;
  default?: string;
}

/** A secret that is needed again, as a row keeps it. */
export interface SealedSecret {
  reference: SecretReference | null;
  mark: string;
  sealed: string;
}

/** The variable and its default; null for a secret that was given outright. */
export function referenceOf({ secret: { env, default: otherwise } }: Secret): SecretReference | null {
  if (env === undefined) return null;
  return otherwise === undefined ? { env } : { env, default: otherwise };
}

/** The secret of a row, told by its mark. */
export function secretOf(reference: SecretReference | null, mark: string): Secret {
  return { secret: { ...reference, fingerprint: mark } };
}

/** The value of a secret that is not the one with this mark; null where it is, and so stays. */
export function newValueOf(secret: Secret, storedMark: string | undefined): string | null {
  const { fingerprint } = secret.secret;
  if (fingerprint !== undefined && fingerprint === storedMark) return null;
  const value = valueOfSecret(secret);
  if (value === null) throw new Error("A secret is to be kept that is not there.");
  return value;
}

/** The row's form of a secret; one with the mark of the stored one stays as it is sealed. */
export function sealSecret(tx: Tx, secret: Secret, stored: SealedSecret | null | undefined): SealedSecret {
  const value = newValueOf(secret, stored?.mark);
  const sealed = value === null ? (stored?.sealed ?? "") : seal(tx, value);
  return { reference: referenceOf(secret), mark: secret.secret.fingerprint ?? "", sealed };
}
