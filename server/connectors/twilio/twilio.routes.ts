import type { FastifyInstance } from "fastify";
import type { Answering } from "../../features/paging/index.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { answerCallbackOnce } from "../../platform/http/seen-callback.queries.ts";
import { addSignedCallbacks, type CallbackRequest, type SignedCallback } from "../../platform/http/signed-callback.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { storable } from "../../values/text.ts";
import { sidForm } from "./twilio-answer.ts";
import { readTwilioReceipt } from "./twilio-receipt.ts";
import { isSignedByTwilio } from "./twilio-signature.ts";
import { askTwiml, messageTwiml, sayTwiml } from "./twiml.ts";

export interface TwilioCallbackSettings {
  publicUrl: string;
  /** None where this installation has no account at Twilio. */
  twilio?: { token: string } | null;
}

/** What Twilio sent, and the address it called. */
interface Heard {
  url: string;
  form: URLSearchParams;
  query: URLSearchParams;
}

const provider = "twilio";
const xml = "text/xml; charset=utf-8";

/** What Twilio calls back with: how messages and calls ended, texts that people write back, keys that they press. */
export function twilioRoutes(app: FastifyInstance, tools: RouteTools, settings: TwilioCallbackSettings, answering: Answering): void {
  const check = (request: CallbackRequest) => checkSignature(request, settings);
  const callbacks: SignedCallback<Heard>[] = [
    { url: "/callbacks/twilio/status", check, answer: (tx, heard) => takeStatus(tx, heard, answering) },
    { url: "/callbacks/twilio/sms", check, answer: (tx, heard) => takeText(tx, heard, answering) },
    { url: "/callbacks/twilio/keys", check, answer: (tx, heard) => takeKey(tx, heard, answering) },
  ];
  addSignedCallbacks(app, tools, callbacks);
}

function checkSignature({ path, headers, body }: CallbackRequest, { publicUrl, twilio }: TwilioCallbackSettings): Heard | Refusal {
  if (!twilio) return refuse("not-found", "Twilio is not set up here. Set MUSTER_TWILIO_ACCOUNT, MUSTER_TWILIO_TOKEN and MUSTER_TWILIO_FROM.");
  const form = new URLSearchParams(body.toString("utf8"));
  const url = `${publicUrl}${path}`;
  const isSigned = isSignedByTwilio({ url, form, signature: headers["x-twilio-signature"], token: twilio.token });
  if (!isSigned) return refuse("callback.not-allowed", "The signature is not Twilio's for this address and these parameters. Check that MUSTER_TWILIO_TOKEN is the account's token and MUSTER_PUBLIC_URL the address that Twilio calls.");
  return { url, form, query: new URL(url).searchParams };
}

async function takeStatus(tx: Tx, { form }: Heard, answering: Answering) {
  const status = only(form, "MessageStatus") ?? only(form, "CallStatus");
  const sid = sidOf(form);
  if (sid === null || status === null) return malformed("MessageSid with MessageStatus, or CallSid with CallStatus");
  const receipt = readTwilioReceipt(sid, status, only(form, "ErrorCode"));
  if (receipt !== null) {
    await answerCallbackOnce(tx, provider, `status ${sid} ${status}`, async () => {
      await answering.noteReceipts(tx, [receipt]);
      return "";
    });
  }
  return { type: xml, body: "<Response/>" };
}

async function takeText(tx: Tx, { form }: Heard, answering: Answering) {
  const [sid, address, text] = [sidOf(form), only(form, "From"), only(form, "Body")];
  if (sid === null || address === null || text === null) return malformed("MessageSid, From and Body");
  const wish = { address: storable(address), text: storable(text), messageId: sid };
  const sentence = await answerCallbackOnce(tx, provider, `sms ${sid}`, () => answering.answerByText(tx, wish));
  return { type: xml, body: messageTwiml(sentence) };
}

async function takeKey(tx: Tx, { form, query, url }: Heard, answering: Answering) {
  const [sid, digit, messageKey] = [sidOf(form), only(form, "Digits"), only(query, "message")];
  if (sid === null || digit === null || messageKey === null || !/^[\d*#]$/.test(digit)) return malformed("CallSid, Digits with one key, and ?message=");
  const wish = { messageKey: storable(messageKey), digit, callId: sid };
  const sentence = await answerCallbackOnce(tx, provider, `key ${sid} ${digit}`, () => answering.answerByKey(tx, wish));
  return { type: xml, body: digit === "1" || digit === "2" ? sayTwiml(sentence) : askTwiml(sentence, url) };
}

function sidOf(form: URLSearchParams): string | null {
  const sid = only(form, "MessageSid") ?? only(form, "CallSid");
  return sid !== null && sidForm.test(sid) ? sid : null;
}

/** A name that stands twice says nothing: which of its values is meant is nobody's to guess. */
function only(form: URLSearchParams, name: string): string | null {
  const values = form.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}

function malformed(wanted: string): Refusal {
  return refuse("malformed", `This callback lacks ${wanted}.`);
}
