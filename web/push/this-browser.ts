import { ApiProblem, get } from "../api/client.ts";
import { type BrowserSubscription, subscriptionOf } from "./browser-subscription.ts";

/** Why this browser cannot be a means, or that it can be, or is. */
export type BrowserState = "insecure" | "unsupported" | "no-key" | "denied" | "ready" | "subscribed";

/** What is so, in a sentence, and what mends it. */
export const browserWords: Record<Exclude<BrowserState, "ready" | "subscribed">, string> = {
  insecure: "This browser cannot be added: it takes messages only from addresses with HTTPS. Ask whoever runs Muster here for one.",
  unsupported: "This browser takes no messages. On an iPhone or iPad, first add Muster to the home screen and open it from there.",
  "no-key": "This installation has no key for browsers yet, so none can be added.",
  denied: "You, or a rule of your organization, forbade Muster to notify you in this browser. Allow it in the settings of the browser for this site, then look here again.",
};

/** The key by which this installation makes itself known to the services of browser makers; null where it has none. */
async function readKey(): Promise<string | null> {
  try {
    return (await get<{ publicKey: string | null }>("/api/v1/push-key")).publicKey;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status !== 404) throw problem;
    return null;
  }
}

/** Whether this browser can be a means, without asking anybody for anything. */
export async function lookAtBrowser(): Promise<BrowserState> {
  if (!window.isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return "unsupported";
  if ((await readKey()) === null) return "no-key";
  if (Notification.permission === "denied") return "denied";
  return (await currentSubscription()) === null ? "ready" : "subscribed";
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

const patience = 10_000;

/** Asks the person for leave and the browser's maker for an address; throws with a sentence where either refuses. */
export async function subscribeBrowser(): Promise<BrowserSubscription> {
  const key = await readKey();
  if (key === null) throw new Error(browserWords["no-key"]);
  if ((await Notification.requestPermission()) !== "granted") throw new Error(browserWords.denied);
  await navigator.serviceWorker.register("/service-worker.js");
  const registration = await Promise.race([navigator.serviceWorker.ready, later(patience)]);
  if (registration === null) throw new Error("The worker that shows messages did not start. Load the page anew and try again.");
  return subscriptionOf(await subscribeWith(registration.pushManager, bytesOf(key)));
}

/** A subscription made with another key, such as of an installation that stood here before, makes room first. */
async function subscribeWith(manager: PushManager, applicationServerKey: Uint8Array<ArrayBuffer>): Promise<PushSubscription> {
  const subscribe = () => manager.subscribe({ userVisibleOnly: true, applicationServerKey });
  try {
    return await subscribe().catch(async (problem: unknown) => {
      if ((problem as Error).name !== "InvalidStateError") throw problem;
      await (await manager.getSubscription())?.unsubscribe();
      return subscribe();
    });
  } catch (problem) {
    throw new Error(`The service of this browser’s maker gave no address (${(problem as Error).message}). It may be blocked in your network.`, { cause: problem });
  }
}

/** Tells the browser's maker that nothing is wanted any more. */
export async function unsubscribeBrowser(): Promise<void> {
  await (await currentSubscription())?.unsubscribe();
}

function later(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
}

/** The key as the browser wants it: base64url as bytes. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
