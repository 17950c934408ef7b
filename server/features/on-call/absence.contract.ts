import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { time, timeAnswered, timeInAddress } from "./time.contract.ts";

const reason = text(500).nullish().meta({ description: "For the person and managers only." });
const day = line(10).meta({ description: "A date like 2026-12-24, on the person's clock." });

/** Whole days, or a span of hours. */
export const absenceWishSchema = z
  .union([z.strictObject({ firstDay: day, lastDay: day.meta({ description: "Counted in." }), reason }), z.strictObject({ from: time, to: time, reason })])
  .meta({ id: "AbsenceWish" });

export const clashSchema = z
  .object({
    absenceId: z.uuid(),
    personId: z.string(),
    name: z.string(),
    scheduleId: z.string(),
    scheduleName: z.string(),
    timezone: z.string(),
    from: timeAnswered,
    to: timeAnswered,
  })
  .meta({ id: "AbsenceClash" });
export type ClashView = z.infer<typeof clashSchema>;

export const absenceSchema = z
  .object({
    id: z.uuid(),
    personId: z.string(),
    from: timeAnswered,
    to: timeAnswered,
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    timezone: z.string().meta({ description: "The person's." }),
    reason: z.string().nullable().meta({ description: "null for others than the person and managers." }),
    isFromFeed: z.boolean(),
    clashes: z.array(clashSchema).meta({ description: "Where the person is on call all the same." }),
  })
  .meta({ id: "Absence" });
export type AbsenceView = z.infer<typeof absenceSchema>;

export const feedWishSchema = z
  .strictObject({ url: line(2_000).meta({ description: "The address of an iCalendar file; webcal:// is read as https://. It is kept sealed and never shown again." }) })
  .meta({ id: "AbsenceFeedWish" });

export const feedSchema = z
  .object({
    host: z.string().meta({ description: "Where the calendar lies; the rest of its address opens it and is not shown." }),
    triedAt: timeAnswered.nullable(),
    readAt: timeAnswered.nullable().meta({ description: "When it was last read whole." }),
    problem: z.string().nullable().meta({ description: "Why it cannot be read now; what was read before stays." }),
    problemSince: timeAnswered.nullable(),
  })
  .meta({ id: "AbsenceFeed" });
export type FeedView = z.infer<typeof feedSchema>;

export const feedAnswerSchema = z.object({ feed: feedSchema.nullable() });
export const absenceParameters = z.object({ id: line(100), absenceId: z.uuid() });
export const clashesQuery = z.object({ from: timeInAddress.optional(), to: timeInAddress.optional() });
