import { z } from "zod";
import { weekdays } from "../../values/civil.ts";
import { distinct, quiet } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { timeOfDay, zone } from "../../platform/schemas/forms.ts";
import { line, word } from "../../platform/schemas/text.ts";

/** Hours of some days of the week; `to` at or before `from` runs into the next day, and both alike are the whole day. */
export const hoursSchema = z.strictObject({ days: distinct(word(weekdays)).min(1), from: timeOfDay, to: timeOfDay });

export type Hours = z.output<typeof hoursSchema>;

/** Hours that lie between two turns of one person at the least: 11, as the EU's working time directive has it between two days of work (2003/88/EC, article 3). */
const onCallSchema = z.strictObject({ restHours: z.int().min(0).max(48).default(11) });

export const organizationSchema = z.strictObject({
  name: line(),
  timezone: zone.default("UTC"),
  businessHours: hoursSchema.default({ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }),
  onCall: quiet(onCallSchema, { restHours: 11 }),
});

export type OrganizationEntry = z.output<typeof organizationSchema>;

export const organizationSection = section({ name: "organization", shape: "single", noun: "organization", schema: organizationSchema });
