import { z } from "zod";
import { canonicalJson } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { severityOf, webLinks, type Link, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { isMembers, listOf, membersOf, textOf, type Members } from "./members.adapter.ts";
import { asLabels, firstText, longestTitle, readTime } from "./reading.adapter.ts";

const mostKey = 255;

/** The action that the address of change events writes into their bodies, which have none. */
export const changeAction = "change";

const plain = z.unknown().optional().transform(textOf);
const blank = (name: string) => `'${name}' is missing or blank`;
const required = (name: string) => plain.refine((text) => text !== null, blank(name));

const payloadSchema = z.looseObject({
  summary: required("payload.summary"),
  source: required("payload.source"),
  severity: z.enum(["critical", "error", "warning", "info"], { error: "'payload.severity' is invalid (must be one of: critical, error, warning, info)" }),
});

const eventSchema = z
  .looseObject({
    event_action: z.enum(["trigger", "acknowledge", "resolve"], { error: "'event_action' is invalid (must be one of: trigger, acknowledge, resolve)" }),
    dedup_key: plain.refine((key) => key === null || key.length <= mostKey, `'dedup_key' is longer than ${mostKey} characters`),
    payload: z.unknown().optional(),
  })
  .superRefine((event, context) => {
    if (event.event_action !== "trigger" && !event.dedup_key) context.addIssue({ code: "custom", path: ["dedup_key"], message: blank("dedup_key") });
    if (event.event_action === "trigger" && !isMembers(event.payload)) context.addIssue({ code: "custom", path: ["payload"], message: blank("payload") });
  });

/** PagerDuty's Events API v2, both of its addresses; a trigger that came without a `dedup_key` gets a key. */
export function adaptPagerDuty(arrival: Arrival): Adapted {
  if (membersOf(arrival.payload)["event_action"] === changeAction) return adaptPagerDutyChange(arrival);
  const parsed = eventSchema.safeParse(arrival.payload);
  if (!parsed.success) return { errors: errorsOf(parsed.error, "") };
  const event = parsed.data;
  const payload = membersOf(event.payload);
  const told = event.event_action === "trigger" ? payloadSchema.safeParse(payload) : null;
  if (told?.success === false) return { errors: errorsOf(told.error, "payload.") };
  return { signals: [asSignal(event, payload, event.dedup_key ?? arrival.newKey, statuses[event.event_action])], note: null };
}

/** A change event (https://developer.pagerduty.com/docs/send-change-event): only its summary is required, and it pages nobody. Told again with the same time it is the same one. */
export function adaptPagerDutyChange({ payload: body, newKey }: Arrival): Adapted {
  const event = membersOf(body);
  const payload = event["payload"];
  if (!isMembers(payload)) return { errors: [{ path: "payload", message: blank("payload") }] };
  const title = firstText(textOf(payload["summary"]));
  if (title === null) return { errors: [{ path: "payload.summary", message: blank("payload.summary") }] };
  const at = readTime(payload["timestamp"]);
  const labels = labelsOf(payload);
  const key = at === null ? newKey : canonicalJson([title, labels["source"] ?? null, at]);
  return { signals: [], changes: [{ key, title, labels, description: null, links: linksOf(event), at }], note: "a change, kept; it pages nobody" };
}

function errorsOf(error: z.ZodError, within: string): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: within + issue.path.join("."), message: issue.message }));
}

const statuses = { trigger: "firing", acknowledge: "acknowledged", resolve: "resolved" } as const;

function asSignal(event: Members, payload: Members, key: string, status: Signal["status"]): Signal {
  const at = readTime(payload["timestamp"]);
  return { key, status, title: cut(textOf(payload["summary"]) ?? key, longestTitle), severity: severityOf(payload["severity"]), labels: labelsOf(payload), description: null, links: linksOf(event), startedAt: at, at };
}

function labelsOf(payload: Members): Record<string, string> {
  const named = Object.fromEntries(["source", "component", "group", "class"].map((name) => [name, textOf(payload[name])]));
  return { ...asLabels(payload["custom_details"]), ...asLabels(named) };
}

function linksOf(event: Members): Link[] {
  return webLinks([
    ...listOf(event["links"]).map(membersOf).map((link) => ({ text: textOf(link["text"]), href: link["href"] })),
    ...listOf(event["images"]).map(membersOf).map((image) => ({ text: textOf(image["alt"]) ?? "Image", href: image["src"] })),
    { text: textOf(event["client"]) ?? "The sender", href: event["client_url"] },
  ]);
}
