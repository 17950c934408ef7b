import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { timeAnswered } from "./time.contract.ts";

const person = z.object({ personId: z.string(), name: z.string() });

export const shiftFactSchema = z
  .object({
    key: z.string(),
    kind: z.enum(["pages", "alert", "snoozed", "incident", "silence"]),
    words: z.string(),
    path: z.string().meta({ description: "Where it stands, without the host." }),
    at: timeAnswered.nullable().meta({ description: "When something happens with it: a snooze or a silence ends." }),
  })
  .meta({ id: "ShiftFact" });
export type ShiftFactView = z.infer<typeof shiftFactSchema>;

export const handOverSchema = z
  .object({
    id: z.uuid(),
    scheduleId: z.string(),
    ...person.shape,
    shiftFrom: timeAnswered,
    shiftTo: timeAnswered,
    text: z.string(),
    facts: z.array(shiftFactSchema).meta({ description: "What was open when it was written." }),
    writtenAt: timeAnswered,
    readBy: z.array(person.extend({ at: timeAnswered })),
  })
  .meta({ id: "HandOver" });
export type HandOverView = z.infer<typeof handOverSchema>;

export const ownHandOverSchema = z
  .object({
    scheduleId: z.string(),
    scheduleName: z.string(),
    from: timeAnswered,
    to: timeAnswered,
    after: z.array(person.extend({ from: timeAnswered, to: timeAnswered })).meta({ description: "Who comes next." }),
    facts: z.array(shiftFactSchema).meta({ description: "What happened in the shift, and what is open now." }),
    latest: handOverSchema.nullable().meta({ description: "What the caller wrote last for this shift." }),
  })
  .meta({ id: "OwnHandOver" });
export type OwnHandOverView = z.infer<typeof ownHandOverSchema>;

export const handOverWishSchema = z.strictObject({
  text: text(5_000),
  facts: z.array(line(200)).max(200).optional().meta({ description: "Keys of the facts to keep; left out: all." }),
  after: z.uuid().nullable().optional().meta({ description: "The id of the note that the caller saw as their latest of this shift, null for none. Refused where there is a later one; left out: not asked." }),
});

export const handOverParameters = z.object({ id: line(100), noteId: z.uuid() });
