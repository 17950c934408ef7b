import type { Sending } from "../../features/paging/index.ts";
import { readAnswerObject } from "../../platform/outgoing/answer-object.ts";
import type { OutgoingAnswer } from "../../platform/outgoing/outgoing.ts";
import { retryAfter } from "../../platform/outgoing/retry-after.ts";
import { cut } from "../../values/text.ts";

/** Errors that say of the number itself that it never works (https://www.twilio.com/docs/api/errors). */
const finalCodes = new Set([13224, 21211, 21214, 21217, 21610, 21614]);
/** Errors that say of the number that the account may not reach it, or not from here. */
const addressCodes = new Set([21215, 21216, 21219, 21408, 21612]);
/** A message or a call of Twilio. */
export const sidForm = /^(SM|MM|CA)[0-9a-f]{32}$/;

/** Reads what Twilio answered to a new message or call: only a sid without an error says that it was taken. */
export function readTwilioAnswer({ status, headers, body }: OutgoingAnswer): Sending {
  const answer = readAnswerObject(body);
  const { sid } = answer;
  const isTaken = status >= 200 && status < 300 && typeof sid === "string" && sidForm.test(sid) && (answer["error_code"] ?? null) === null && answer["code"] === undefined && answer["status"] !== "failed";
  if (isTaken) return { isAccepted: true, providerId: sid, provider: "twilio", isToBeConfirmed: true };
  const code = Number(answer["code"] ?? answer["error_code"] ?? Number.NaN);
  const wait = retryAfter(headers);
  return {
    isAccepted: false,
    error: wordsOf(status, code, answer["message"] ?? answer["error_message"]),
    ...(finalCodes.has(code) ? { isFinal: true } : {}),
    ...(addressCodes.has(code) ? { isAboutAddress: true } : {}),
    ...(wait === undefined ? {} : { againAfterMilliseconds: wait }),
  };
}

function wordsOf(status: number, code: number, message: unknown): string {
  if (status >= 300 && status < 400) return `Twilio's address leads elsewhere (${status}), which is not followed. Check MUSTER_TWILIO_URL.`;
  const said = typeof message === "string" && message.trim() !== "" ? `: ${cut(message.trim().replace(/\.$/, ""), 300)}` : "";
  const number = Number.isNaN(code) ? "" : ` (error ${code})`;
  if (status < 300 && said === "" && number === "") return "Something answered that is not Twilio. Check MUSTER_TWILIO_URL.";
  return `Twilio answered ${status}${said}${number}.`;
}
