const minute = 60_000;

/** A moment as a field for local date and time has it: `2026-11-19T14:47`. */
export function localNow(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * minute;
  return new Date(at - offset).toISOString().slice(0, 16);
}

/** The moment that a field says, as the server takes it; undefined where it says none. */
export function momentIn(value: string): string | undefined {
  const at = new Date(value).getTime();
  return value === "" || Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Nothing has happened tomorrow. */
export function isAhead(value: string, now: number): boolean {
  return new Date(value).getTime() > now + minute;
}
