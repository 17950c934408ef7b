import type { Matcher } from "./silence.rules.ts";

/** A name and a value, each bare or in quotes, around one of four signs. */
const shape = /^\s*(?:"((?:[^"\\]|\\.)+)"|([\p{L}_:][\p{L}\p{N}_:.-]*))\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"{},]*?))\s*$/su;

/** A matcher as Alertmanager writes it, such as `env=~"prod|staging"` (https://prometheus.io/docs/alerting/latest/configuration/#matcher); null where the text is none. */
export function parseMatcher(text: string): Matcher | null {
  const found = shape.exec(text);
  if (!found) return null;
  const [, quotedName, bareName, sign, quotedValue, bareValue] = found;
  return {
    name: quotedName === undefined ? (bareName ?? "") : unescape(quotedName),
    value: quotedValue === undefined ? (bareValue ?? "") : unescape(quotedValue),
    isRegex: sign === "=~" || sign === "!~",
    isEqual: sign === "=" || sign === "=~",
  };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (_whole, character: string) => (character === "n" ? "\n" : character));
}
