const shownEnd = 2;

/** An address of which only the end is told: enough for its owner to know which it is. */
export function hideAddress(channel: string, address: string): string {
  if (channel === "mail") return hideMail(address);
  return channel === "sms" || channel === "voice" ? `…${address.slice(-shownEnd)}` : "…";
}

function hideMail(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 0 ? "…" : `…${address.slice(at)}`;
}

/** An address as its owner sees it. Of a browser the address is a key, and only who delivers its messages says anything. */
export function showAddress(channel: string, address: string): string {
  return channel === "push" ? deliveredBy(address) : address;
}

/** Through whose service a browser's messages go: `fcm.googleapis.com`. */
function deliveredBy(subscription: string): string {
  return /"endpoint":"https:\/\/([^/:"]+)/.exec(subscription)?.[1] ?? "…";
}
