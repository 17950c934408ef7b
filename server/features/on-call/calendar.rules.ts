import { refuse, type Refusal } from "../../values/refusal.ts";

/** What an event of a calendar says of itself. */
export interface EventFacts {
  isWholeDays: boolean;
  status: string;
  transparency: string;
  /** What Outlook writes: OOF, BUSY, TENTATIVE, FREE or WORKINGELSEWHERE. */
  busyStatus: string;
  title: string;
}

/** How an event repeats: RFC 5545's RRULE, of its BY… parts the names. */
export interface RepeatFacts {
  frequency: string;
  interval: number;
  parts: readonly string[];
}

const readableParts: Readonly<Record<string, readonly string[]>> = {
  HOURLY: [""],
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

/** The address of a calendar that somebody wrote; webcal:// is read as https://. */
export function calendarAddress(text: string): URL | Refusal {
  const address = text.trim().replace(/^webcals?:\/\//i, "https://");
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return new URL(address);
  const message = "Write the address of the calendar with https:// or webcal:// in front.";
  return refuse("calendar.address.invalid", message, { errors: [{ path: "url", message }] });
}
