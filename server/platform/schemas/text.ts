import { z } from "zod";
import { isStorable } from "../../values/text.ts";
import { nearest } from "./nearest.ts";
import { shown, wrongForm } from "./wrong-form.ts";

const emptyText = wrongForm("The text is empty.", "Write something here, or leave it out.");
const unstorable = wrongForm("The text holds a NUL character or half a surrogate pair.", "Remove it; it cannot be kept.");
const severalLines = wrongForm("The text goes over more than one line.", "Write it on one line.");

/** Text of several lines that can be stored: no NUL, no lone surrogate, not empty, at most `limit` characters. */
export function text(limit: number) {
  return z
    .string()
    .max(limit, { error: wrongForm(`The text is longer than ${limit} characters.`, "Shorten it.") })
    .refine(isStorable, { error: unstorable, abort: true })
    .refine((value) => value.trim() !== "", { error: emptyText });
}

/** Text of one line, such as a name: as `text`, without line breaks and other control characters. */
export function line(limit = 200) {
  return text(limit).refine((value) => !/\p{Cc}/u.test(value), { error: severalLines });
}

/** Text of one form, such as an e-mail address. A refusal names what was written, what it is not, and how to write it. */
export function form(noun: string, mend: string, isRight: (value: string) => boolean) {
  return namedForm(shown, noun, mend, isRight);
}

/** As `form`, for what must not be shown: a refusal does not repeat it. */
export function secretForm(noun: string, mend: string, isRight: (value: string) => boolean) {
  return namedForm(() => "What is given here", noun, mend, isRight);
}

function namedForm(name: (input: unknown) => string, noun: string, mend: string, isRight: (value: string) => boolean) {
  const error = ({ input }: { input?: unknown }) => (input === undefined || input === null ? undefined : wrongForm(`${name(input)} is not ${noun}.`, mend));
  return z.string({ error }).refine((value) => isStorable(value) && isRight(value), { error });
}

/** One of a few words. `meant` holds words that people write for one of them. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words, meant: Readonly<Record<string, Words[number]>> = {}) {
  return z.enum(words, { error: ({ input }) => (input === undefined || input === null ? undefined : wrongWord(input, words, meant)) });
}

function wrongWord(input: unknown, words: readonly string[], meant: Readonly<Record<string, string>>): string {
  const guess = typeof input === "string" ? (Object.hasOwn(meant, input) ? meant[input] : nearest(input, words)) : null;
  const choice = `It may be ${words.join(", ")}.`;
  return wrongForm(`${shown(input)} is not one of the words known here.`, guess ? `Did you mean \`${guess}\`? ${choice}` : choice);
}
