import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { happenedAt } from "./contract.ts";

const id = z.string().min(1).max(100);

/** A severity with a priority, either of which may be not set yet. */
const classSchema = z.object({ severity: id.nullable(), priority: id.nullable() });

export const classificationSchema = z
  .object({
    ...classSchema.shape,
    reason: text(10_000).optional(),
    because: z.literal("customer").optional().meta({ description: "The class is other than the rule would have it because of who the customer is. Asks for a reason and for the customers." }),
    customerIds: z.array(id).max(50).default([]),
    from: classSchema.optional().meta({ description: "The class that was in view; refused where it is another by now." }),
    at: happenedAt,
  })
  .refine(({ because, customerIds }) => because === undefined || customerIds.length > 0, { path: ["customerIds"], error: "is empty. Name the customers for whose sake the class is as it is." })
  .refine(({ because, customerIds }) => because !== undefined || customerIds.length === 0, { path: ["because"], error: "is missing. Write `customer` where the class is as it is because of these customers." })
  .meta({ id: "Classification" });
