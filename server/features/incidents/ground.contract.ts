import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { personRef, time } from "./basics.contract.ts";
import { groundKinds, groundMarks, groundStances } from "./incident-words.rules.ts";

export const groundSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(groundKinds),
    text: z.string().nullable(),
    owner: personRef.nullable(),
    mark: z.enum(groundMarks),
    since: time,
    version: z.number().int().meta({ description: "Grows with each mark and correction; send it with a change, and a change made meanwhile is not written over." }),
    source: z
      .object({ kind: z.enum(["person", "token", "tool"]), id: z.string().nullable(), name: z.string().nullable() })
      .nullable()
      .meta({ description: "Who or what said it first." }),
    marked: z.object({ at: time, by: personRef.nullable(), reason: z.string().nullable() }).nullable().meta({ description: "Who gave it its mark, and why; null where nobody did yet." }),
    correctedAt: time.nullable().meta({ description: "When it was put in other words; the old ones stay in the log." }),
    evidence: z
      .array(z.object({ entry: z.number().int(), stance: z.enum(groundStances), at: time, by: z.string(), words: z.string().meta({ description: "What the entry says, cut to one line." }) }))
      .meta({ description: "Entries of the timeline that speak for it or against it." }),
  })
  .meta({ id: "GroundItem" });
export type GroundView = z.infer<typeof groundSchema>;

const id = z.string().min(1).max(100);

export const groundAdditionSchema = z
  .object({
    kind: z.enum(groundKinds),
    text: text(2_000),
    ownerId: id.nullable().optional(),
    saidBy: z
      .union([z.strictObject({ personId: id }), z.strictObject({ tool: line(200) })])
      .optional()
      .meta({ description: "Who or which tool said it, where that is not who writes it down." }),
  })
  .meta({ id: "GroundAddition" });

export const groundChangeSchema = z
  .object({
    mark: z.enum(groundMarks).optional(),
    text: text(2_000).optional().meta({ description: "Other words for it; the old ones stay in the log." }),
    reason: text(2_000).optional().meta({ description: "Why it bears the mark; a dispute needs one." }),
    version: z.number().int().min(1).optional().meta({ description: "That of the item as you saw it. Where somebody changed it since, nothing is changed and the answer, 409, names what was." }),
  })
  .refine(({ mark, text: words }) => (mark === undefined) !== (words === undefined), { error: "says either a mark or other words." })
  .meta({ id: "GroundChange" });

export const groundLinkSchema = z
  .object({ stance: z.enum(groundStances).nullable().meta({ description: "Null: it is no evidence for or against it any more." }) })
  .meta({ id: "GroundLink" });
