import { z } from "zod";
import { cut } from "../../../values/text.ts";
import { severityOf, webLinks, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { asLabels, longestTitle, readTime } from "./reading.adapter.ts";

const mostKey = 255;

const linkSchema = z.looseObject({ href: z.string().optional(), text: z.string().optional() });

const payloadSchema = z.looseObject({
  summary: z.string({ error: "'payload.summary' is missing or blank" }).min(1, "'payload.summary' is missing or blank"),
  source: z.string({ error: "'payload.source' is missing or blank" }).min(1, "'payload.source' is missing or blank"),
  severity: z.enum(["critical", "error", "warning", "info"], { error: "'payload.severity' is invalid (must be one of: critical, error, warning, info)" }),
  timestamp: z.union([z.string(), z.number()]).nullish(),
  component: z.string().nullish(),
  group: z.string().nullish(),
  class: z.string().nullish(),
  custom_details: z.unknown().optional(),
});

const eventSchema = z
  .looseObject({
    event_action: z.enum(["trigger", "acknowledge", "resolve"], { error: "'event_action' is invalid (must be one of: trigger, acknowledge, resolve)" }),
    dedup_key: z.string({ error: "'dedup_key' must be a text" }).max(mostKey, `'dedup_key' is longer than ${mostKey} characters`).nullish(),
    payload: payloadSchema.nullish(),
    links: z.array(linkSchema).nullish(),
    client: z.string().nullish(),
    client_url: z.string().nullish(),
  })
  .superRefine((event, context) => {
    if (event.event_action === "trigger" && !event.payload) context.addIssue({ code: "custom", path: ["payload"], message: "'payload' is missing or blank" });
    if (event.event_action !== "trigger" && !event.dedup_key) context.addIssue({ code: "custom", path: ["dedup_key"], message: "'dedup_key' is missing or blank" });
  });

/** PagerDuty's Events API v2; a trigger that came without a `dedup_key` gets a key. */
export function adaptPagerDuty({ payload, newKey }: Arrival): Adapted {
  const parsed = eventSchema.safeParse(payload);
  if (!parsed.success) return { errors: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })) };
  return { signals: [asSignal(parsed.data, newKey)], note: null };
}

const statuses = { trigger: "firing", acknowledge: "acknowledged", resolve: "resolved" } as const;

function asSignal(event: z.infer<typeof eventSchema>, newKey: string): Signal {
  const { payload } = event;
  const named = { source: payload?.source, component: payload?.component, group: payload?.group, class: payload?.class };
  return {
    key: event.dedup_key || newKey,
    status: statuses[event.event_action],
    title: cut(payload?.summary ?? "", longestTitle),
    severity: severityOf(payload?.severity),
    labels: { ...asLabels(payload?.custom_details), ...asLabels(named) },
    description: null,
    links: webLinks([
      ...(event.links ?? []).map((link) => ({ text: link.text || "Link", href: link.href })),
      { text: event.client || "The sender", href: event.client_url },
    ]),
    startedAt: readTime(payload?.timestamp),
  };
}
