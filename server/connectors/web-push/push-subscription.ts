import { refuse, type Refusal } from "../../values/refusal.ts";

/** What a browser gave when somebody turned on messages in it (https://www.w3.org/TR/push-api/#dom-pushsubscription-tojson). */
export interface PushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** Reads the address of a contact of the channel push: a subscription as JSON. */
export function readSubscription(address: string): PushSubscription | Refusal {
  const { endpoint, keys } = readObject(address);
  const { p256dh, auth } = (typeof keys === "object" && keys !== null ? keys : {}) as { p256dh?: unknown; auth?: unknown };
  const isWhole = typeof endpoint === "string" && typeof p256dh === "string" && bytesIn(p256dh) === 65 && typeof auth === "string" && bytesIn(auth) >= 16;
  if (!isWhole) return refuse("push.subscription", "This is no subscription of a browser. Turn on messages in the browser anew.");
  return { endpoint, keys: { p256dh, auth } };
}

function bytesIn(base64url: string): number {
  return /^[\w-]+=*$/.test(base64url) ? Buffer.from(base64url, "base64url").length : 0;
}

function readObject(text: string): { endpoint?: unknown; keys?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
