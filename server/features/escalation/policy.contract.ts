import { z } from "zod";

const named = z.object({ id: z.string(), name: z.string() });

export const policyViewSchema = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: "The id where it has no name of its own." }),
    repeat: z.number().int().meta({ description: "Passes after the first." }),
    steps: z.array(
      z.object({
        sentence: z.string(),
        wait: z.string().meta({ description: "From the start of the step to the next, as written: `5m`." }),
        targets: z.array(z.object({ target: z.string(), words: z.string(), peopleNow: z.array(named).meta({ description: "Who would be paged at this moment." }) })),
      }),
    ),
    end: z.string().meta({ description: "What happens after the last step." }),
    services: z.array(named).meta({ description: "The services that it is for." }),
    isFromFile: z.boolean(),
  })
  .meta({ id: "EscalationPolicy" });
export type PolicyView = z.infer<typeof policyViewSchema>;

export const policyParams = z.object({ id: z.string().max(100) });
