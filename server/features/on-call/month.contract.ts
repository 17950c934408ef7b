import { z } from "zod";
import { form } from "../../platform/schemas/text.ts";
import { timeAnswered } from "./time.contract.ts";

const month = form("a month", "Write it like 2026-12.", (text) => /^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/.test(text));
export const monthQuery = z.object({ month: month.optional().meta({ description: "Absent: the month that runs." }) });

const part = z.object({
  personId: z.string(),
  name: z.string(),
  isWhole: z.boolean().meta({ description: "All of the day." }),
  from: timeAnswered,
  to: timeAnswered,
});

const expertDay = z.enum(["on-call", "away", "free"]).meta({ description: "on-call: in some schedule, so woken anyway; away: not to be asked; free: may be asked." });

export const monthSchema = z
  .object({
    month: z.string(),
    timezone: z.string().meta({ description: "The organization's: on its clock the days are." }),
    days: z.array(z.object({ date: z.string(), from: timeAnswered, to: timeAnswered })),
    rows: z
      .array(
        z.object({
          scheduleId: z.string(),
          scheduleName: z.string(),
          roles: z.array(z.object({ id: z.string(), name: z.string() })).meta({ description: "The roles of the process that this schedule fills." }),
          days: z.array(z.array(part)).meta({ description: "Day by day; empty: nobody." }),
        }),
      )
      .meta({ description: "Schedules that fill a role first." }),
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        experts: z.array(z.object({ personId: z.string(), name: z.string(), days: z.array(expertDay) })),
      }),
    ),
  })
  .meta({ id: "OnCallMonth" });
export type MonthView = z.infer<typeof monthSchema>;
