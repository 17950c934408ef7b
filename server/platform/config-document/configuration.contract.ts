import { z } from "zod";
import { listQuery } from "../schemas/list.ts";

const edit = z
  .object({
    kind: z.enum(["set", "added", "removed", "moved"]),
    path: z.string(),
    from: z.unknown().meta({ description: "The value before; of what moved the place in the list before, from 0." }),
    to: z.unknown().meta({ description: "The value after; of what moved the place in the list after, from 0." }),
    value: z.unknown().optional().meta({ description: "What moved." }),
    at: z.number().int().optional().meta({ description: "The place of what is added to a list, from 0." }),
  })
  .meta({ id: "ConfigurationEdit" });

export const changeSchema = z
  .object({
    section: z.string(),
    id: z.string().meta({ description: "Of a list or a single thing the section's name." }),
    action: z.enum(["create", "update", "delete", "reorder"]),
    fields: z.array(edit),
    sentence: z.string(),
  })
  .meta({ id: "ConfigurationChange" });
export type ChangeView = z.infer<typeof changeSchema>;

export const foreseenSchema = z
  .object({
    weight: z.enum(["breaks", "risks", "hard"]).meta({ description: "breaks: something stops working; risks: one more thing and it does; hard: hard on people." }),
    title: z.string(),
    text: z.string().meta({ description: "What follows from it." }),
    timezone: z.string().nullable().meta({ description: "On whose clock its times are thought." }),
    pattern: z.string().nullable().meta({ description: "When it comes again by the calendar, in words." }),
    count: z.number().int().meta({ description: "How often in the 90 days to come; 0: all the time." }),
    first: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
  })
  .meta({ id: "ConfigurationForeseen" });
export type ForeseenView = z.infer<typeof foreseenSchema>;

export const changesSchema = z
  .object({
    changes: z.array(changeSchema),
    foreseen: z.array(foreseenSchema).optional().meta({ description: "Of a plan for a whole document: what would not hold any more afterwards, and holds now." }),
  })
  .meta({ id: "ConfigurationChanges" });
export type ChangesView = z.infer<typeof changesSchema>;

export const configurationEntrySchema = z
  .object({
    id: z.string(),
    entry: z.unknown().meta({ description: "In the form of the document; secrets as references." }),
    isFromFile: z.boolean().meta({ description: "A file brought it: where the file no longer holds it, it goes." }),
  })
  .meta({ id: "ConfigurationEntry" });
export type ConfigurationEntryView = z.infer<typeof configurationEntrySchema>;

export const planQuery = z.object({ plan: z.enum(["true", "false"]).default("false").meta({ description: "Only say what would change." }) });

export const entriesQuery = listQuery.extend({ cursor: z.string().max(100).optional() });

export const sectionParams = z.object({ section: z.string().max(100) });
export const entryParams = z.object({ section: z.string().max(100), id: z.string().max(100) });
