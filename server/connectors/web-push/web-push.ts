import { createHash } from "node:crypto";
import webPush, { type RequestDetails } from "web-push";
import type { Message, Messenger, Sending } from "../../features/paging/index.ts";
import type { Outgoing, OutgoingAnswer } from "../../platform/outgoing/outgoing.ts";
import { retryAfter } from "../../platform/outgoing/retry-after.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { cut } from "../../values/text.ts";
import type { PushKey } from "./push-key.ts";
import { pushPayload } from "./push-payload.ts";
import { readSubscription } from "./push-subscription.ts";

export interface WebPushOptions {
  outgoing: Outgoing;
  /** Who sends, for the push service to write to: an https or mailto address (RFC 8292 §2.1). */
  sender: string;
  readKey: () => Promise<PushKey | Refusal>;
}

/** A phone that is off for longer gets the next message instead. */
const keptSeconds = 3_600;
const topicLength = 32;

/** Messages in browsers by web push (RFC 8030), encrypted for the browser alone (RFC 8291) and signed with the key of this installation (RFC 8292). */
export function createWebPushMessenger({ outgoing, sender, readKey }: WebPushOptions): Messenger {
  return {
    channel: "push",
    async send(message, signal) {
      const key = await readKey();
      if (isRefusal(key)) return { isAccepted: false, error: key.reason };
      const request = encrypt(message, key, sender);
      if (isRefusal(request)) return { isAccepted: false, error: request.reason, isFinal: true };
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const answer = await outgoing.request({ method: "POST", url: request.endpoint, headers, body: request.body ?? "", signal });
      // Each browser has its maker's push service: what one does says nothing about the others.
      const sending: Sending = isRefusal(answer) ? { isAccepted: false, error: answer.reason } : readAnswer(answer, message);
      return sending.isAccepted ? sending : { ...sending, isAboutAddress: true };
    },
  };
}

/** The library faults on a subscription whose key is no point of the curve: it will never be taken. */
function encrypt(message: Message, { publicKey, privateKey }: PushKey, subject: string): RequestDetails | Refusal {
  const subscription = readSubscription(message.address);
  if (isRefusal(subscription)) return subscription;
  const topic = createHash("sha256").update(message.messageKey).digest("base64url").slice(0, topicLength);
  try {
    return webPush.generateRequestDetails(subscription, pushPayload(message), { vapidDetails: { subject, publicKey, privateKey }, TTL: keptSeconds, urgency: message.isUrgent ? "high" : "normal", topic });
  } catch {
    return refuse("push.subscription", "This is no subscription of a browser. Turn on messages in the browser anew.");
  }
}

function readAnswer({ status, headers, body }: OutgoingAnswer, { messageKey, address }: Message): Sending {
  if (status >= 200 && status < 300) return { isAccepted: true, providerId: cut(headers["location"] ?? messageKey, 200) };
  if (status === 404 || status === 410) return { isAccepted: false, error: `The browser's subscription is gone (${status}). Turn on messages in the browser anew.`, isFinal: true, goneAddress: address };
  if (status >= 300 && status < 400) return { isAccepted: false, error: `The push service leads elsewhere (${status}), which is not followed.` };
  const wait = retryAfter(headers);
  const said = body.trim() === "" ? "" : `: ${cut(body.replace(/\s+/g, " ").trim().replace(/\.$/, ""), 200)}`;
  return { isAccepted: false, error: `The push service answered ${status}${said}.`, ...(wait === undefined ? {} : { againAfterMilliseconds: wait }) };
}
