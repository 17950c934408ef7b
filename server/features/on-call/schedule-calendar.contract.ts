import { z } from "zod";
import { id } from "../../platform/schemas/forms.ts";
import { line } from "../../platform/schemas/text.ts";
import { timeAnswered } from "./time.contract.ts";

export const calendarParameters = z.object({ id: line(100), calendarId: id.clone() });

const common = {
  name: line(100).nullish().meta({ description: "What its row in the calendar is called; absent: its id." }),
  priority: z.int().min(0).max(1_000).default(0).meta({ description: "As of a layer: the higher goes before." }),
  isOverride: z.boolean().default(false).meta({ description: "Its events go before every layer, whatever their priorities." }),
};

/** From an address that is read again and again, or as the text of a file. */
export const calendarWishSchema = z
  .union([
    z.strictObject({ ...common, url: line(2_000).meta({ description: "https://, http:// or webcal://; it is kept sealed." }) }),
    z.strictObject({ ...common, content: z.string().min(1).max(900_000).meta({ description: "An iCalendar file." }) }),
  ])
  .meta({ id: "ScheduleCalendarWish" });
export type CalendarWishBody = z.output<typeof calendarWishSchema>;

export const calendarSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    host: z.string().nullable().meta({ description: "Where it is read from; null: it was uploaded." }),
    priority: z.number().int(),
    isOverride: z.boolean(),
    shifts: z.number().int(),
    coveredTo: timeAnswered.nullable().meta({ description: "The end of its last shift that is known." }),
    unknown: z.array(z.object({ name: z.string(), count: z.number().int() })).meta({ description: "Titles that name nobody here; where they stand the calendar has nobody." }),
    triedAt: timeAnswered.nullable(),
    readAt: timeAnswered.nullable(),
    problem: z.string().nullable().meta({ description: "Why it could not be read last; what it said before still holds." }),
  })
  .meta({ id: "ScheduleCalendar" });
export type CalendarView = z.infer<typeof calendarSchema>;
