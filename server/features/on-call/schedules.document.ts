import { z } from "zod";
import { listOf, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { durationIn, wallClock, zone } from "../../platform/schemas/forms.ts";
import { line } from "../../platform/schemas/text.ts";
import { hoursSchema } from "../directory/organization.document.ts";

/** People who take turns of an hour at the least; without hours, around the clock. A person may stand in one round more than once. */
export const layerSchema = z.strictObject({
  name: line().optional(),
  people: listOf(reference("people")).min(1),
  starts: wallClock,
  turn: durationIn(["h", "d", "w", "mo"]),
  hours: quiet(listOf(hoursSchema), []),
});

export type LayerEntry = z.output<typeof layerSchema>;

/** Without a zone, wall clocks are the organization's. */
export const scheduleSchema = z.strictObject({
  name: line().optional(),
  timezone: zone.optional(),
  layers: listOf(layerSchema).default([]),
});

export type ScheduleEntry = z.output<typeof scheduleSchema>;

export const schedulesSection = section({ name: "schedules", shape: "map", noun: "schedule", schema: scheduleSchema });
