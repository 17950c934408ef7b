/** A written length of time such as `30s`, `5m`, `2h`, `3d`, `1w`, `1mo`. */
export type DurationText = string;

export type DurationUnit = "s" | "m" | "h" | "d" | "w" | "mo";

export interface Duration {
  amount: number;
  unit: DurationUnit;
}

const unitMilliseconds: Record<DurationUnit, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  mo: 2_592_000_000,
};

/** Reads `5m` and the like; null where the text is not a duration. */
export function parseDuration(text: DurationText): Duration | null {
  const match = /^(\d{1,6})(s|m|h|d|w|mo)$/.exec(text);
  if (!match) return null;
  return { amount: Number(match[1]), unit: match[2] as DurationUnit };
}

/** Elapsed milliseconds of a written duration (a month counts 30 days); throws on text that `parseDuration` refuses. */
export function durationMilliseconds(text: DurationText): number {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`Not a duration: ${text}`);
  return duration.amount * unitMilliseconds[duration.unit];
}
