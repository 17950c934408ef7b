import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";
import { zone } from "../../platform/schemas/forms.ts";
import { gapSchema, transitionsSchema } from "./contract.ts";
import { timeAnswered, timeInAddress } from "./time.contract.ts";

const layerSchema = z.object({
  name: z.string().optional(),
  people: z.array(z.union([z.string(), z.array(z.string())])),
  starts: z.string(),
  ends: z.string().optional(),
  turn: z.string(),
  hours: z.array(z.object({ days: z.array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])), from: z.string(), to: z.string() })).optional(),
  priority: z.number().int().optional(),
});

export const scheduleFormSchema = z
  .object({
    id: z.string(),
    version: z.string().meta({ description: "Of what stands here; a change names the one it began with." }),
    isFromFile: z.boolean(),
    entry: z.object({ name: z.string().optional(), timezone: z.string().optional(), layers: z.array(layerSchema) }),
  })
  .meta({ id: "ScheduleForm" });
export type ScheduleFormView = z.infer<typeof scheduleFormSchema>;

export const scheduleChangeSchema = z
  .strictObject({
    version: line(100).nullable().meta({ description: "What the change began with; null: there is no such schedule yet." }),
    entry: z.unknown().meta({ description: "The schedule in the form of the document." }),
  })
  .meta({ id: "ScheduleChange" });

export const scheduleEffectSchema = z
  .object({
    isPlan: z.boolean(),
    version: z.string(),
    changes: z.array(z.string()).meta({ description: "In sentences." }),
    from: timeAnswered,
    to: timeAnswered.meta({ description: "The end of the span that was looked at." }),
    timezone: z.string(),
    people: z.array(
      z.object({ personId: z.string(), name: z.string(), hoursBefore: z.number(), hoursAfter: z.number(), firstFrom: timeAnswered, firstTo: timeAnswered }),
    ),
    gaps: z.array(gapSchema).meta({ description: "Where nobody would be on call, and now somebody is." }),
    lost: z
      .array(z.object({ overrideId: z.uuid(), personId: z.string(), name: z.string(), from: timeAnswered, to: timeAnswered, hours: z.number(), reason: z.string().nullable() }))
      .meta({ description: "What people arranged and would lose." }),
  })
  .meta({ id: "ScheduleEffect" });
export type ScheduleEffectView = z.infer<typeof scheduleEffectSchema>;

export const clockQuery = z.object({ timezone: zone.optional(), from: timeInAddress.optional(), to: timeInAddress.optional() });
export const clockSchema = z.object({ timezone: z.string(), transitions: transitionsSchema }).meta({ id: "ZoneClock" });
export type ClockView = z.infer<typeof clockSchema>;
