import { z } from "zod";
import { personShiftSchema } from "./contract.ts";
import { handOverSchema } from "./hand-over.contract.ts";
import { timeAnswered } from "./time.contract.ts";

const neighbourSchema = z.object({ personId: z.string(), name: z.string(), from: timeAnswered, to: timeAnswered });
export type NeighbourView = z.infer<typeof neighbourSchema>;

export const myShiftSchema = personShiftSchema
  .extend({
    before: z.array(neighbourSchema).meta({ description: "Whose shift on this schedule ended last before it begins." }),
    after: z.array(neighbourSchema).meta({ description: "Whose shift on this schedule begins first after it ends." }),
    beside: z
      .array(neighbourSchema.extend({ scheduleId: z.string(), scheduleName: z.string(), step: z.number().int().nullable() }))
      .meta({ description: "Who is on call meanwhile: on the same schedule (step null), or on another that the same policies ask at the step." }),
    services: z.array(z.object({ id: z.string(), name: z.string() })).meta({ description: "What the shift pages for." }),
    note: handOverSchema.nullable().meta({ description: "What was left for this shift; only for the first of each schedule." }),
    readyAt: timeAnswered.nullable().meta({ description: "When the person was found ready for this shift." }),
  })
  .meta({ id: "MyShift" });
export type MyShiftView = z.infer<typeof myShiftSchema>;

export const myShiftsSchema = z
  .object({
    items: z.array(myShiftSchema).meta({ description: "Those that run and those to come, earliest first." }),
    isOnCall: z.boolean(),
    timezone: z.string().meta({ description: "The caller's own clock." }),
    to: timeAnswered.meta({ description: "How far was looked." }),
    next: z.null(),
  })
  .meta({ id: "MyShifts" });
export type MyShiftsView = z.infer<typeof myShiftsSchema>;

export const myShiftsQuery = z.object({ days: z.coerce.number().int().min(1).max(180).default(90).meta({ description: "How many days ahead; 90 unless said." }) });
