import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * True where a callback was signed with the account's token (https://www.twilio.com/docs/usage/security#validating-requests): HMAC-SHA1 in base64 over the
 * whole address and each form parameter, sorted by name. Twilio signs the address now with its port, now without, so either is right.
 */
export function isSignedByTwilio({ url, form, signature, token }: { url: string; form: URLSearchParams; signature: unknown; token: string }): boolean {
  if (token === "" || typeof signature !== "string") return false;
  const given = Buffer.from(signature, "base64");
  if (given.toString("base64") !== signature) return false;
  const parameters = joinParameters(form);
  return addressesOf(url).some((address) => {
    const wanted = createHmac("sha1", token).update(`${address}${parameters}`).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

/** A name that stands several times counts with each of its values once. */
function joinParameters(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`)).join("");
}

function addressesOf(url: string): string[] {
  const [, start = "", host = "", port, rest = ""] = /^(https?:\/\/)((?:\[[^\]]*\]|[^/?#:[\]])*)(?::(\d+))?(.*)$/.exec(url) ?? [];
  if (port !== undefined) return [url, `${start}${host}${rest}`];
  return [url, `${start}${host}:${start === "https://" ? 443 : 80}${rest}`];
}
