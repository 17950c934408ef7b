import { generateKeyPairSync } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";
import { seal, unseal } from "../../platform/sealing/seal.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** The key pair of this installation for web push (VAPID, RFC 8292), as base64url: the public one as an uncompressed point of P-256. */
export interface PushKey {
  publicKey: string;
  privateKey: string;
}

/** Gives the key, made on first use and kept sealed. Of two nodes that make one at the same moment, one keeps it. */
export async function readPushKey(tx: Tx): Promise<PushKey | Refusal> {
  const kept = (await readKept(tx)) ?? (await keepNewKey(tx));
  const privateKey = unseal(tx, kept.private_key);
  if (privateKey !== null) return { publicKey: kept.public_key, privateKey };
  return refuse("push-key.sealed", "The key for web push was sealed with another MUSTER_SECRET. Start Muster with that one again; where it is lost, delete the row in the table push_key, and let people turn on messages in their browsers anew.");
}

interface KeptKey {
  public_key: string;
  private_key: string;
}

function readKept(tx: Tx): Promise<KeptKey | null> {
  return tx.first<KeptKey>("select public_key, private_key from push_key where id = 1");
}

async function keepNewKey(tx: Tx): Promise<KeptKey> {
  const { publicKey, privateKey } = makeKey();
  await tx.run("insert into push_key (id, public_key, private_key, made_at) values (1, $1, $2, muster_now()) on conflict do nothing", [publicKey, seal(tx, privateKey)]);
  const kept = await readKept(tx);
  if (!kept) throw new Error("The key for web push was not kept.");
  return kept;
}

function makeKey(): PushKey {
  const { x = "", y = "", d = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return { publicKey: point.toString("base64url"), privateKey: d };
}
