import { z } from "zod";

const worded = z.object({ id: z.string(), name: z.string() });

const pair = z.object({ severity: z.string(), priority: z.string() });
/** What the process says of pairs of a severity and a priority; one that is not named is allowed and asks nothing. */
export const gridSchema = z.object({
  forbidden: z.array(pair.extend({ because: z.string().nullable() })),
  confirm: z.array(pair.extend({ because: z.string().nullable() })),
  asks: z.array(pair.extend({ roles: z.array(worded), tell: z.array(worded), updateEvery: z.array(z.string()), actions: z.array(z.string()) })).meta({ description: "What a pair asks for besides." }),
});
export type GridView = z.infer<typeof gridSchema>;

/** The words of the process in force, as forms and lists need them. */
export const processWordsSchema = z
  .object({
    version: z.number().int().nullable().meta({ description: "Null while nobody wrote a process down; then the usual words hold." }),
    severities: z.array(worded.extend({ rank: z.number().int(), of: z.number().int(), when: z.string().nullable(), respond: z.string().nullable() })),
    priorities: z.array(worded.extend({ criteria: z.array(z.string()) })),
    roles: z.array(worded.extend({ area: z.string().nullable(), duties: z.array(z.string()) })),
    kinds: z.array(z.string()),
    declareWhen: z.array(z.string()).meta({ description: "When an incident is to be declared." }),
    ...gridSchema.shape,
  })
  .meta({ id: "ProcessWords" });
export type ProcessWords = z.infer<typeof processWordsSchema>;
