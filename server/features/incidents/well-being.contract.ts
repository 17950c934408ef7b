import { z } from "zod";
import { personRef } from "./basics.contract.ts";
import { wellBeingAspects } from "./well-being.rules.ts";

export const promptSchema = z
  .object({
    key: z.string().meta({ description: "The same while the fact is the same." }),
    aspect: z.enum(wellBeingAspects),
    person: personRef.nullable().meta({ description: "Whom it is about; null: the room." }),
    fact: z.string().meta({ description: "What was seen." }),
    helps: z.string(),
  })
  .meta({ id: "WellBeingPrompt" });
export type PromptView = z.infer<typeof promptSchema>;
