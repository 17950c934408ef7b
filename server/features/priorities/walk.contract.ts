import { z } from "zod";
import { url } from "../../platform/schemas/forms.ts";
import { line, text } from "../../platform/schemas/text.ts";
import { gapStatuses, walkQuestions, watchWays } from "./walk.rules.ts";

const named = z.object({ id: z.string(), name: z.string() });

/** What a walk found. */
export const watchGapSchema = z
  .object({
    id: z.uuid(),
    walkId: z.uuid().nullable(),
    question: z.enum(walkQuestions),
    priority: named.nullable(),
    service: named.nullable(),
    text: z.string(),
    watchBy: z.enum(watchWays).nullable().meta({ description: "How it could be watched: an SLO on an indicator that is there, a new indicator, an alert." }),
    addedBy: named,
    addedAt: z.iso.datetime(),
    status: z.enum(gapStatuses),
    reason: z.string().nullable(),
    settledBy: named.nullable(),
    settledAt: z.iso.datetime().nullable(),
    link: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: "WatchGap" });
export type WatchGapView = z.infer<typeof watchGapSchema>;

export const priorityWalkSchema = z
  .object({
    id: z.uuid(),
    team: named.nullable().meta({ description: "Whose services it is about; null: those of all." }),
    step: z.number().int().meta({ description: "Where it stands, from 0." }),
    steps: z.number().int(),
    begunBy: named,
    begunAt: z.iso.datetime(),
    movedBy: named,
    movedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    people: z.array(named).meta({ description: "Who took part." }),
    gaps: z.number().int(),
    version: z.number().int(),
  })
  .meta({ id: "PriorityWalk" });
export type PriorityWalkView = z.infer<typeof priorityWalkSchema>;

const alert = z.object({ title: z.string(), service: named.nullable(), occurrences: z.number().int() });

/** A walk with the question it stands at, and what is to be seen for it. */
export const priorityWalkDetailSchema = priorityWalkSchema
  .extend({
    question: z.enum(walkQuestions),
    priority: named.extend({ criteria: z.array(z.string()) }).nullable(),
    alerts: z.array(alert).meta({ description: "Those of the last 90 days that carry this priority by the routes, or none." }),
    routes: z.array(z.object({ route: z.number().int(), when: z.string().nullable() })).meta({ description: "Routes that give this priority." }),
    useCases: z.array(z.object({ id: z.string(), name: z.string(), service: named })).meta({ description: "Objectives that carry this priority." }),
    services: z.array(named),
    found: z.array(watchGapSchema),
  })
  .meta({ id: "PriorityWalkDetail" });
export type PriorityWalkDetail = z.infer<typeof priorityWalkDetailSchema>;

const id = z.string().min(1).max(100);

export const walkBeginningSchema = z.object({ teamId: id.nullable().default(null) }).meta({ id: "PriorityWalkBeginning" });
export const walkMoveSchema = z
  .object({ step: z.number().int().min(0).max(1_000).meta({ description: "Where it goes; behind the last step it is over." }), baseVersion: z.number().int() })
  .meta({ id: "PriorityWalkMove" });

const watchBy = z.enum(watchWays).nullable();
export const watchGapWishSchema = z
  .object({ text: text(2_000), serviceId: id.nullable().default(null), priority: id.nullable().default(null), watchBy: watchBy.default(null), link: url.nullable().default(null) })
  .meta({ id: "WatchGapWish" });
export type WatchGapWish = z.output<typeof watchGapWishSchema>;

export const watchGapChangeSchema = z
  .object({
    ...{ text: text(2_000).optional(), serviceId: id.nullable().optional(), priority: id.nullable().optional(), watchBy: watchBy.optional(), link: url.nullable().optional() },
    status: z.enum(gapStatuses).optional(),
    reason: line(500).nullable().optional().meta({ description: "Why; asked for where it is dropped." }),
    baseVersion: z.number().int(),
  })
  .meta({ id: "WatchGapChange" });
export type WatchGapChange = z.output<typeof watchGapChangeSchema>;

export const gapFilterSchema = z.object({ status: z.enum([...gapStatuses, "all"]).default("all"), walkId: z.uuid().optional() });
export const gapExportSchema = gapFilterSchema.extend({ format: z.enum(["csv", "markdown"]).default("csv") });
