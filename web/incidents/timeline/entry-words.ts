import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";

/** How a line is drawn: somebody speaks, something was decided, somebody is paged, people are told, or Muster notes in one pale line. */
export type LineForm = "spoken" | "decision" | "page" | "update" | "noted";

export function formOf({ kind }: EntryView): LineForm {
  switch (kind) {
    case "note":
    case "evidence":
    case "call":
    case "change":
    case "authority":
      return "spoken";
    case "decision":
    case "page":
    case "update":
      return kind;
    default:
      return "noted";
  }
}

/** Who did what is noted; nothing where the sentence names them already, or where Muster did it. */
export function doerOf({ actor, bold, kind }: EntryView): string | null {
  if (actor.kind === "muster" || kind === "page" || bold === actor.name) return null;
  return actor.name;
}

/** What speaks besides the words: `A call`, `Production changed outside the roles that may`. */
export function spokenAs({ kind, bold, rest }: EntryView): string | null {
  if (kind === "authority") return rest;
  if (kind === "note") return rest === "" ? null : rest;
  if (kind === "call") return bold;
  return kind === "change" ? [bold, rest].filter((part) => part !== "").join(" ") : null;
}

/** Whether a person typed something that can be taken out. */
export function hasText({ text, redacted, entry }: EntryView): boolean {
  return entry !== null && text !== null && redacted === null;
}

/** One line of it, for where it is answered or named. */
export function shortOf({ text, bold, rest, evidence, redacted }: EntryView, most = 80): string {
  if (redacted !== null) return "taken out";
  const words = (text ?? evidence?.name ?? `${bold} ${rest}`).replace(/\s+/g, " ").trim();
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

/** A text cut at its addresses, so that these can be pressed. */
export function partsOf(text: string): { text: string; isLink: boolean }[] {
  const parts = text.split(/(https?:\/\/[^\s<>"'“”‘’()[\]{}]+[^\s<>"'“”‘’()[\]{}.,;:!?])/);
  return parts.map((part, place) => ({ text: part, isLink: place % 2 === 1 })).filter((part) => part.text !== "");
}

/** The beginning of a long text; null where it is short enough to stand whole. */
export function beginningOf(text: string): string | null {
  const lines = text.split("\n", mostLines + 1);
  const isShort = text.length <= mostCharacters && lines.length <= mostLines;
  return isShort ? null : `${lines.slice(0, mostLines).join("\n").slice(0, mostCharacters).trimEnd()}…`;
}

const mostLines = 12;
const mostCharacters = 900;
