import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";

/** What a browser keeps to itself of a subscription. */
export interface BrowserKeys {
  /** P-256, 32 bytes. */
  readonly privateKey: Buffer;
  /** The secret that it shares with the sender, 16 bytes. */
  readonly auth: Buffer;
}

const [saltLength, tagLength] = [16, 16];

/** Opens a message as a browser does: the key by RFC 8291 §3.4, the records by RFC 8188 §2. Throws where it was not made for this browser. */
export function decryptPush(body: Buffer, { privateKey, auth }: BrowserKeys): string {
  const salt = body.subarray(0, saltLength);
  const recordSize = body.readUInt32BE(saltLength);
  const keyEnd = 21 + body.readUInt8(20);
  const senderKey = body.subarray(21, keyEnd);
  const browser = createECDH("prime256v1");
  browser.setPrivateKey(privateKey);
  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), senderKey]);
  const keying = Buffer.from(hkdfSync("sha256", browser.computeSecret(senderKey), auth, keyInfo, 32));
  const key = Buffer.from(hkdfSync("sha256", keying, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", keying, salt, "Content-Encoding: nonce\0", 12));
  const records = recordsIn(body.subarray(keyEnd), recordSize);
  return Buffer.concat(records.map((record, place) => openRecord(record, { key, nonce: nonceOf(nonce, place), isLast: place === records.length - 1 }))).toString("utf8");
}

function recordsIn(bytes: Buffer, size: number): Buffer[] {
  if (size < 18 || bytes.length === 0) throw new Error("This holds no record.");
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, place) => bytes.subarray(place * size, (place + 1) * size));
}

/** The number of the record goes into the last bytes. */
function nonceOf(nonce: Buffer, place: number): Buffer {
  const own = Buffer.from(nonce);
  own.writeUInt32BE((own.readUInt32BE(8) ^ place) >>> 0, 8);
  return own;
}

/** Behind the content stands 2 in the last record and 1 in the others, then zeros. */
function openRecord(record: Buffer, { key, nonce, isLast }: { key: Buffer; nonce: Buffer; isLast: boolean }): Buffer {
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(record.subarray(-tagLength));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -tagLength)), decipher.final()]);
  let end = plain.length - 1;
  while (end >= 0 && plain[end] === 0) end -= 1;
  if (plain[end] !== (isLast ? 2 : 1)) throw new Error("The record is not delimited.");
  return plain.subarray(0, end);
}
