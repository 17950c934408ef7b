import { z } from "zod";
import { duration } from "../../platform/schemas/forms.ts";
import { line } from "../../platform/schemas/text.ts";
import { moment, personRef, time } from "./basics.contract.ts";
import { areas } from "./workstream-words.rules.ts";

const id = z.string().min(1).max(100);
const every = duration.nullable().optional().meta({ description: "How often its lead tells the commander, such as 30m; null: when there is something to say." });

export const workstreamSchema = z
  .object({
    id: z.uuid(),
    area: z.enum(areas).nullable().meta({ description: "Null where it has a name of its own." }),
    name: z.string(),
    lead: personRef,
    everySeconds: z.number().int().nullable(),
    openedAt: time,
    closedAt: time.nullable(),
    toldAt: time.nullable().meta({ description: "When its lead last wrote a note in it: that is the news owed to the commander." }),
  })
  .meta({ id: "Workstream" });

export const workstreamOpeningSchema = z
  .object({ area: z.enum(areas).optional(), name: line(100).optional(), leadId: id, every })
  .refine(({ area, name }) => (area === undefined) !== (name === undefined), { path: ["name"], error: "Choose one of the areas, or give it a name of its own." })
  .meta({ id: "WorkstreamOpening" });

export const workstreamChangeSchema = z.object({ leadId: id.optional(), every }).meta({ id: "WorkstreamChange" });

export const deputyNamingSchema = z.object({ personId: id.nullable().meta({ description: "Who stands in; null: nobody any more." }) }).meta({ id: "DeputyNaming" });

export const plannedHandoverSchema = z
  .object({ id: z.uuid(), role: z.string(), roleName: z.string(), to: personRef, passesAt: time, offeredAt: time.meta({ description: "When it is offered by itself, with a brief." }) })
  .meta({ id: "PlannedHandover" });

export const handoverPlanningSchema = z.object({ role: id, toPersonId: id, at: moment.meta({ description: "When the role passes; offered before by as long as two go on side by side." }) }).meta({ id: "HandoverPlanning" });

export const staffingSchema = z
  .object({
    role: z.string(),
    roleName: z.string(),
    hasSchedule: z.boolean().meta({ description: "Without one nobody is proposed." }),
    spans: z.array(
      z.object({
        person: personRef.nullable().meta({ description: "Null: nobody of the rotation is awake." }),
        from: time,
        to: time,
        timezone: z.string().nullable(),
        because: z.enum(["holds", "on-call", "awake", "nobody"]).meta({ description: "Holds it now; is on call by then; is the one of the rotation who has most of the day left; nobody." }),
        onCall: z.array(personRef).meta({ description: "Who is on call meanwhile and would be woken." }),
      }),
    ),
  })
  .meta({ id: "RoleStaffing" });
export type StaffingView = z.infer<typeof staffingSchema>;
