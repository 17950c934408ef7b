import { z } from "zod";
import { listQuery } from "../../platform/schemas/list.ts";
import { text } from "../../platform/schemas/text.ts";
import { personRef, time } from "./basics.contract.ts";
import { otherIncidentSchema } from "./relation.contract.ts";

export const conductStates = ["new", "seen", "dealt-with"] as const;

export const conductReportingSchema = z.object({ text: text(10_000) }).meta({ id: "ConductReporting" });

const step = z.object({ at: time, by: personRef }).nullable();

/** A report without what it says and who says it: these are read one by one, and the audit trail says by whom. */
export const conductReportSchema = z
  .object({ id: z.uuid(), incident: otherIncidentSchema, at: time, state: z.enum(conductStates), seen: step, settled: step, outcome: z.string().nullable().meta({ description: "What was done about it, in the words of who dealt with it." }) })
  .meta({ id: "ConductReport" });
export type ConductReportView = z.infer<typeof conductReportSchema>;

export const readConductReportSchema = conductReportSchema.extend({ by: personRef, text: z.string() }).meta({ id: "ReadConductReport" });
export type ReadConductReportView = z.infer<typeof readConductReportSchema>;

export const conductListQuery = listQuery.extend({ state: z.enum([...conductStates, "all"]).default("all") });
export const conductSettlingSchema = z.object({ outcome: text(2_000).optional() }).meta({ id: "ConductSettling" });
