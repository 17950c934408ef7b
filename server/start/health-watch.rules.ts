import type { HealthCheck } from "./health.contract.ts";

/** What is known of those who watch the pager. Times are in milliseconds. */
export interface WatchFacts {
  isPagingHeld: boolean;
  /** How long this process has run. */
  upMilliseconds: number;
  looks: { lookedAgo: number | null; tookMilliseconds: number | null; foundAgo: number | null; found: number };
  watchdog: { isExpected: boolean; seenAgo: number | null; isMissed: boolean; outAgo: number | null; error: string | null };
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** `8 s`, `5 min`, `3 h`. */
function wordAgo(milliseconds: number): string {
  if (milliseconds < 2 * minute) return `${Math.max(0, Math.round(milliseconds / second))} s ago`;
  return milliseconds < 2 * hour ? `${Math.round(milliseconds / minute)} min ago` : `${Math.round(milliseconds / hour)} h ago`;
}

/** It looks every ten seconds. */
const longestBetweenLooks = minute;

/** Who finds due work that nobody does. */
export function checkReconciler({ looks: { lookedAgo, tookMilliseconds, foundAgo, found }, upMilliseconds, isPagingHeld }: WatchFacts): HealthCheck {
  const code = "reconciler";
  if (!isPagingHeld && Math.min(lookedAgo ?? Number.POSITIVE_INFINITY, Math.max(upMilliseconds, 0)) > longestBetweenLooks) {
    const last = lookedAgo === null ? "It has not looked yet" : `It looked last ${wordAgo(lookedAgo)}`;
    return { code, isWell: false, title: "Nobody looks for forgotten work", detail: `${last}; it should look every ten seconds. Start Muster again, and look into the log of the server for why.` };
  }
  const looked = lookedAgo === null ? "It looks every ten seconds" : `It looked ${wordAgo(lookedAgo)}, which took ${tookMilliseconds ?? 0} ms`;
  const what = found === 0 || foundAgo === null ? "It has found nothing yet." : `It has found ${found === 1 ? "one piece" : `${found} pieces`} of work that nobody did, last ${wordAgo(foundAgo)}: see the audit trail.`;
  return { code, isWell: true, title: "Forgotten work is looked for", detail: `${looked}. ${what}` };
}

/** Who notices when Muster itself does not page. */
export function checkWatchdog({ watchdog: { isExpected, seenAgo, isMissed, outAgo, error } }: WatchFacts): HealthCheck {
  const code = "watchdog";
  const out = outAgo === null ? "none of its pages has come out yet" : `its last page came out ${wordAgo(outAgo)}`;
  if (!isExpected) {
    return { code, isWell: false, title: "Nobody watches Muster itself", detail: "If it stops, nobody is told. Run “muster watchdog” on another machine, with the same MUSTER_WATCHDOG_TOKEN here and there (docs/operate.md)." };
  }
  if (seenAgo === null) return { code, isWell: false, title: "The watchdog was never seen", detail: "MUSTER_WATCHDOG_TOKEN is set, and no watchdog has asked yet. Start it on another machine: npx muster watchdog" };
  if (isMissed) return { code, isWell: false, title: "The watchdog is silent", detail: `It asked last ${wordAgo(seenAgo)}, and ${out}. Start it again where it ran: npx muster watchdog` };
  if (error !== null) return { code, isWell: false, title: "The watchdog’s pages do not come out", detail: `It asked ${wordAgo(seenAgo)}, and ${out}. ${error}` };
  return { code, isWell: true, title: "A watchdog watches", detail: `It asked ${wordAgo(seenAgo)}, and ${out}.` };
}
