import type { Message, Messenger, Sending } from "../../features/paging/index.ts";
import type { Outgoing, OutgoingAnswer } from "../../platform/outgoing/outgoing.ts";
import { retryAfter } from "../../platform/outgoing/retry-after.ts";
import { signWebhook } from "../../platform/signing/standard-webhooks.ts";
import { isRefusal } from "../../values/refusal.ts";
import { webhookSecret } from "./webhook-secret.ts";

/** A page to a person's own webhook, signed by Standard Webhooks (https://www.standardwebhooks.com): any 2xx says that it was taken. */
export function createWebhookMessenger({ outgoing, secret }: { outgoing: Outgoing; secret: string }): Messenger {
  return {
    channel: "webhook",
    async send(message, signal) {
      const body = JSON.stringify(bodyOf(message));
      const headers = { "Content-Type": "application/json", ...signWebhook({ id: message.messageKey, body, secret: webhookSecret(secret, message.address) }) };
      const answer = await outgoing.request({ method: "POST", url: message.address, headers, body, signal });
      // Each webhook is somebody's own server: what one does says nothing about the others.
      const sending: Sending = isRefusal(answer) ? { isAccepted: false, error: answer.reason } : readAnswer(answer, message);
      return sending.isAccepted ? sending : { ...sending, isAboutAddress: true };
    },
  };
}

/** The form that the specification recommends: a type, a time and what it is about. */
function bodyOf({ messageKey, threadKey, recipientName, subject, text, link, isUrgent, tellsOf = [] }: Message) {
  return { type: "page", timestamp: new Date().toISOString(), data: { messageKey, threadKey, recipientName, subject, text, link, isUrgent, tellsOf } };
}

function readAnswer({ status, headers }: OutgoingAnswer, { messageKey }: Message): Sending {
  if (status >= 200 && status < 300) return { isAccepted: true, providerId: messageKey };
  if (status === 410) return { isAccepted: false, error: "The webhook answered 410: it is gone for good.", isFinal: true };
  if (status >= 300 && status < 400) return { isAccepted: false, error: `The address leads elsewhere (${status}), which is not followed. Write the address of the webhook itself.` };
  const wait = retryAfter(headers);
  return { isAccepted: false, error: `The webhook answered ${status}.`, ...(wait === undefined ? {} : { againAfterMilliseconds: wait }) };
}
