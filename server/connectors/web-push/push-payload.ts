import { isToBeAnswered, type Message } from "../../features/paging/index.ts";
import { cut } from "../../values/text.ts";

/** A push service need not take more than 4,096 bytes (RFC 8030 §7.2), of which the encryption needs 103. */
const mostBytes = 3_900;
const [longestTitle, longestBody] = [200, 1_000];

/** What the browser is given; its service worker shows it, and its two buttons answer. */
export function pushPayload(message: Message): string {
  const { subject, text, link, messageKey } = message;
  const actions = isToBeAnswered(message) ? [{ action: "have", title: "I have it" }, { action: "cannot", title: "I can't" }] : [];
  const written = (body: string) => JSON.stringify({ title: cut(subject, longestTitle), body, link, messageKey, actions });
  const whole = written(cut(wordsBefore(link, text), longestBody));
  return Buffer.byteLength(whole) <= mostBytes ? whole : written("");
}

/** What stands before the link: touching the message opens it, so nobody reads it. */
function wordsBefore(link: string | null, text: string): string {
  const paragraphs = text.split(/\n\s*\n/);
  const place = link === null ? -1 : paragraphs.findIndex((paragraph) => paragraph.includes(link));
  return (place > 0 ? paragraphs.slice(0, place).join("\n\n") : link === null ? text : text.replaceAll(link, "")).trim();
}
