import { z } from "zod";

const worded = z.object({ id: z.string(), name: z.string() });

/** The words of the process in force, as forms and lists need them. */
export const processWordsSchema = z
  .object({
    version: z.number().int().nullable().meta({ description: "Null while nobody wrote a process down; then the usual words hold." }),
    severities: z.array(worded.extend({ rank: z.number().int(), of: z.number().int(), when: z.string().nullable(), respond: z.string().nullable() })),
    priorities: z.array(worded.extend({ criteria: z.array(z.string()) })),
    roles: z.array(worded.extend({ area: z.string().nullable(), duties: z.array(z.string()) })),
    kinds: z.array(z.string()),
    declareWhen: z.array(z.string()).meta({ description: "When an incident is to be declared." }),
  })
  .meta({ id: "ProcessWords" });
export type ProcessWords = z.infer<typeof processWordsSchema>;
