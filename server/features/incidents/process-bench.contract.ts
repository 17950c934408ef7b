import { z } from "zod";

const severity = z.string().nullable().meta({ description: "What people call it; null where nothing speaks for one." });

export const benchQuery = z.object({ last: z.coerce.number().int().min(1).max(200).default(20).meta({ description: "On how many of the last incidents it is tried." }) });

export const benchSchema = z
  .object({
    tried: z.number().int().meta({ description: "How many incidents there were to try it on." }),
    differing: z.array(z.object({ ref: z.string(), title: z.string(), decided: severity, before: severity, after: severity })).meta({ description: "Those that the draft would judge otherwise than the process in force." }),
  })
  .meta({ id: "ProcessBench" });
export type ProcessBench = z.infer<typeof benchSchema>;
