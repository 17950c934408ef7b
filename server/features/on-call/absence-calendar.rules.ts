/** What an event of a calendar says of itself. */
export interface EventFacts {
  isWholeDays: boolean;
  status: string;
  transparency: string;
  /** What Outlook writes: OOF, BUSY, TENTATIVE, FREE or WORKINGELSEWHERE. */
  busyStatus: string;
  title: string;
}

const awayTitle = /\b(out of (the )?office|ooo|oof)\b/i;

/**
 * Whether an event means that its owner is away. Outlook's out-of-office does, whatever its length. Else what is cancelled, transparent (RFC 5545 TRANSP), free, tentative
 * or work elsewhere does not; of the rest, whole days do, and hours only where the title says “out of office”: a meeting keeps nobody from a page.
 */
export function countsAsAway({ isWholeDays, status, transparency, busyStatus, title }: EventFacts): boolean {
  const busy = busyStatus.toUpperCase();
  if (status.toUpperCase() === "CANCELLED") return false;
  if (busy === "OOF") return true;
  if (transparency.toUpperCase() === "TRANSPARENT" || status.toUpperCase() === "TENTATIVE") return false;
  if (busy !== "" && busy !== "BUSY") return false;
  return isWholeDays || awayTitle.test(title);
}

/** How an event repeats: RFC 5545's RRULE, of its BY… parts the names. */
export interface RepeatFacts {
  frequency: string;
  interval: number;
  parts: readonly string[];
}

const readableParts: Readonly<Record<string, readonly string[]>> = {
  DAILY: ["", "BYDAY", "BYMONTH", "BYMONTHDAY"],
  WEEKLY: ["", "BYDAY"],
  MONTHLY: ["", "BYDAY", "BYMONTHDAY", "BYDAY BYSETPOS"],
  YEARLY: ["", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYDAY BYMONTH", "BYMONTH BYMONTHDAY"],
};

/**
 * Whether a rule is one of those that calendars make by their forms. Others are not followed: of some of them (every seventh day, if it is a Monday; each 30 February) no
 * occurrence ever comes, and whoever looks for it looks for ever.
 */
export function isReadableRule({ frequency, interval, parts }: RepeatFacts): boolean {
  const isStepping = frequency === "DAILY" && interval > 1;
  const readable = isStepping ? [""] : (readableParts[frequency] ?? []);
  return readable.includes([...parts].sort().join(" "));
}
