import { createHmac, timingSafeEqual } from "node:crypto";

/** Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): the key is 24 to 64 bytes, written as base64 after `whsec_`. */
const secretForm = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const [leastBytes, mostBytes] = [24, 64];
const toleranceSeconds = 300;

export interface WebhookHeaders {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

/** True where a text is a secret that signatures can be made with. */
export function isWebhookSecret(text: string): boolean {
  return keyOf(text) !== null;
}

/** Writes a key as the secret that libraries take. */
export function asWebhookSecret(key: Uint8Array): string {
  return `whsec_${Buffer.from(key).toString("base64")}`;
}

/** The headers that sign a body: the same id for each try, the time of this one. */
export function signWebhook({ id, body, secret, now = Date.now() }: { id: string; body: string; secret: string; now?: number }): WebhookHeaders {
  const key = keyOf(secret);
  if (key === null) throw new Error("This is not a secret to sign with: whsec_ and the base64 of 24 to 64 bytes.");
  const timestamp = String(Math.floor(now / 1_000));
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signatureOf(key, `${id}.${timestamp}.`, Buffer.from(body)).toString("base64")}` };
}

/** The id of a signed body; null where no signature is of these bytes by this key, or its time is more than five minutes off. */
export function readSignedWebhook({ headers, body, secret, now = Date.now() }: { headers: Readonly<Record<string, unknown>>; body: Uint8Array; secret: string; now?: number }): string | null {
  const [id, timestamp, signatures] = [headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]];
  const key = keyOf(secret);
  if (key === null || !isWebhookId(id) || typeof timestamp !== "string" || typeof signatures !== "string") return null;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > toleranceSeconds) return null;
  const wanted = signatureOf(key, `${id}.${timestamp}.`, body);
  const isSigned = signatures.split(" ").some((signature) => isSame(signature, wanted));
  return isSigned ? id : null;
}

function isWebhookId(id: unknown): id is string {
  return typeof id === "string" && /^[\x21-\x7e]{1,200}$/.test(id);
}

/** Several may stand side by side while a key is changed; those of other versions are passed over. */
function isSame(signature: string, wanted: Buffer): boolean {
  const [version, text = "", ...more] = signature.split(",");
  if (version !== "v1" || more.length > 0) return false;
  const given = Buffer.from(text, "base64");
  return given.length === wanted.length && given.toString("base64") === text && timingSafeEqual(given, wanted);
}

function signatureOf(key: Buffer, before: string, body: Uint8Array): Buffer {
  return createHmac("sha256", key).update(before).update(body).digest();
}

function keyOf(secret: string): Buffer | null {
  const [, text] = secretForm.exec(secret) ?? [];
  const key = Buffer.from(text ?? "", "base64");
  return key.length >= leastBytes && key.length <= mostBytes ? key : null;
}
