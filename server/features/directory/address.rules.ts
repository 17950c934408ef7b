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
