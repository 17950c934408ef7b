import { z } from "zod";
import { duration } from "../../platform/schemas/forms.ts";
import { verdicts } from "./alert-care.rules.ts";

const until = z.iso.datetime({ offset: true });
const length = duration.meta({ description: "Such as 1h." });
const verdict = z.enum(verdicts).nullable();

export const snoozeWishSchema = z
  .object({ until: until.nullable().optional().meta({ description: "Null ends a snooze." }), for: length.optional() })
  .meta({ id: "SnoozeWish" });

export const noteWishSchema = z.object({ text: z.string().trim().min(1, "says nothing").max(10_000) }).meta({ id: "AlertNoteWish" });

export const verdictWishSchema = z.object({ verdict }).meta({ id: "AlertVerdictWish" });

export const ownerWishSchema = z.object({ personId: z.string().min(1).max(100).nullable() }).meta({ id: "AlertOwnerWish" });

const ids = z.array(z.uuid()).min(1, "names no alert").max(1_000, "names more than 1,000 alerts; send them in parts");

export const bulkWishSchema = z
  .discriminatedUnion("action", [
    z.object({ ids, action: z.literal("acknowledge") }),
    z.object({ ids, action: z.literal("resolve") }),
    z.object({ ids, action: z.literal("snooze"), until: until.optional(), for: length.optional() }),
    z.object({ ids, action: z.literal("verdict"), verdict }),
  ])
  .meta({ id: "AlertBulkWish" });
export type BulkWish = z.infer<typeof bulkWishSchema>;

export const bulkOutcomeSchema = z
  .object({
    done: z.number().int(),
    refused: z.number().int(),
    outcomes: z.array(z.object({ id: z.uuid(), outcome: z.enum(["done", "refused"]), code: z.string().nullable(), reason: z.string().nullable() })),
  })
  .meta({ id: "AlertBulkOutcome" });
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>;

export const alertNoteSchema = z.object({ id: z.uuid(), at: z.iso.datetime(), personId: z.string().nullable(), personName: z.string().nullable(), text: z.string() }).meta({ id: "AlertNote" });
