import { createPrivateKey, createPublicKey, hash, hkdfSync, sign, verify, type KeyObject } from "node:crypto";
import { toIso, type Instant } from "../../values/instant.ts";

/** What the whole log was at one moment. */
export interface Checkpoint {
  /** The installation's id, so that a checkpoint of one cannot stand for another's. */
  installation: string;
  eventCount: number;
  lastPosition: number;
  /** Root of the Merkle tree over the hashes of all events, in the order of their positions. */
  root: Buffer;
  madeAt: Instant;
}

export interface SignedCheckpoint extends Checkpoint {
  /** Ed25519 over the checkpoint's text. */
  signature: Buffer;
  /** 32 bytes. */
  publicKey: Buffer;
}

/** The hash of the tree: SHA-256. */
export const treeHash = (bytes: Uint8Array): Buffer => hash("sha256", bytes, "buffer");

// What stands before the 32 bytes of a key in DER (RFC 8410).
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** The key that signs, made from the installation's secret: nodes with the same secret sign alike. */
export function signingKeyOf(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", "muster checkpoint signing key", 32));
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
}

/** The 32 bytes by which others know the key that the secret signs with. */
export function publicKeyOf(secret: string): Buffer {
  return rawPublicKey(signingKeyOf(secret));
}

function rawPublicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(publicPrefix.length);
}

export function signCheckpoint(key: KeyObject, checkpoint: Checkpoint): SignedCheckpoint {
  return { ...checkpoint, signature: sign(null, Buffer.from(signedText(checkpoint)), key), publicKey: rawPublicKey(key) };
}

/** True where one of the keys signed exactly this checkpoint. */
export function isSignedByOneOf(publicKeys: readonly Buffer[], checkpoint: SignedCheckpoint): boolean {
  return publicKeys.some((raw) => {
    return raw.equals(checkpoint.publicKey) && verify(null, Buffer.from(signedText(checkpoint)), publicKeyObject(raw), checkpoint.signature);
  });
}

/** The key that 32 bytes stand for. */
export function publicKeyObject(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: "der", type: "spki" });
}

function signedText({ installation, eventCount, lastPosition, root, madeAt }: Checkpoint): string {
  const lines = ["muster checkpoint", `installation ${installation}`, `events ${eventCount}`, `last position ${lastPosition}`, `root ${root.toString("hex")}`, `made at ${toIso(madeAt)}`];
  return `${lines.join("\n")}\n`;
}

/** The checkpoint as text to be kept elsewhere: what was signed, the key and the signature. */
export function writeCheckpointNote(checkpoint: SignedCheckpoint): string {
  return `${signedText(checkpoint)}public key ${checkpoint.publicKey.toString("hex")}\nsignature ${checkpoint.signature.toString("hex")}\n`;
}

const noteForm = new RegExp(
  [
    "^muster checkpoint",
    "installation (?<installation>[0-9a-f-]{36})",
    "events (?<events>\\d{1,15})",
    "last position (?<position>\\d{1,15})",
    "root (?<root>[0-9a-f]{64})",
    "made at (?<madeAt>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)",
    "public key (?<publicKey>[0-9a-f]{64})",
    "signature (?<signature>[0-9a-f]{128})\\s*$",
  ].join("\\r?\\n"),
);

/** Reads a kept checkpoint; null where the text is none. Whether it is genuine is for `isSignedByOneOf` to say. */
export function readCheckpointNote(text: string): SignedCheckpoint | null {
  const parts = noteForm.exec(text)?.groups;
  if (!parts) return null;
  const bytes = (name: string) => Buffer.from(parts[name] ?? "", "hex");
  return {
    installation: parts["installation"] ?? "",
    eventCount: Number(parts["events"]),
    lastPosition: Number(parts["position"]),
    root: bytes("root"),
    madeAt: Date.parse(parts["madeAt"] ?? ""),
    publicKey: bytes("publicKey"),
    signature: bytes("signature"),
  };
}
