import { z } from "zod";
import { distinct, listOf, oneOrMany, orderedMap, percent, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import { duration } from "../../platform/schemas/forms.ts";
import { line, text, word } from "../../platform/schemas/text.ts";

/** How the organization responds; the worst comes first. */
export const severitiesSchema = orderedMap(z.strictObject({ name: line(), when: text(2_000).optional(), respond: text(2_000).optional() }), "severities");

/** What must be done. */
export const prioritiesSchema = orderedMap(
  z.strictObject({
    name: line(),
    hotfix: z.boolean().default(false),
    retrospective: z.boolean().default(false),
    tell: distinct(reference("audiences")).default([]),
    updateEvery: duration.optional(),
    criteria: listOf(line(500)).default([]),
  }),
  "priorities",
);

export const verdicts = ["allowed", "confirm", "forbidden"] as const;

const ask = z.strictObject({
  roles: quiet(distinct(reference("roles")), []),
  updateEvery: duration.optional(),
  tell: quiet(distinct(reference("audiences")), []),
  actions: quiet(listOf(line(500)), []),
});

/** What holds where these priorities meet these severities: the strictest verdict counts, and what entries ask adds up. */
export const gridEntrySchema = z.strictObject({
  priority: oneOrMany(reference("priorities")),
  severity: oneOrMany(reference("severities")),
  verdict: quiet(word(verdicts), "allowed"),
  because: text(2_000).optional(),
  ask: ask.optional(),
});

/** The priority of a breach whose objective has none of its own. */
export const errorBudgetSchema = z.strictObject({
  remaining: listOf(z.strictObject({ atMost: percent(), priority: reference("priorities") })).default([]),
  velocity: listOf(z.strictObject({ moreThan: percent(), within: duration, priority: reference("priorities") })).default([]),
});
