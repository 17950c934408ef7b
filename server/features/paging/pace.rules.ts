import type { Instant } from "../../values/instant.ts";

/** When a contact last got a message. */
export interface Pace {
  lastAt: Instant | null;
  /** The page that went with it, alone or with others. */
  lastCarrierId: string | null;
  /** When a message last told of several, or followed another within a minute. */
  bundledAt: Instant | null;
}

export const unpaced: Pace = { lastAt: null, lastCarrierId: null, bundledAt: null };

const minute = 60_000;
/** A clock that went back leaves times behind that lie ahead, which nobody waits for. */
const isMinuteFrom = (at: Instant, now: Instant) => Math.abs(now - at) >= minute;

/** Until when a page is to wait so that many become one message: the first goes at once, what follows within a minute goes as one, and then one a minute; null: it goes now. */
export function waitOf({ lastAt, lastCarrierId, bundledAt }: Pace, pageId: string, now: Instant): Instant | null {
  const isAgain = lastCarrierId === pageId;
  if (isAgain || lastAt === null || isMinuteFrom(lastAt, now)) return null;
  return bundledAt === null || isMinuteFrom(bundledAt, now) ? null : Math.min(bundledAt, now) + minute;
}

/** The pace once a message of so many pages went. */
export function paceAfter(pace: Pace, { pageId, pages, now }: { pageId: string; pages: number; now: Instant }): Pace {
  if (pace.lastCarrierId === pageId) return pace;
  const followsAnother = pace.lastAt !== null && !isMinuteFrom(pace.lastAt, now);
  return { lastAt: now, lastCarrierId: pageId, bundledAt: pages > 1 || followsAnother ? now : pace.bundledAt };
}
