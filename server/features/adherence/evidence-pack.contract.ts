import { z } from "zod";
import { moment } from "../incidents/contract.ts";

export const packParams = z.object({ ref: z.string().min(1).max(100).meta({ description: "INC-214, 214, or the incident's id." }) });

const grownFrom = z.coerce
  .number()
  .int()
  .positive()
  .optional()
  .meta({ description: "How many events a checkpoint covers that you kept: the pack then shows that the log only grew since." });

const written = { format: z.enum(["json", "markdown", "html"]).default("json").meta({ description: "The pack itself; a summary to read; the same on A4." }), checkpoint: grownFrom };
export const packQuery = z.object(written);

export const periodQuery = z.object({
  from: moment.meta({ description: "Incidents declared from here on, and the audit trail." }),
  to: moment.meta({ description: "And before here." }),
  ...written,
});

export const sealSchema = z
  .object({
    events: z.number().int(),
    streams: z.number().int(),
    unsealed: z.number().int().meta({ description: "Events that are newer than the newest checkpoint: it is made within a minute." }),
    lastHash: z.string().meta({ description: "Of the incident's last event." }),
    redacted: z.number().int().meta({ description: "Texts that were taken out; their hashes still fit." }),
    sealedAt: z.iso.datetime().nullable().meta({ description: "When the newest checkpoint was made; null before the first." }),
    file: z.string().meta({ description: "The name under which the pack is saved." }),
    difference: z.string().nullable().meta({ description: "Where the log of the incident is not what was written; null where it is." }),
  })
  .meta({ id: "EvidenceSeal" });
export type EvidenceSeal = z.infer<typeof sealSchema>;
