import { z } from "zod";
import { weekdays } from "../../values/civil.ts";

const time = z.iso.datetime({ offset: true });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time of day such as 22:00");

export const matcherSchema = z
  .object({
    name: z.string().min(1).max(200).meta({ description: "A label, or service, source, severity, title." }),
    value: z.string().max(1_000),
    isRegex: z.boolean().default(false),
    isEqual: z.boolean().default(true),
  })
  .meta({ id: "Matcher" });

export const recurrenceSchema = z
  .object({ days: z.array(z.enum(weekdays)).min(1).max(7), from: timeOfDay, to: timeOfDay.meta({ description: "Not after `from`: on the next day." }), timezone: z.string().max(100) })
  .meta({ id: "Recurrence" });

const matchers = z.array(matcherSchema).min(1, "needs at least one matcher").max(20);

/** What a silence is to be. */
export const silenceWishSchema = z
  .object({
    kind: z.enum(["silence", "maintenance"]).default("silence"),
    matchers,
    reason: z.string().trim().min(1, "says why nobody is to be paged").max(1_000),
    startsAt: time.optional().meta({ description: "Now where it is left out." }),
    endsAt: time,
    ownerId: z.string().max(100).optional().meta({ description: "Who is reminded before it ends; you where it is left out." }),
    recurrence: recurrenceSchema.nullish(),
  })
  .meta({ id: "SilenceWish" });
export type SilenceWish = z.infer<typeof silenceWishSchema>;

export const silencePreviewSchema = z.object({ matchers }).meta({ id: "SilencePreviewWish" });

const person = z.object({ id: z.string(), name: z.string() });

export const silenceSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(["silence", "maintenance"]),
    state: z.enum(["planned", "live", "over"]).meta({ description: "`planned` also between two spans of one that recurs." }),
    matchers: z.array(z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() })),
    reason: z.string(),
    owner: person.nullable(),
    madeAt: z.iso.datetime(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    recurrence: recurrenceSchema.nullable(),
    endedAt: z.iso.datetime().nullable(),
    next: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable().meta({ description: "The span that holds now, else the next one." }),
    held: z.number().int().meta({ description: "How many alerts it held back." }),
  })
  .meta({ id: "Silence" });
export type SilenceView = z.infer<typeof silenceSchema>;

export const silenceCoverSchema = z
  .object({
    total: z.number().int(),
    paging: z.number().int().meta({ description: "Of these, those whose group somebody was paged for." }),
    alerts: z.array(z.object({ id: z.uuid(), title: z.string(), status: z.string(), serviceName: z.string().nullable() })),
  })
  .meta({ id: "SilenceCover" });
export type SilenceCover = z.infer<typeof silenceCoverSchema>;
