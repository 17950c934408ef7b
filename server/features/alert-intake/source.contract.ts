import { z } from "zod";
import { id } from "../../platform/schemas/forms.ts";
import { sourceSchema } from "./contract.ts";

const asInDocument = "As in the document.";

/** A source to be made; its key is made here. What a kind needs besides is written as in the document. */
export const sourceWishSchema = z
  .strictObject({
    id,
    kind: z.string(),
    name: z.string().optional(),
    service: z.unknown().optional().meta({ description: `${asInDocument} A service, or the label that names one.` }),
    every: z.string().optional(),
    grace: z.string().optional(),
    severity: z.string().optional(),
    preset: z.string().optional(),
    mapping: z.unknown().optional().meta({ description: asInDocument }),
    signingKey: z.unknown().optional().meta({ description: asInDocument }),
  })
  .meta({ id: "SourceWish" });
export type SourceWish = z.infer<typeof sourceWishSchema>;

/** The key is shown this once, here and in the address; only its hash is kept. */
export const sourceWithKeySchema = sourceSchema.extend({ key: z.string() }).meta({ id: "SourceWithKey" });
export type SourceWithKey = z.infer<typeof sourceWithKeySchema>;

export const sourceParams = z.object({ id: z.string().max(100) });
