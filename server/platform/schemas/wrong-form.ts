/** A refusal in two lines: what is wrong, and how to mend it. */
export function wrongForm(what: string, mend: string): string {
  return `${what}\n${mend}`;
}

/** The two lines apart again; null for a message that no form of ours wrote. */
export function whatAndMend(message: string): { what: string; mend: string } | null {
  const line = message.indexOf("\n");
  return line < 0 ? null : { what: message.slice(0, line), mend: message.slice(line + 1) };
}

/** A value as a person wrote it, short and on one line, to be named in a refusal. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `“${shortened(value)}”`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map of members";
  return value === undefined || value === null ? "nothing" : String(value);
}

function shortened(text: string): string {
  const line = text.toWellFormed().replace(/\p{C}/gu, "�");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
