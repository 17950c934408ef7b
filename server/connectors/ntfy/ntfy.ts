import type { Message, Messenger, Sending } from "../../features/paging/index.ts";
import type { Outgoing, OutgoingAnswer } from "../../platform/outgoing/outgoing.ts";
import { retryAfter } from "../../platform/outgoing/retry-after.ts";
import { isRefusal } from "../../values/refusal.ts";
import { cut } from "../../values/text.ts";
import { headerText } from "./header-text.ts";

/** ntfy makes a longer text into a file that has to be opened. */
const mostBytes = 4_096;

/** Push by ntfy (https://docs.ntfy.sh/publish/): the contact's address is that of a topic, on ntfy.sh or a server of one's own. */
export function createNtfyMessenger(outgoing: Outgoing): Messenger {
  return {
    channel: "ntfy",
    async send(message, signal) {
      const answer = await outgoing.request({ method: "POST", url: message.address, headers: headersOf(message), body: shorten(message.text), signal });
      return isRefusal(answer) ? { isAccepted: false, error: answer.reason } : readAnswer(answer);
    },
  };
}

function headersOf({ subject, link, isUrgent, messageKey }: Message): Record<string, string> {
  return {
    "Content-Type": "text/plain; charset=utf-8",
    Title: headerText(subject),
    Priority: isUrgent ? "5" : "3",
    Tags: isUrgent ? "rotating_light" : "bell",
    "X-Muster-Message": headerText(messageKey),
    ...(link === null ? {} : { Click: headerText(link) }),
  };
}

function shorten(text: string): string {
  const mark = "\n…";
  const bytes = Buffer.from(text);
  if (bytes.length <= mostBytes) return text;
  return `${bytes.subarray(0, mostBytes - Buffer.byteLength(mark)).toString("utf8").replace(/\uFFFD$/, "")}${mark}`;
}

function readAnswer({ status, headers, body }: OutgoingAnswer): Sending {
  const { id, error } = readJson(body);
  if (status >= 200 && status < 300 && typeof id === "string" && id !== "") return { isAccepted: true, providerId: cut(id, 100) };
  const wait = retryAfter(headers);
  return { isAccepted: false, error: wordsOf(status, typeof error === "string" ? error : ""), ...(wait === undefined ? {} : { againAfterMilliseconds: wait }) };
}

function readJson(text: string): { id?: unknown; error?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function wordsOf(status: number, error: string): string {
  if (status >= 300 && status < 400) return `The address leads elsewhere (${status}), which is not followed. Write the address of the topic itself.`;
  if (status < 300) return "Something answered that is not ntfy. Check the address of the topic.";
  return error === "" ? `ntfy answered ${status}.` : `ntfy answered ${status}: ${cut(error, 300)}.`;
}
