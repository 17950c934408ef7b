import { createPublicKey, verify, type KeyObject } from "node:crypto";

const day = 86_400;

/** What is wrong with the sender's token (RFC 8292), or null: signed by the key beside it, for this service, running out within a day, naming whom to write to. */
export function findVapidFault(authorization: string, { origin, key: wanted }: { origin: string; key: string | null }): string | null {
  const [, token = "", key = ""] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const publicKey = keyOf(key);
  if (token === "" || publicKey === null) return "Authorization is not vapid t=<token>, k=<key>.";
  if (wanted !== null && key !== wanted) return "The subscription was made for another key.";
  if (read(head)["alg"] !== "ES256") return "The token is not signed by ES256.";
  const isSigned = verify("sha256", Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  return isSigned ? findClaimFault(read(claims), origin) : "The token is not signed by this key.";
}

function findClaimFault({ aud, exp, sub }: Readonly<Record<string, unknown>>, origin: string): string | null {
  const left = Number(exp) - Date.now() / 1_000;
  if (aud !== origin) return `The token is for ${String(aud)}.`;
  if (!(left > 0 && left <= day)) return "The token runs out later than a day from now, or did already.";
  return typeof sub === "string" && /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(sub) ? null : "The token does not say whom to write to.";
}

/** An uncompressed point of P-256. */
function keyOf(text: string): KeyObject | null {
  const point = Buffer.from(text, "base64url");
  if (point.length !== 65 || point[0] !== 4) return null;
  try {
    return createPublicKey({ key: { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") }, format: "jwk" });
  } catch {
    return null;
  }
}

function read(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}
