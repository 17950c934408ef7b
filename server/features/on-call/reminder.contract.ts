import { z } from "zod";
import { longestBefore, shortestBefore } from "./reminder.rules.ts";

const mostReminders = 4;

export const remindersSchema = z
  .object({
    minutesBefore: z.array(z.number().int()).meta({ description: "How long before a shift a mail comes, longest first; empty: never." }),
    isUsual: z.boolean().meta({ description: "What everybody has who chose nothing." }),
  })
  .meta({ id: "Reminders" });
export type RemindersView = z.infer<typeof remindersSchema>;

export const remindersWishSchema = z.strictObject({
  minutesBefore: z
    .array(z.int().min(shortestBefore, { error: `A reminder comes ${shortestBefore} minutes before a shift at the latest. Write a larger number.` }).max(longestBefore, { error: `A reminder comes 7 days (${longestBefore} minutes) before a shift at the earliest. Write a smaller number.` }))
    .max(mostReminders, { error: `${mostReminders} reminders are the most. Leave some out.` }),
});
