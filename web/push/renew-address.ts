import type { BrowserSubscription } from "./browser-subscription.ts";

/** What the worker needs to say that the browser's address is another. */
export interface RenewalGround {
  /** What people call the browser. */
  name: string;
  subscribe(publicKey: string): Promise<BrowserSubscription>;
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
}

/** Asks the browser's maker for an address again and makes it the same means of whoever is signed in; with nobody signed in, the next page finds the old one gone and its person is told. */
export async function renewAddress(ground: RenewalGround, replaces: string | undefined): Promise<void> {
  const session = (await ground.get("/api/v1/session")) as { personId: string | null } | null;
  const personId = session?.personId ?? null;
  if (personId === null) return;
  const { publicKey } = (await ground.get("/api/v1/push-key")) as { publicKey: string };
  const { endpoint, keys } = await ground.subscribe(publicKey);
  const wish = { channel: "push", name: ground.name, subscription: { endpoint, keys }, ...(replaces === undefined ? {} : { replaces }) };
  await ground.post(`/api/v1/people/${encodeURIComponent(personId)}/contacts`, wish);
}
