import { z } from "zod";
import { weekdays } from "../../values/civil.ts";
import { listQuery } from "../../platform/schemas/list.ts";
import { line } from "../../platform/schemas/text.ts";
import { timeAnswered, timeInAddress } from "./time.contract.ts";

const person = z.object({ personId: z.string(), name: z.string() });

/** What put somebody on call. */
export const reasonSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("layer"), place: z.number().int(), name: z.string() }),
    z.object({
      kind: z.literal("override"),
      overrideId: z.uuid(),
      replacesId: z.string().nullable(),
      replacesName: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ])
  .meta({ id: "OnCallReason" });
export type ReasonView = z.infer<typeof reasonSchema>;

export const onCallSchema = z
  .object({
    scheduleId: z.string(),
    scheduleName: z.string(),
    timezone: z.string(),
    roles: z.array(z.object({ id: z.string(), name: z.string() })).meta({ description: "The roles of the process that this schedule fills." }),
    isGap: z.boolean().meta({ description: "Nobody is on call." }),
    people: z.array(
      person.extend({
        since: timeAnswered.nullable().meta({ description: "Without a break; null: for more than a year." }),
        until: timeAnswered.nullable().meta({ description: "Without a break; null: for more than a year." }),
        because: reasonSchema,
      }),
    ),
    shadows: z.array(person.extend({ until: timeAnswered })).meta({ description: "Who stands beside them to learn: they get a copy of pages, and nobody counts on an answer." }),
  })
  .meta({ id: "OnCall" });
export type OnCallView = z.infer<typeof onCallSchema>;

export const layerSchema = z
  .object({
    place: z.number().int(),
    name: z.string().meta({ description: "Its own, else made from its turn and hours." }),
    people: z.array(z.array(person)).meta({ description: "The turn order; people in one entry hold the turn together." }),
    starts: z.string().meta({ description: "On the schedule's wall clock, such as 2026-11-02T09:00." }),
    ends: z.string().nullable(),
    turn: z.string().meta({ description: "How long a turn lasts, such as 1w." }),
    hours: z.array(z.object({ days: z.array(z.enum(weekdays)), from: z.string(), to: z.string() })).meta({ description: "Empty: around the clock." }),
    priority: z.number().int(),
    handsOver: z.string().nullable().meta({ description: "In words, such as Mondays 09:00; null where the people never change." }),
    nextHandoffAt: timeAnswered.nullable(),
  })
  .meta({ id: "ScheduleLayer" });
export type LayerView = z.infer<typeof layerSchema>;

export const transitionsSchema = z.array(z.object({ at: timeAnswered, offsetSeconds: z.number().int() })).meta({
  description: "From each moment on, clocks of the schedule stand so many seconds east of UTC; those that hold from 45 days before the span to 45 days after it.",
});

export const scheduleSchema = z
  .object({ id: z.string(), name: z.string(), timezone: z.string(), layers: z.array(layerSchema) })
  .meta({ id: "Schedule" });
export type ScheduleView = z.infer<typeof scheduleSchema>;

export const shiftSchema = z
  .object({
    ...person.shape,
    from: timeAnswered,
    to: timeAnswered,
    because: z.array(reasonSchema).meta({ description: "Every reason that holds in the shift, in the order in which they begin to hold." }),
    startsEarlier: z.boolean().meta({ description: "The shift began before the span that was asked for." }),
    endsLater: z.boolean().meta({ description: "The shift goes on after the span that was asked for." }),
  })
  .meta({ id: "Shift" });
export type ShiftView = z.infer<typeof shiftSchema>;

export const gapSchema = z
  .object({
    from: timeAnswered,
    to: timeAnswered,
    overrideIds: z.array(z.uuid()).meta({ description: "The overrides that took the last person away; empty where no layer had anybody." }),
  })
  .meta({ id: "ScheduleGap" });
export type GapView = z.infer<typeof gapSchema>;

export const overrideSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(["add", "remove", "replace", "temporary"]),
    personId: z.string().nullable().meta({ description: "Who comes, or of a removal who goes; null: everybody goes." }),
    name: z.string().nullable(),
    replacesId: z.string().nullable().meta({ description: "Who goes for them; null of a replacement: whoever would be on call." }),
    replacesName: z.string().nullable(),
    from: timeAnswered,
    to: timeAnswered,
    shifts: z.array(person.extend({ from: timeAnswered, to: timeAnswered })).meta({ description: "Of a temporary schedule: they alone are on call in its span." }),
    reason: z.string().nullable(),
    madeBy: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    madeAt: timeAnswered,
  })
  .meta({ id: "Override" });
export type OverrideView = z.infer<typeof overrideSchema>;

export const scheduleShiftsSchema = z
  .object({
    items: z.array(shiftSchema).meta({ description: "Who is really on call." }),
    layers: z.array(
      z.object({
        place: z.number().int(),
        name: z.string(),
        priority: z.number().int(),
        isCalendar: z.boolean().meta({ description: "Read from a calendar of another system, and no part of the document." }),
        shifts: z.array(shiftSchema),
      }),
    ),
    overrides: z.array(overrideSchema).meta({ description: "Those that touch the span, uncut, earliest first." }),
    gaps: z.array(gapSchema),
    from: timeAnswered,
    to: timeAnswered,
    timezone: z.string(),
    transitions: transitionsSchema,
    next: z.null(),
  })
  .meta({ id: "ScheduleShifts" });
export type ScheduleShiftsView = z.infer<typeof scheduleShiftsSchema>;

export const personShiftSchema = shiftSchema
  .extend({ scheduleId: z.string(), scheduleName: z.string(), timezone: z.string() })
  .meta({ id: "PersonShift" });
export type PersonShiftView = z.infer<typeof personShiftSchema>;

export const onCallQuery = listQuery.extend({ at: timeInAddress.optional() });
export const spanQuery = z.object({ from: timeInAddress.optional(), to: timeInAddress.optional() });
export const scheduleParameters = z.object({ id: line(100) });
