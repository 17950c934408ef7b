import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { named, time } from "../incidents/contract.ts";
import { chapters, verdicts } from "./finding.rules.ts";

export const incidentParams = z.object({ ref: z.string().max(60).meta({ description: "INC-214, 214 or the id." }) });

const proofSchema = z.object({
  stream: z.string().meta({ description: "The stream of the log, such as `incident/…`." }),
  version: z.number().int().meta({ description: "The event's number in it." }),
  entry: z.number().int().nullable().meta({ description: "The entry of the incident's timeline; null for events of other streams." }),
});

export const findingSchema = z
  .object({
    rule: z.string().meta({ description: "Where the rule stands in the process, such as `timeBoxes/classify`." }),
    chapter: z.enum(chapters),
    verdict: z.enum(verdicts),
    asks: z.string().meta({ description: "What the rule asks, in words." }),
    dueAt: time.nullable(),
    happenedAt: time.nullable(),
    lateSeconds: z.number().int().nullable(),
    kept: z.number().int().nullable().meta({ description: "Of what comes again: how often it was kept." }),
    owed: z.number().int().nullable().meta({ description: "Of what comes again: how often it was owed." }),
    people: z.array(named),
    because: z.string().nullable().meta({ description: "Why, where the times do not say it; of a waived rule the reason that was given." }),
    waivedBy: z.string().nullable(),
    proof: z.array(proofSchema),
  })
  .meta({ id: "Finding" });
export type FindingView = z.infer<typeof findingSchema>;

export const adherenceSchema = z
  .object({
    incident: z.object({ id: z.uuid(), ref: z.string(), title: z.string().nullable() }),
    processVersion: z.number().int().nullable(),
    events: z.number().int().meta({ description: "Events of the incident's own stream." }),
    judgedAt: time,
    findings: z.array(findingSchema),
  })
  .meta({ id: "Adherence" });
export type AdherenceView = z.infer<typeof adherenceSchema>;

export const waiverSchema = z.object({
  rule: z.string().max(200).meta({ description: "The rule of a finding that is missed or pending." }),
  reason: text(2_000).meta({ description: "Why it is not held against this incident." }),
});

export const waivedSchema = z.object({ rule: z.string(), isWaived: z.boolean() });

export const waiverQuery = z.object({ rule: z.string().max(200) });

export const trendQuery = z.object({ last: z.coerce.number().int().min(1).max(500).default(12).meta({ description: "How many incidents, the newest of them." }) });

export const trendSchema = z
  .object({
    rule: z.string(),
    chapter: z.enum(chapters),
    asks: z.string(),
    met: z.number().int(),
    judged: z.number().int().meta({ description: "Met or missed; what was waived, is pending or does not apply is not counted." }),
    incidents: z.array(z.object({ ref: z.string(), verdict: z.enum(verdicts) })).meta({ description: "Oldest first; those to which the rule does not apply are left out." }),
  })
  .meta({ id: "RuleTrend" });
export type TrendView = z.infer<typeof trendSchema>;
