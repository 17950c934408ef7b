import { createHmac } from "node:crypto";

/** Twilio's signature of a callback: the address, then each form parameter's name and value in the order of the names, HMAC-SHA1, base64. */
export function signAsTwilio(token: string, url: string, parameters: Readonly<Record<string, string>>): string {
  const hmac = createHmac("sha1", token).update(url, "utf8");
  for (const name of Object.keys(parameters).sort()) hmac.update(`${name}${parameters[name] ?? ""}`, "utf8");
  return hmac.digest("base64");
}
