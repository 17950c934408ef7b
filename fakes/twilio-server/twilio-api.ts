import { randomBytes } from "node:crypto";
import type { ProviderAnswer, ProviderRequest } from "../provider-server/index.ts";
import { readTwiml, type TwimlElement } from "./read-twiml.ts";
import type { TwilioSent } from "./twilio-entry.ts";

export interface TwilioLogin {
  readonly account: string;
  readonly token: string;
  readonly numbers: readonly string[];
}

type Answer = ProviderAnswer<TwilioSent>;
type Fault = { status: number; code: number; message: string };

const number = /^\+[1-9]\d{6,14}$/;

/** What Twilio's API makes of a request for a message or a call; it refuses what the documentation says it refuses. */
export function answerAsTwilio({ method, path, headers, body }: ProviderRequest, login: TwilioLogin): Answer {
  const [, account, resource] = /^\/2010-04-01\/Accounts\/([^/]+)\/(Messages|Calls)\.json$/.exec(path) ?? [];
  if (headers["authorization"] !== `Basic ${Buffer.from(`${login.account}:${login.token}`).toString("base64")}`) return fault({ status: 401, code: 20003, message: "Authenticate" });
  if (account !== login.account || method !== "POST") return fault({ status: 404, code: 20404, message: `The requested resource ${path} was not found` });
  const form = new URLSearchParams(body.toString("utf8"));
  const wrong = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ? findCommonFault(form, login) : { status: 415, code: 20415, message: "Unsupported media type" };
  if (wrong) return fault(wrong);
  return resource === "Messages" ? makeMessage(form) : makeCall(form);
}

/** Twilio's form of an error. */
export function fault({ status, code, message }: Fault): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }) };
}

function findCommonFault(form: URLSearchParams, { numbers }: TwilioLogin): Fault | null {
  const [to, from, callback] = [form.get("To"), form.get("From"), form.get("StatusCallback")];
  if (!to) return { status: 400, code: 21604, message: "A 'To' phone number is required." };
  if (!from) return { status: 400, code: 21603, message: "A 'From' phone number is required." };
  if (!number.test(to)) return { status: 400, code: 21211, message: `Invalid 'To' Phone Number: ${to.slice(0, 4)}XXXX` };
  if (!numbers.includes(from)) return { status: 400, code: 21606, message: `The 'From' phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.` };
  if (callback !== null && !/^https?:\/\//.test(callback)) return { status: 400, code: 21609, message: "The 'StatusCallback' URL is not a valid URL." };
  return null;
}

function makeMessage(form: URLSearchParams): Answer {
  const body = form.get("Body") ?? "";
  if (body === "") return fault({ status: 400, code: 21602, message: "Message body is required." });
  if (body.length > 1_600) return fault({ status: 400, code: 21617, message: "The concatenated message body exceeds the 1600 character limit." });
  return made({ kind: "message", body, ...common(form, "SM") }, { body, num_segments: "1", direction: "outbound-api" });
}

function makeCall(form: URLSearchParams): Answer {
  const twiml = form.get("Twiml") ?? "";
  if (twiml === "" || twiml.length > 4_000) return fault({ status: 400, code: 21205, message: "Url or Twiml is required, and Twiml holds at most 4000 characters." });
  const read = readTwiml(twiml);
  if (!read) return fault({ status: 400, code: 12100, message: "Document parse failure" });
  const keysUrl = find(read, "Gather")[0]?.attributes["action"] ?? null;
  return made({ kind: "call", twiml, said: find(read, "Say").map(({ text }) => text), keysUrl, statusEvents: form.getAll("StatusCallbackEvent"), ...common(form, "CA") }, { direction: "outbound-api" });
}

function common(form: URLSearchParams, prefix: "SM" | "CA") {
  return { sid: `${prefix}${randomBytes(16).toString("hex")}`, to: form.get("To") ?? "", from: form.get("From") ?? "", statusCallback: form.get("StatusCallback") };
}

function made(kept: TwilioSent, more: object): Answer {
  const { sid, to, from } = kept;
  return { status: 201, headers: { "content-type": "application/json" }, body: JSON.stringify({ sid, to, from, status: "queued", error_code: null, error_message: null, ...more }), kept };
}

function find(element: TwimlElement, name: string): TwimlElement[] {
  return element.elements.flatMap((inner) => [...(inner.name === name ? [inner] : []), ...find(inner, name)]);
}
