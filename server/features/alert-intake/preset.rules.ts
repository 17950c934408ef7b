import type { Mapping } from "./mapping.rules.ts";
import { severityOf, statusIn, type Severity, type SignalStatus } from "./signal.rules.ts";

/** What a tool sends that says nothing about a condition: when it is that, and what is said of it. */
export interface Ignored {
  when: string;
  note: string;
  /** Sent to see whether anything arrives. */
  test: boolean;
}

/** A tool's own words, in small letters, where the common lists do not know them or mean something else by them. */
export interface Words {
  state: Readonly<Record<string, SignalStatus>>;
  severity: Readonly<Record<string, Severity>>;
}

/** How a tool speaks: what its payloads say where, and how it is set up to send them. */
export interface Preset {
  /** The tool as people call it. */
  name: string;
  /** The steps of its set-up; `{{address}}` stands for the address to paste. */
  where: readonly string[];
  mapping: Mapping;
  ignore: readonly Ignored[];
  words: Words;
}

/** The status behind a tool's own word or number, its own words first; null where nobody knows it. */
export function statusBy(words: Words, value: unknown): SignalStatus | null {
  return wordIn(words.state, value) ?? statusIn(value);
}

/** The severity behind a tool's own word or number, its own words first; a warning where nobody knows it, null where it is neither. */
export function severityBy(words: Words, value: unknown): Severity | null {
  const isWord = typeof value === "string" || typeof value === "number";
  return wordIn(words.severity, value) ?? (isWord ? severityOf(value) : null);
}

function wordIn<Meaning>(list: Readonly<Record<string, Meaning>>, value: unknown): Meaning | null {
  const word = typeof value === "string" || typeof value === "number" ? String(value).trim().toLowerCase() : "";
  return Object.hasOwn(list, word) ? (list[word] ?? null) : null;
}
