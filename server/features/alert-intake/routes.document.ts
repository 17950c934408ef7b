import { z } from "zod";
import { routeNames } from "../../values/condition-names.ts";
import { condition, distinct, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, durationOrNone } from "../../platform/schemas/forms.ts";
import { form, word } from "../../platform/schemas/text.ts";
import { wrongForm } from "../../platform/schemas/wrong-form.ts";

const declaration = z.strictObject({ severity: reference("severities").optional(), priority: reference("priorities").optional() });

const outcome = z
  .strictObject({ urgency: word(["high", "low", "none"]), declare: declaration.optional() })
  .superRefine(({ urgency, declare }, context) => {
    if (urgency !== "none" || declare === undefined) return;
    const message = wrongForm("An alert of urgency none declares no incident.", "Remove `declare`, or give it the urgency high or low.");
    context.addIssue({ code: "custom", path: ["declare"], message });
  });

/** The first route whose condition holds decides; one without a condition always does. */
export const routeSchema = z.strictObject({ when: condition(routeNames).optional(), then: outcome });

export type RouteEntry = z.output<typeof routeSchema>;

export const routesSection = section({ name: "routes", shape: "list", noun: "routes", schema: routeSchema });

const part = form("something alerts can be grouped by", "Write service, severity, source or labels.<name>.", (text) =>
  /^(service|severity|source|labels\.[^\s.]{1,200})$/.test(text),
);

/** `wait` runs before the first page; `window` since the group's last alert, while another joins. */
export const groupingSchema = z.strictObject({
  by: distinct(part).default(["service", "labels.alertname"]),
  wait: z.strictObject({ high: durationOrNone.default("0s"), low: durationOrNone.default("30s") }).default({ high: "0s", low: "30s" }),
  window: duration.default("5m"),
  reopenAfter: duration.default("15m"),
});

export type GroupingEntry = z.output<typeof groupingSchema>;

export const groupingSection = section({ name: "grouping", shape: "single", noun: "grouping", schema: groupingSchema });
