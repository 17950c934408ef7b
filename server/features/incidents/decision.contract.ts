import { z } from "zod";
import { duration } from "../../platform/schemas/forms.ts";
import { line, text } from "../../platform/schemas/text.ts";
import { happenedAt, moment, personRef, time } from "./basics.contract.ts";

const entry = z.number().int().min(1);

export const decisionSchema = z
  .object({
    text: text(100_000),
    replyTo: entry.optional().meta({ description: "The entry this decides on; an earlier decision counts as looked at thereby." }),
    options: z.array(line(300)).max(12).default([]).meta({ description: "What could be done." }),
    chosen: z.number().int().min(0).max(11).nullable().default(null).meta({ description: "Which of the options, counted from 0." }),
    evidence: z.array(entry).max(50).default([]).meta({ description: "Entries that it rests on." }),
    decidedBy: z.string().min(1).max(100).optional().meta({ description: "Who decides; else who writes it down." }),
    lookAgainAt: moment.nullable().default(null).meta({ description: "When whoever decided is reminded to look at it again." }),
    lookAgainIn: duration.optional().meta({ description: "The same as a length of time from now, such as 30m." }),
    at: happenedAt,
  })
  .meta({ id: "DecisionMaking" });

export const lookSchema = z
  .object({ lookAgainAt: moment.nullable().default(null).meta({ description: "It stands until this next look; null: for good." }), lookAgainIn: duration.optional().meta({ description: "The same as a length of time from now." }) })
  .meta({ id: "DecisionLook" });

export const decisionViewSchema = z
  .object({
    entry: z.number().int().meta({ description: "Its entry in the timeline." }),
    text: z.string().nullable(),
    at: time,
    options: z.array(z.string().nullable()),
    chosen: z.number().int().nullable(),
    decidedBy: personRef.nullable(),
    evidence: z.array(z.object({ entry: z.number().int(), at: time, by: z.string(), words: z.string() })),
    lookAgainAt: time.nullable(),
    isDue: z.boolean().meta({ description: "The time to look again has come, and nobody did yet." }),
    lookedAt: time.nullable(),
  })
  .meta({ id: "Decision" });
export type DecisionView = z.infer<typeof decisionViewSchema>;
