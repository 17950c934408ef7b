import { createECDH, randomBytes } from "node:crypto";
import { startProvider, type ProviderAnswer, type ProviderOptions, type ProviderRequest, type ProviderServer } from "../provider-server/index.ts";
import { findVapidFault } from "./check-vapid.ts";
import { decryptPush, type BrowserKeys } from "./decrypt-push.ts";

/** A message as the browser opened it. */
export interface PushedMessage {
  readonly endpoint: string;
  readonly text: string;
  readonly urgency: string | null;
  readonly topic: string | null;
  readonly ttl: number;
}

/** A browser in which somebody turned on messages. */
export interface Browser {
  /** What it tells the product: a PushSubscription. */
  readonly subscription: { readonly endpoint: string; readonly expirationTime: null; readonly keys: { readonly p256dh: string; readonly auth: string } };
  /** From now on its messages are refused with 410. */
  unsubscribe(): void;
}

/** A push service (RFC 8030) and the browsers behind it: it checks who sends (RFC 8292), and opens what they send (RFC 8291). */
export interface PushService extends ProviderServer<PushedMessage> {
  /** With a key, only its holder may send, as browsers ask for. */
  subscribe(applicationServerKey?: string): Browser;
}

interface Subscribed {
  keys: BrowserKeys;
  key: string | null;
  isGone: boolean;
}

const mostBytes = 4_096;

/** Starts a push service in this process. */
export async function startPushService(options: ProviderOptions = {}): Promise<PushService> {
  const browsers = new Map<string, Subscribed>();
  let origin = "";
  const server = await startProvider<PushedMessage>("push", options, (request) => take(request, origin, browsers.get(request.path)));
  origin = server.url;
  return {
    ...server,
    subscribe: (key) => {
      const [path, pair, auth] = [`/push/${randomBytes(24).toString("base64url")}`, createECDH("prime256v1"), randomBytes(16)];
      pair.generateKeys();
      const browser: Subscribed = { keys: { privateKey: pair.getPrivateKey(), auth }, key: key ?? null, isGone: false };
      browsers.set(path, browser);
      const keys = { p256dh: pair.getPublicKey("base64url"), auth: auth.toString("base64url") };
      return { subscription: { endpoint: `${origin}${path}`, expirationTime: null, keys }, unsubscribe: () => { browser.isGone = true; } };
    },
  };
}

function take({ method, path, headers, body }: ProviderRequest, origin: string, browser: Subscribed | undefined): ProviderAnswer<PushedMessage> {
  if (method !== "POST" || browser === undefined) return { status: 404, body: "There is no such subscription." };
  if (browser.isGone) return { status: 410, body: "The subscription is gone." };
  const wrong = findHeaderFault(headers, body.length);
  if (wrong) return wrong;
  const fault = findVapidFault(headers["authorization"] ?? "", { origin, key: browser.key });
  if (fault !== null) return { status: 403, body: fault };
  try {
    const kept = { endpoint: `${origin}${path}`, text: decryptPush(body, browser.keys), urgency: headers["urgency"] ?? null, topic: headers["topic"] ?? null, ttl: Number(headers["ttl"]) };
    return { status: 201, headers: { location: `${origin}/message/${randomBytes(12).toString("base64url")}` }, body: "", kept };
  } catch (error) {
    return { status: 400, body: `The browser cannot open it: ${String(error)}` };
  }
}

/** RFC 8030 §5. */
function findHeaderFault(headers: Readonly<Record<string, string>>, size: number): ProviderAnswer<PushedMessage> | null {
  const { ttl = "", urgency = "normal", topic = "x", "content-encoding": encoding } = headers;
  if (!/^\d+$/.test(ttl)) return { status: 400, body: "TTL is missing." };
  if (!["very-low", "low", "normal", "high"].includes(urgency)) return { status: 400, body: "Urgency is wrong." };
  if (!/^[\w-]{1,32}$/.test(topic)) return { status: 400, body: "Topic is wrong." };
  if (encoding !== "aes128gcm") return { status: 400, body: "Content-Encoding is not aes128gcm." };
  return size > mostBytes ? { status: 413, body: "More than 4096 bytes." } : null;
}
