import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { gapSchema, overrideSchema, shiftSchema } from "./contract.ts";
import { time, timeInAddress } from "./time.contract.ts";

const personId = line(100);
const span = { from: time, to: time, reason: text(500).nullish() };

/** Members that are not known are refused: a mistyped `replacesId` would take everybody away. */
export const overrideWishSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("add"), personId, ...span }),
    z.strictObject({ kind: z.literal("remove"), personId: personId.nullable().meta({ description: "null: everybody." }), ...span }),
    z.strictObject({
      kind: z.literal("replace"),
      personId,
      replacesId: personId.nullish().meta({ description: "Absent or null: whoever would be on call." }),
      ...span,
    }),
    z.strictObject({
      kind: z.literal("temporary"),
      shifts: z.array(z.strictObject({ personId, from: time, to: time })).max(1_000).meta({ description: "They alone are on call in its span; between them nobody is." }),
      ...span,
    }),
  ])
  .meta({ id: "OverrideWish" });

export const overrideOutcomeSchema = z
  .object({
    isPlan: z.boolean().meta({ description: "Nothing was changed: this is what would be." }),
    override: overrideSchema,
    before: z.array(shiftSchema).meta({ description: "Who would be on call in its span without it." }),
    after: z.array(shiftSchema),
    gaps: z.array(gapSchema).meta({ description: "Where in its span nobody is on call with it." }),
  })
  .meta({ id: "OverrideOutcome" });
export type OverrideOutcomeView = z.infer<typeof overrideOutcomeSchema>;

export const planQuery = z.object({ plan: z.enum(["true", "false"]).default("false") });
export const undoQuery = z.object({
  from: timeInAddress.optional().meta({ description: "Take back only what is later; absent: from its beginning." }),
  to: timeInAddress.optional().meta({ description: "Take back only what is earlier; absent: to its end." }),
});
export const overrideParameters = z.object({ id: line(100), overrideId: z.uuid() });
