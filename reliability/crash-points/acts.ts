import type { Act } from "./act.ts";
import { begun, calendars, days, oldWork, swap, watchdog } from "./acts-of-days.ts";
import { heldBack, silences } from "./acts-of-holding.ts";
import { anIncident, aPage, bundle, channels, steps } from "./acts-of-pages.ts";
import { aSplit } from "./acts-of-splitting.ts";

/** The story: together its acts do every kind of due work. */
export const acts: readonly Act[] = [aPage, steps, channels, bundle, silences, heldBack, anIncident, aSplit, days, swap, calendars, watchdog, oldWork, begun];
