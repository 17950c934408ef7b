/** By which messages reach a browser. */
export interface BrowserSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** What the server is told of a subscription. */
export function subscriptionOf(subscription: PushSubscription): BrowserSubscription {
  const { endpoint, keys } = subscription.toJSON();
  if (endpoint === undefined || keys?.["p256dh"] === undefined || keys["auth"] === undefined) throw new Error("This browser gave no address for messages.");
  return { endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] } };
}
