import { randomBytes } from "node:crypto";
import { startProvider, type ProviderBehaviour, type ProviderOptions, type ProviderServer } from "../provider-server/index.ts";
import { signAsTwilio } from "./sign-as-twilio.ts";
import { answerAsTwilio, fault } from "./twilio-api.ts";
import type { TwilioCall, TwilioMessage, TwilioSent } from "./twilio-entry.ts";

export const twilioAccount = "AC0123456789abcdef0123456789abcdef";
export const twilioToken = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
export const twilioFrom = "+15005550006";

export interface TwilioServerOptions extends ProviderOptions {
  readonly token?: string;
}

export interface TwilioCallback {
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A server that speaks Twilio's REST API for messages and calls, and calls back as Twilio does. */
export interface TwilioServer extends ProviderServer<TwilioSent> {
  messages(): readonly TwilioMessage[];
  calls(): readonly TwilioCall[];
  /** Refuses from now on in Twilio's words, e.g. 21610 for a number that wrote STOP. */
  refuse(refusal: { status: number; code: number; message: string; retryAfter?: string }): void;
  /** Sends a callback with Twilio's signature. */
  callBack(callback: TwilioCallback): Promise<Response>;
  /** Tells how a message or call ended. */
  settle(sent: TwilioSent, status: string, errorCode?: number): Promise<Response>;
  /** Somebody writes back; `muster` is the public address of the product. */
  reply(muster: string, text: { from: string; body: string; sid?: string }): Promise<Response>;
  /** Somebody who took a call presses a key. */
  press(call: TwilioCall, digit: string): Promise<Response>;
}

/** Starts a Twilio in this process. */
export async function startTwilioServer({ token = twilioToken, ...options }: TwilioServerOptions = {}): Promise<TwilioServer> {
  const server = await startProvider<TwilioSent>("twilio", options, (request) => answerAsTwilio(request, { account: twilioAccount, token, numbers: [twilioFrom] }));
  const callBack = ({ url, parameters }: TwilioCallback) =>
    fetch(url, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signAsTwilio(token, url, parameters) }, body: new URLSearchParams(parameters) });
  return {
    ...server,
    messages: () => server.kept().filter((sent): sent is TwilioMessage => sent.kind === "message"),
    calls: () => server.kept().filter((sent): sent is TwilioCall => sent.kind === "call"),
    refuse: (refusal) => server.behave(refusalOf(refusal)),
    callBack,
    settle: (sent, status, errorCode) => callBack({ url: sent.statusCallback ?? "", parameters: statusOf(sent, status, errorCode) }),
    reply: (muster, { from, body, sid = `SM${randomBytes(16).toString("hex")}` }) =>
      callBack({ url: `${muster}/callbacks/twilio/sms`, parameters: { AccountSid: twilioAccount, ApiVersion: "2010-04-01", Body: body, From: from, MessageSid: sid, NumMedia: "0", NumSegments: "1", SmsMessageSid: sid, SmsSid: sid, SmsStatus: "received", To: twilioFrom } }),
    press: (call, digit) => callBack({ url: call.keysUrl ?? "", parameters: { ...callOf(call), CallStatus: "in-progress", Digits: digit, FinishedOnKey: "", msg: "Gather End" } }),
  };
}

function refusalOf({ retryAfter, ...refusal }: { status: number; code: number; message: string; retryAfter?: string }): ProviderBehaviour {
  const { status, body, headers } = fault(refusal);
  return { kind: "answer", status, body, headers: { ...headers, ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) } };
}

function callOf({ sid, to, from }: TwilioSent): Record<string, string> {
  return { AccountSid: twilioAccount, ApiVersion: "2010-04-01", CallSid: sid, Called: to, Caller: from, Direction: "outbound-api", From: from, To: to };
}

function statusOf(sent: TwilioSent, status: string, errorCode?: number): Record<string, string> {
  if (sent.kind === "call") return { ...callOf(sent), CallStatus: status, CallbackSource: "call-progress-events", SequenceNumber: "0" };
  const { sid, to, from } = sent;
  return { AccountSid: twilioAccount, ApiVersion: "2010-04-01", From: from, MessageSid: sid, MessageStatus: status, SmsSid: sid, SmsStatus: status, To: to, ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }) };
}
