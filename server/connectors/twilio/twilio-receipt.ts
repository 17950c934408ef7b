import type { ProviderReceipt } from "../../features/paging/index.ts";

/** How a message or a call ends (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status, https://www.twilio.com/docs/voice/api/call-resource#call-status-values). */
const ends: Readonly<Record<string, { isArrived: boolean; words: string }>> = {
  delivered: { isArrived: true, words: "The message was delivered." },
  read: { isArrived: true, words: "The message was read." },
  "in-progress": { isArrived: true, words: "The call was taken." },
  completed: { isArrived: true, words: "The call was taken." },
  undelivered: { isArrived: false, words: "The message was not delivered" },
  failed: { isArrived: false, words: "It failed" },
  busy: { isArrived: false, words: "The number was busy" },
  "no-answer": { isArrived: false, words: "Nobody took the call" },
  canceled: { isArrived: false, words: "It was cancelled before it arrived" },
};

/** What Twilio's error codes say (https://www.twilio.com/docs/messaging/guides/debugging-common-issues). */
const errors: Readonly<Record<string, string>> = {
  30003: "the phone is switched off or out of reach",
  30004: "the recipient has blocked it",
  30005: "the number is unknown",
  30006: "the number is a landline, or its network cannot be reached",
  30007: "a network took it for spam",
  30008: "the network did not say why",
};

/** What a callback says of how a message or call ended; null while it is on its way. */
export function readTwilioReceipt(sid: string, status: string, errorCode: string | null): ProviderReceipt | null {
  const end = Object.hasOwn(ends, status) ? ends[status] : undefined;
  if (!end) return null;
  const { isArrived, words } = end;
  return { provider: "twilio", providerId: sid, isArrived, words: isArrived ? words : `${words}${reasonOf(errorCode)}.` };
}

function reasonOf(errorCode: string | null): string {
  if (errorCode === null || !/^\d{1,6}$/.test(errorCode)) return "";
  const known = Object.hasOwn(errors, errorCode) ? `${errors[errorCode]} ` : "";
  return `: ${known}(Twilio's error ${errorCode})`;
}
