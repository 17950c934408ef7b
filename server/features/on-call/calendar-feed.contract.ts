import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";
import { timeAnswered } from "./time.contract.ts";

export const calendarFeedSchema = z
  .object({
    id: z.uuid(),
    scheduleId: z.string().nullable().meta({ description: "Null: the person's own shifts over all schedules." }),
    scheduleName: z.string().nullable(),
    madeAt: timeAnswered,
    readAt: timeAnswered.nullable().meta({ description: "When a calendar program last asked for it, to the hour." }),
  })
  .meta({ id: "CalendarFeed" });
export type CalendarFeedView = z.infer<typeof calendarFeedSchema>;

export const newCalendarFeedSchema = calendarFeedSchema
  .extend({ address: z.string().meta({ description: "Whoever knows it reads the calendar, so it is shown this once." }) })
  .meta({ id: "NewCalendarFeed" });
export type NewCalendarFeedView = z.infer<typeof newCalendarFeedSchema>;

export const calendarFeedWishSchema = z.strictObject({ scheduleId: line(100).nullable().default(null) });
export const calendarFeedParameters = z.object({ id: z.uuid() });
