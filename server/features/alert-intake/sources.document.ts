import { z } from "zod";
import { reference } from "../../platform/config-document/document-schemas.ts";
import { marked } from "../../platform/config-document/marks.ts";
import { secretOrReference } from "../../platform/config-document/secrets.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, durationOrNone } from "../../platform/schemas/forms.ts";
import { line, secretForm, word } from "../../platform/schemas/text.ts";
import { mappingSchema } from "./mapping.document.ts";
import { presetIds } from "./presets.document.ts";

export const severities = ["critical", "high", "warning", "info"] as const;

const key = secretOrReference(secretForm("a key", "Write 8 to 200 letters, digits, and . _ ~ -, as they stand in a web address.", isKey));
const routingKey = secretOrReference(secretForm("a routing key", "Write exactly 32 letters and digits.", (text) => /^[A-Za-z0-9]{32}$/.test(text)));
const signingKey = secretOrReference(line());

/** The service that a label of the alert names, else the default. */
export interface SourceService {
  label?: string;
  default?: string;
}

const serviceOf = marked(
  z
    .union([reference("services"), z.strictObject({ label: line(), default: reference("services").optional() })])
    .transform((service): SourceService => (typeof service === "string" ? { default: service } : withoutAbsent(service))),
  { write: (service: SourceService) => (service.label === undefined ? service.default : service) },
);

const common = { name: line().optional(), key, service: serviceOf.optional() };

const meant = { prometheus: "alertmanager", pagerduty: "pagerduty-events-v2", webhook: "json", mail: "email", sns: "cloudwatch", cron: "heartbeat" } as const;
const unsigned = ["alertmanager", "grafana", "opsgenie", "cloudwatch", "cloudevents", "email", "syslog", "json"] as const;
const signed = ["sentry", "github"] as const;

/** The tools whose words are understood as they are; `mapped` reads any payload by expressions. */
export const sourceKinds = [...unsigned, ...signed, "pagerduty-events-v2", "heartbeat", "mapped"] as const;

const kindWord = word(sourceKinds, meant);

const meantPresets = { azure: "azure-monitor", gcp: "google-cloud-monitoring", stackdriver: "google-cloud-monitoring", elastic: "kibana", grafana: "grafana-legacy", pagerduty: "pagerduty-webhook", opsgenie: "opsgenie-webhook", "check-mk": "checkmk" } as const;
const presetWord = word(presetIds as [string, ...string[]], meantPresets);

export const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal(unsigned), ...common }),
  z.strictObject({ kind: z.literal(signed), ...common, signingKey: signingKey.optional() }),
  z.strictObject({ kind: z.literal("pagerduty-events-v2"), ...common, key: routingKey }),
  z.strictObject({ kind: z.literal("heartbeat"), ...common, every: duration, grace: durationOrNone.default("5m"), severity: word(severities).default("critical") }),
  z.strictObject({ kind: z.literal("mapped"), ...common, preset: presetWord.optional(), mapping: mappingSchema.optional() }),
], { error: ({ input }) => wrongKind(input) });

export type SourceEntry = z.output<typeof sourceSchema>;

export const sourcesSection = section({ name: "sources", shape: "map", noun: "source", schema: sourceSchema });

function isKey(text: string): boolean {
  return /^[A-Za-z0-9._~-]{8,200}$/.test(text);
}

/** A union tells no word from another, so that the list of kinds does. */
function wrongKind(source: unknown): string | undefined {
  const kind = typeof source === "object" && source !== null ? (source as { kind?: unknown }).kind : undefined;
  return kindWord.safeParse(kind).error?.issues[0]?.message;
}

function withoutAbsent(service: { label: string; default?: string | undefined }): SourceService {
  return service.default === undefined ? { label: service.label } : { label: service.label, default: service.default };
}
