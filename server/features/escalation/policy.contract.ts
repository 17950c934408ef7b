import { z } from "zod";

const named = z.object({ id: z.string(), name: z.string() });

export const policyViewSchema = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: "The id where it has no name of its own." }),
    repeat: z.number().int().meta({ description: "Passes after the first." }),
    askAfter: z.string().meta({ description: "After how long without anything done whoever has it is asked whether they still do; `0s`: never." }),
    question: z.string().nullable().meta({ description: "The same as a sentence; null where nobody is asked." }),
    steps: z.array(
      z.object({
        sentence: z.string(),
        wait: z.string().meta({ description: "From the start of the step to the next, as written: `5m`." }),
        roundRobin: z.boolean().meta({ description: "One of the people is paged, in turn." }),
        acknowledgements: z.number().int().meta({ description: "How many people are to have it before the search stops." }),
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
