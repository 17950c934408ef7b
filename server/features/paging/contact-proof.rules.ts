import type { Instant } from "../../values/instant.ts";
import { toIso } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

const minute = 60_000;
const hour = 60 * minute;

/** How long a code is good. */
export const codeLife = 10 * minute;
/** How long somebody may say that a test reached them. */
export const testLife = 24 * hour;
export const mostTries = 5;

/** So many in an hour, since texts and calls cost money and may reach somebody else. Pages are never counted, nor held up by this. */
const limits = {
  code: { ofAddress: 3, ofPerson: 10, words: "codes" },
  test: { ofAddress: 6, ofPerson: 30, words: "tests" },
} as const;

/** When messages of a kind were asked for within the last hour, oldest first. */
export interface Asked {
  ofAddress: readonly Instant[];
  ofPerson: readonly Instant[];
}

/** Why no further code or test is sent now, and when one may be; null where it is. */
export function whyTooMany(kind: "code" | "test", asked: Asked, now: Instant): Refusal | null {
  const { ofAddress, ofPerson, words } = limits[kind];
  const freeAt = Math.max(freeFrom(asked.ofAddress, ofAddress), freeFrom(asked.ofPerson, ofPerson));
  if (freeAt <= now) return null;
  const isOfPerson = freeFrom(asked.ofAddress, ofAddress) <= now;
  const done = isOfPerson ? `${ofPerson} ${words} were sent for this person` : `${ofAddress} ${words} were sent to this address`;
  const minutes = Math.ceil((freeAt - now) / minute);
  return refuse(`contact.${kind}.too-many`, `${done} within an hour. The next can be sent in ${minutes} min. Pages are sent all the same.`, { againAt: toIso(freeAt) });
}

/** From when one more may be asked: an hour after the one that makes room. */
function freeFrom(asked: readonly Instant[], most: number): Instant {
  const making = asked.at(-most);
  return making === undefined ? Number.NEGATIVE_INFINITY : making + hour;
}

/** A code that was sent and waits for its answer. */
export interface OpenCode {
  expiresAt: Instant;
  tries: number;
}

/** Why a code cannot be answered any more; null where it can. */
export function whyNotVerify(code: OpenCode | null, now: Instant): Refusal | null {
  if (code === null) return refuse("code.none", "No code was sent to this address yet. Ask for one first.");
  if (code.tries >= mostTries) return refuse("code.spent", `That were ${mostTries} wrong tries. Ask for a new code.`);
  return code.expiresAt <= now ? refuse("code.expired", "The code has run out: it was good for ten minutes. Ask for a new one.") : null;
}

/** What a wrong code is answered with, after so many tries, this one counted. */
export function wrongCode(tries: number): Refusal {
  const left = mostTries - tries;
  const then = left > 0 ? `${left === 1 ? "One try is" : `${left} tries are`} left.` : "Ask for a new code.";
  return refuse("code.invalid", `This is not the code that was sent. ${then}`, { errors: [{ path: "code", message: `It is not the code that was sent. ${then}` }] });
}

const second = 1_000;
const mostSends = 6;

/** When a message that was not taken is tried again: 2 s, doubling, as long as it is worth reading; null: not any more. */
export function againAt(now: Instant, expiresAt: Instant, attempts: number, asked: number | undefined): Instant | null {
  const next = now + Math.max(asked ?? 0, 2 * second * 2 ** attempts);
  return attempts + 1 >= mostSends || next >= expiresAt ? null : next;
}
