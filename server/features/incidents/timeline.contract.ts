import { z } from "zod";
import { personRef, time } from "./contract.ts";
import { entryKinds } from "./incident-words.rules.ts";

export const entrySchema = z
  .object({
    id: z.string().meta({ description: "Stable; sorts nothing." }),
    entry: z.number().int().nullable().meta({ description: "Its number, by which it is answered, pinned and redacted; null for a page." }),
    kind: z.enum(entryKinds),
    at: time.meta({ description: "When it happened." }),
    recordedAt: time.meta({ description: "When it was really recorded." }),
    isBackdated: z.boolean(),
    actor: z.object({ kind: z.enum(["person", "token", "muster", "source"]), id: z.string().nullable(), name: z.string() }),
    /** The roles its writer holds now, by name. */
    roles: z.array(z.string()),
    bold: z.string().meta({ description: "What Muster says of it: the bold beginning and the rest." }),
    rest: z.string(),
    moment: time.nullable().meta({ description: "A moment that ends the sentence, other than the line's own." }),
    text: z.string().nullable().meta({ description: "What a person typed; null where nobody did, or where it was taken out." }),
    redacted: z.object({ at: time, by: z.string() }).nullable(),
    isPinned: z.boolean(),
    replyTo: z.number().int().nullable(),
    evidence: z
      .object({ id: z.uuid(), kind: z.enum(["picture", "log", "link", "file"]), name: z.string(), mediaType: z.string(), size: z.number().int(), href: z.string() })
      .nullable(),
    attempts: z.array(z.object({ channel: z.string().nullable(), at: time, outcome: z.enum(["delivered", "failed", "have", "cannot", "not-needed", "held-back"]), words: z.string() })),
    updateId: z.uuid().nullable(),
    subject: personRef.nullable().meta({ description: "The person it is about, such as who was paged." }),
  })
  .meta({ id: "TimelineEntry" });
export type EntryView = z.infer<typeof entrySchema>;

export const timelineFilterSchema = z.object({
  show: z.enum(["all", "people", "decisions", "key"]).default("all"),
  order: z.enum(["newest", "oldest"]).default("newest"),
});
