import { z } from "zod";
import { distinct, listOf, percent, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import { secretOrReference } from "../../platform/config-document/secrets.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, secretUrl } from "../../platform/schemas/forms.ts";
import { line, text, word } from "../../platform/schemas/text.ts";

const query = text(10_000);

/** Where the numbers come from: asked of a Prometheus, `{{window}}` standing for the length of time, or pushed to us. */
export const indicatorSourceSchema = z.union([
  z.strictObject({ prometheus: z.strictObject({ url: secretOrReference(secretUrl), good: query, valid: query }) }),
  z.strictObject({ pushed: z.literal(true) }),
]);

export const indicatorKinds = ["availability", "latency", "quality", "freshness", "correctness", "coverage", "durability"] as const;

/** More breaches than that within that time raise the priority. */
const raise = z.strictObject({ moreThan: z.int().min(1).max(1_000), within: duration, to: reference("priorities") });

export const sloSchema = z.strictObject({
  name: line().optional(),
  service: reference("services"),
  journey: line(500).optional(),
  indicator: z.strictObject({ kind: word(indicatorKinds), source: indicatorSourceSchema }),
  target: percent("a percentage above 0% and below 100%", (percentage) => percentage > 0 && percentage < 100),
  window: duration,
  priority: reference("priorities").optional(),
  raise: quiet(listOf(raise), []),
  tell: quiet(distinct(reference("audiences")), []),
  snooze: duration.optional(),
});

export type SloEntry = z.output<typeof sloSchema>;

export const slosSection = section({ name: "slos", shape: "map", noun: "SLO", schema: sloSchema });
