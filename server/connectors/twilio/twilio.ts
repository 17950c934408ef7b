import { isToBeAnswered, smsText, spokenText, type Message, type Provider, type Sending } from "../../features/paging/index.ts";
import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { isRefusal } from "../../values/refusal.ts";
import { callTwiml } from "./twiml.ts";
import { readTwilioAnswer } from "./twilio-answer.ts";

/** An account at Twilio, and the number that messages and calls come from. */
export interface TwilioAccount {
  account: string;
  token: string;
  from: string;
  url: string;
}

export interface TwilioOptions {
  twilio: TwilioAccount;
  publicUrl: string;
  outgoing: Outgoing;
}

/** A name may stand several times. */
type Fields = [name: string, value: string][];

/** SMS by Twilio (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource). */
export function createTwilioSms(options: TwilioOptions): Provider {
  return provider(options, "Messages", (message) => [["Body", smsText(message)]]);
}

/** Calls by Twilio (https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource): what is said comes along, so that nothing is fetched while it rings. */
export function createTwilioVoice(options: TwilioOptions): Provider {
  return provider(options, "Calls", (message) => [["Twiml", callTwiml(spokenText(message), isToBeAnswered(message) ? keysUrl(options, message) : null)], ...callFields]);
}

/** It rings for half a minute; that it was taken is told while it goes on. */
const callFields: Fields = [
  ["Timeout", "30"],
  ["StatusCallbackEvent", "answered"],
  ["StatusCallbackEvent", "completed"],
];

function keysUrl({ publicUrl }: TwilioOptions, { messageKey }: Message): string {
  return `${publicUrl}/callbacks/twilio/keys?message=${encodeURIComponent(messageKey)}`;
}

function provider({ twilio, publicUrl, outgoing }: TwilioOptions, resource: "Messages" | "Calls", fieldsOf: (message: Message) => Fields): Provider {
  const url = `${twilio.url}/2010-04-01/Accounts/${twilio.account}/${resource}.json`;
  const authorization = `Basic ${Buffer.from(`${twilio.account}:${twilio.token}`).toString("base64")}`;
  return {
    name: "twilio",
    async send(message, signal): Promise<Sending> {
      const fields: Fields = [["To", message.address], ["From", twilio.from], ...fieldsOf(message), ["StatusCallback", `${publicUrl}/callbacks/twilio/status`]];
      const body = new URLSearchParams(fields).toString();
      const answer = await outgoing.request({ method: "POST", url, headers: { Authorization: authorization, "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" }, body, signal });
      return isRefusal(answer) ? { isAccepted: false, error: answer.reason } : readTwilioAnswer(answer);
    },
  };
}
