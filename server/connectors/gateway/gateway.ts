import { smsText, isToBeAnswered, spokenText, type Message, type Provider, type Sending } from "../../features/paging/index.ts";
import { readAnswerObject } from "../../platform/outgoing/answer-object.ts";
import type { Outgoing, OutgoingAnswer } from "../../platform/outgoing/outgoing.ts";
import { retryAfter } from "../../platform/outgoing/retry-after.ts";
import { signWebhook } from "../../platform/signing/standard-webhooks.ts";
import { isRefusal } from "../../values/refusal.ts";
import { cut, isStorable } from "../../values/text.ts";

/** Where a gateway of one's own takes messages, and the secret that signs both ways. */
export interface GatewayAddress {
  url: string;
  secret: string;
}

const longestId = 200;

/** SMS and calls by a program of the operator's own (docs/integrations/gateway.md): each message is posted as JSON, signed by Standard Webhooks. */
export function createGateway(channel: "sms" | "voice", { url, secret }: GatewayAddress, outgoing: Outgoing): Provider {
  return {
    name: "gateway",
    async send(message, signal) {
      const body = JSON.stringify(bodyOf(channel, message));
      const headers = { "Content-Type": "application/json", ...signWebhook({ id: message.messageKey, body, secret }) };
      const answer = await outgoing.request({ method: "POST", url, headers, body, signal });
      return isRefusal(answer) ? { isAccepted: false, error: answer.reason } : readAnswer(answer, message);
    },
  };
}

function bodyOf(channel: "sms" | "voice", message: Message) {
  const { address, link, replyCode = null, messageKey } = message;
  return { channel, to: address, text: channel === "sms" ? smsText(message) : spokenText(message), link, replyCode, isToBeAnswered: isToBeAnswered(message), messageKey };
}

/** A gateway that gives an id tells later whether it arrived; of one without, nothing more is expected. */
function readAnswer({ status, headers, body }: OutgoingAnswer, { messageKey }: Message): Sending {
  const { id, error } = readAnswerObject(body);
  if (status >= 200 && status < 300 && error === undefined) {
    const isKnown = typeof id === "string" && id !== "" && id.length <= longestId && isStorable(id);
    return { isAccepted: true, provider: "gateway", providerId: isKnown ? id : messageKey, ...(isKnown ? { isToBeConfirmed: true } : {}) };
  }
  const wait = retryAfter(headers);
  return { isAccepted: false, error: wordsOf(status, error), ...(status === 410 ? { isFinal: true } : {}), ...(wait === undefined ? {} : { againAfterMilliseconds: wait }) };
}

function wordsOf(status: number, error: unknown): string {
  if (status >= 300 && status < 400) return `The gateway's address leads elsewhere (${status}), which is not followed. Check MUSTER_GATEWAY_URL.`;
  return `The gateway answered ${status}${typeof error === "string" && error.trim() !== "" ? `: ${cut(error.trim().replace(/\.$/, ""), 300)}` : ""}.`;
}
