export interface SnoozeTime {
  words: string;
  until: number;
}

const hour = 3_600_000;
const morning = 8;

/** The next eight o’clock on the reader’s clock that is at least two hours away. */
export function nextMorning(now: number): number {
  const day = new Date(now + 2 * hour);
  const isLater = day.getHours() >= morning;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + (isLater ? 1 : 0), morning).getTime();
}

/** For how long one may want quiet, shortest first. */
export function snoozeTimes(now: number): SnoozeTime[] {
  return [
    { words: "1 hour", until: now + hour },
    { words: "4 hours", until: now + 4 * hour },
    { words: "Until morning", until: nextMorning(now) },
  ];
}
