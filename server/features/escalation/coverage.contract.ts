import { z } from "zod";
import { findingKinds, weights } from "./coverage-facts.rules.ts";

const time = z.iso.datetime();
const named = z.object({ id: z.string(), name: z.string() });

export const coverageFindingSchema = z
  .object({
    id: z.string().meta({ description: "The same for the same thing in a later report." }),
    kind: z.enum(findingKinds),
    weight: z.enum(weights).meta({ description: "breaks: a page may reach nobody in time; risks: one more thing and it breaks; hard: hard on people." }),
    title: z.string(),
    text: z.string().meta({ description: "What follows from it." }),
    mend: z.object({ words: z.string(), link: z.string() }).meta({ description: "What mends it, and at which address of the web it is done." }),
    timezone: z.string().nullable().meta({ description: "The zone of the schedule it is about." }),
    pattern: z.string().nullable().meta({ description: "When it comes again by the calendar, on that clock: “outside Mon to Fri 09:00 to 18:00”." }),
    people: z.array(named),
    policies: z.array(named),
    count: z.number().int().meta({ description: "How often in the span; 0: it holds the whole time." }),
    occurrences: z.array(z.object({ from: time, to: time, people: z.array(named) })).meta({ description: "The first hundred, earliest first, cut to the span." }),
    next: z.object({ from: time, to: time }).nullable().meta({ description: "The first that has not begun yet." }),
  })
  .meta({ id: "CoverageFinding" });
export type CoverageFindingView = z.infer<typeof coverageFindingSchema>;

export const coverageSchema = z
  .object({
    from: time,
    to: time,
    findings: z.array(coverageFindingSchema).meta({ description: "What breaks paging first." }),
    policies: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        services: z.array(named),
        holes: z.array(z.object({ from: time, to: time, kind: z.enum(["nobody", "empty-step", "nobody-new"]) })).meta({
          description: "nobody: no step has anybody; empty-step: one has nobody; nobody-new: one has only people of earlier steps.",
        }),
      }),
    ),
  })
  .meta({ id: "Coverage" });
export type CoverageView = z.infer<typeof coverageSchema>;

export const coverageQuery = z.object({ days: z.coerce.number().int().min(1).max(366).default(90).meta({ description: "How many days from now on." }) });
