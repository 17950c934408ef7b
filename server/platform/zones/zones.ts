import type { Instant } from "../../values/instant.ts";
import type { Transition, Zone } from "../../values/zone.ts";

const firstInstant = Date.UTC(1970, 0, 1);
const lastInstant = Date.UTC(2101, 0, 1);
const second = 1_000;
const hour = 3_600_000;

/** The shortest time any zone kept an offset and then took the old one back is an hour under seven days (Brazil, October 2000). */
const stride = 6 * 24 * hour;

const built = new Map<string, Zone>();

/** Whether this machine's time-zone data knows the name, such as `Europe/Berlin`; bare offsets are no zones. */
export function isKnownZone(name: string): boolean {
  if (built.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    offsetFormat(name);
    return true;
  } catch {
    return false;
  }
}

/** The zone's offsets from 1970 to 2100, built once in a process; throws for a name that `isKnownZone` refuses. */
export function zoneNamed(name: string): Zone {
  const known = built.get(name);
  if (known) return known;
  if (!isKnownZone(name)) throw new Error(`Not a time zone: ${name}`);
  const zone = { name, transitions: transitionsOf(offsetTextOf(name)) };
  built.set(name, zone);
  return zone;
}

/** The offset as Intl writes it, `+02:00`, or nothing for UTC: comparing text is cheaper than reading it. */
type OffsetText = (at: Instant) => string;

function offsetFormat(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", { timeZone: name, weekday: "short", timeZoneName: "longOffset" });
}

function offsetTextOf(name: string): OffsetText {
  const format = offsetFormat(name);
  return (at) => {
    const text = format.format(at);
    return text.slice(text.indexOf("GMT") + 3);
  };
}

function transitionsOf(offsetText: OffsetText): Transition[] {
  let known = offsetText(firstInstant);
  const transitions: Transition[] = [{ at: firstInstant, offset: secondsOf(known) }];
  for (let at = firstInstant; at < lastInstant; at += stride) {
    const ahead = offsetText(at + stride);
    for (let from = at; known !== ahead; ) {
      from = nextChange(offsetText, known, from, at + stride);
      known = offsetText(from);
      transitions.push({ at: from, offset: secondsOf(known) });
    }
  }
  return transitions;
}

/** Nearly every change falls on a full hour of UTC, so that seconds are searched only where the hour was not it. */
function nextChange(offsetText: OffsetText, known: string, from: Instant, to: Instant): Instant {
  const found = bisect(offsetText, known, from, to, hour);
  if (offsetText(found - second) === known) return found;
  return bisect(offsetText, known, Math.max(from, found - hour), found, second);
}

function bisect(offsetText: OffsetText, known: string, from: Instant, to: Instant, step: number): Instant {
  let before = from;
  let after = to;
  while (after - before > step) {
    const middle = before + Math.ceil((after - before) / step / 2) * step;
    if (offsetText(middle) === known) before = middle;
    else after = middle;
  }
  return after;
}

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(":").map(Number);
  const total = (hours * 60 + minutes) * 60 + seconds;
  return text.startsWith("-") ? -total : total;
}
