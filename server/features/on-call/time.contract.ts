import { z } from "zod";
import { parseTimeOfDay, parseWallTime } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { form } from "../../platform/schemas/text.ts";

const rfc3339 = /^(\d{4}-\d\d-\d\d)t(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:z|([+-])(\d\d:\d\d))$/i;
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Reads RFC 3339 with any offset, to the millisecond; null where the text is no such time, or one outside 1970 to 2099. */
export function readInstant(text: string): Instant | null {
  const [, date = "", time = "", fraction = "", sign = "+", offset = "00:00"] = rfc3339.exec(text) ?? [];
  const wall = parseWallTime(`${date}T${time}`);
  const ahead = offset === "24:00" ? null : parseTimeOfDay(offset);
  if (wall === null || ahead === null) return null;
  const at = wall + Number(fraction.slice(0, 3).padEnd(3, "0")) - (sign === "-" ? -ahead : ahead);
  return at >= earliest && at < latest ? at : null;
}

const noun = "a time from 1970 to 2099 with its offset from UTC";
const mend = "Write it like 2026-11-19T13:47:00Z or 2026-11-19T14:47:00+01:00.";
const timeText = form(noun, mend, (text) => readInstant(text) !== null).meta({ format: "date-time" });

/** A moment in a body: RFC 3339 with any offset. */
export const time = timeText.transform((text) => readInstant(text) ?? 0);

/** A moment in an address, where a + that nobody wrote as %2B arrives as a space. */
export const timeInAddress = z
  .string()
  .overwrite((text) => text.replace(/ (?=\d\d:\d\d$)/, "+"))
  .meta({ format: "date-time" })
  .pipe(time);

/** A moment in an answer: RFC 3339 in UTC. */
export const timeAnswered = z.iso.datetime();
