import type { Leaf } from "./guess-leaves.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { kindOf } from "./guess-words.rules.ts";

const turns = /^(?:fail|failed|failure|error|errored|success|succeeded|complete|completed|finished|passed|offline|online|lost|back|connected|reconnected|disconnected|down|up|available|unavailable|restored|recovered)$/;

/** `sync_failed` and `sync_complete` tell what was done, better than what they say of it. */
export function doneBy(leaves: readonly Leaf[]): string | null {
  const told = leaves.flatMap(({ words, holder, value }) => (holder.depth <= 1 && /^(?:event|event type|type)$/.test(words.join(" ")) ? [wordsOfCode(String(value))] : []));
  const done = told.find((words) => words.some((word) => turns.test(word)))?.filter((word) => !turns.test(word)) ?? [];
  return done.length > 0 && done.every((word) => [undefined, "thing"].includes(kindOf(word))) ? done.join(".") : null;
}

/** `DEVICE_OFFLINE` and `device.online` are of one thing. */
export function withoutState(text: string): string {
  const words = wordsOfCode(text);
  return words.length > 1 ? words.filter((word) => word !== "full" && readState(word, true) === null).join(".") : text;
}

function wordsOfCode(text: string): string[] {
  return /^[\w.-]+$/.test(text) ? text.toLowerCase().split(/[._-]/) : [];
}
