/** Something that does not hold, as the report of coverage and a plan tell it. */
export interface ToldFinding {
  title: string;
  text: string;
  timezone: string | null;
  pattern: string | null;
  count: number;
  first: { from: string; to: string } | null;
}

export const weightWords = { breaks: "Breaks paging", risks: "Puts paging at risk", hard: "Hard on people" } as const;

/** When it holds: `all the time`, `once, Fri 4 Dec 18:00 to Sun 6 Dec 18:00 (Europe/Berlin)`, `13 times, first …`. */
export function wordTimes({ timezone, pattern, count, first }: Pick<ToldFinding, "timezone" | "pattern" | "count" | "first">): string {
  if (first === null) return "all the time";
  const zone = timezone ?? "UTC";
  const span = first.from === first.to ? wordMoment(first.from, zone) : `${wordMoment(first.from, zone)} to ${wordMoment(first.to, zone)}`;
  return `${pattern === null ? "" : `${pattern}, `}${count === 1 ? "once," : `${count} times, first`} ${span} (${zone})`;
}

/** One finding in two lines. */
export function wordFinding(finding: ToldFinding): string {
  return `  ${finding.title} ${finding.text}\n    When: ${wordTimes(finding)}.`;
}

function wordMoment(moment: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(Date.parse(moment));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month").slice(0, 3)} ${part("hour")}:${part("minute")}`;
}
