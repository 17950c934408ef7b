import { randomBytes } from "node:crypto";
import type { NtfyMessage } from "./ntfy-entry.ts";

type Headers = Readonly<Record<string, string>>;

const priorities: Readonly<Record<string, number>> = { min: 1, low: 2, default: 3, high: 4, max: 5, urgent: 5 };
const twelveHours = 43_200;

/** Header values as the sender meant them: the bytes are UTF-8, and text may be encoded by RFC 2047. */
export function decodeHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decodeWords(Buffer.from(String(value), "latin1").toString("utf8"))]));
}

const word = /=\?utf-8\?([bq])\?([^?\s]*)\?=/gi;

function decodeWords(text: string): string {
  return text.replace(/(\?=)\s+(?==\?)/g, "$1").replace(word, (_whole, kind: string, coded: string) => (kind.toLowerCase() === "b" ? Buffer.from(coded, "base64").toString("utf8") : decodeQuoted(coded)));
}

function decodeQuoted(coded: string): string {
  const bytes = coded.replaceAll("_", " ").replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Makes of a request what ntfy makes of it; each header has its short names. */
export function readMessage(topic: string, headers: Headers, body: string, now: number): NtfyMessage | { invalid: string } {
  const ask = (...names: string[]) => names.map((name) => headers[name]).find((value) => value !== undefined);
  const [title, tags, click] = [ask("x-title", "title", "ti", "t"), ask("x-tags", "tags", "tag", "ta"), ask("x-click", "click")];
  const wanted = ask("x-priority", "priority", "prio", "p");
  const priority = wanted === undefined ? 3 : (priorities[wanted.toLowerCase()] ?? Number(wanted));
  if (!Number.isInteger(priority) || priority < 1 || priority > 5) return { invalid: "invalid request: priority invalid" };
  const time = Math.floor(now / 1_000);
  return {
    id: randomBytes(9).toString("base64url").replace(/[-_]/g, "x"),
    time,
    expires: time + twelveHours,
    event: "message",
    topic,
    message: body === "" ? "triggered" : body,
    ...(title === undefined ? {} : { title }),
    ...(priority === 3 ? {} : { priority }),
    ...(tags === undefined ? {} : { tags: tags.split(",").map((tag) => tag.trim()) }),
    ...(click === undefined ? {} : { click }),
  };
}
