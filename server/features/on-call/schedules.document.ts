import { z } from "zod";
import { listOf, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { wrongForm } from "../../platform/schemas/wrong-form.ts";
import { durationIn, wallClock, zone } from "../../platform/schemas/forms.ts";
import { line } from "../../platform/schemas/text.ts";
import { parseWallTime } from "../../values/civil.ts";
import { hoursSchema } from "../directory/organization.document.ts";
import { readinessEntrySchema } from "./readiness.document.ts";

/** Above it stand only calendars whose events are overrides. */
const highestPriority = 1_000;

/** One person, or a list of those who hold a turn together; an empty list is a turn of nobody. */
const turnholder = z.union([reference("people"), listOf(reference("people"))]);

/** People who take turns of an hour at the least; without hours, around the clock. A person may stand in one round more than once. */
export const layerSchema = z
  .strictObject({
    name: line().optional(),
    people: listOf(turnholder).min(1),
    starts: wallClock,
    ends: wallClock.optional(),
    turn: durationIn(["h", "d", "w", "mo"]),
    hours: quiet(listOf(hoursSchema), []),
    priority: quiet(z.int("Write a whole number, such as 1; the higher goes before.").min(0).max(highestPriority), 0),
  })
  .superRefine(({ starts, ends }, context) => {
    if (ends !== undefined && (parseWallTime(ends) ?? 0) <= (parseWallTime(starts) ?? 0)) context.addIssue({ code: "custom", path: ["ends"], message: wrongForm("A layer must end after it starts.", "Write a later time.") });
  });

export type LayerEntry = z.output<typeof layerSchema>;

/** Without a zone, wall clocks are the organization's. */
export const scheduleSchema = z.strictObject({
  name: line().optional(),
  timezone: zone.optional(),
  layers: listOf(layerSchema).default([]),
  readiness: readinessEntrySchema.optional(),
});

export type ScheduleEntry = z.output<typeof scheduleSchema>;

export const schedulesSection = section({ name: "schedules", shape: "map", noun: "schedule", schema: scheduleSchema });
