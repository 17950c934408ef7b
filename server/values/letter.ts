import type { Instant } from "./instant.ts";

/** What is mailed to one person and is no page: it wants no answer at once, and only says what is true when it is sent. */
export interface Letter {
  personId: string;
  subject: string;
  /** Plain text; a line break inside one stays. */
  paragraphs: readonly string[];
  /** Where it leads: a path of Muster's own, and what is written on it. */
  link: { path: string; words: string };
  /** Why this person gets it, where that does not go without saying. */
  because?: string;
  /** The same for a repeat of this very letter after a fault, another for every other: `silence.<id>.<end>`. */
  messageKey: string;
  /** The same for all letters of one thing, so that they thread. */
  threadKey: string;
}

/** The kind of due work that letters are; paging does it. */
export const letterKind = "letter.mail";

export interface LetterWork {
  kind: string;
  key: string;
  dueAt: Instant;
  payload: object;
}

/** Due work that writes a letter: who writes it is found by its name, and reads by the payload what is true when it is due. */
export function letterWork(letter: string, key: string, dueAt: Instant, payload: object): LetterWork {
  return { kind: letterKind, key: `${letterKind}/${letter}/${key}`, dueAt, payload: { ...payload, letter } };
}
