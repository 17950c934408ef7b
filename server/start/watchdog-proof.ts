import { createHmac } from "node:crypto";

/** Proves to the watchdog that it is Muster who calls: only the two of them know the token, which itself is not sent. */
export function proofOf(token: string, pageId: string): string {
  return createHmac("sha256", token).update(pageId).digest("hex");
}
