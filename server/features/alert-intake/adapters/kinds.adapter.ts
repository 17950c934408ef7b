import type { Mapping } from "../mapping.rules.ts";
import { readPresets } from "../presets.document.ts";
import type { Adapter } from "./adapted.adapter.ts";
import { adaptAlertmanagerSource } from "./alertmanager-api.adapter.ts";
import { adaptCloudEvents } from "./cloudevents.adapter.ts";
import { adaptEmail } from "./email.adapter.ts";
import { adaptCloudWatch } from "./cloudwatch.adapter.ts";
import { adaptGitHub } from "./github.adapter.ts";
import { adaptGrafana } from "./grafana.adapter.ts";
import { adaptHeartbeat } from "./heartbeat.adapter.ts";
import { adaptJson } from "./json.adapter.ts";
import { createMappedAdapter } from "./mapped.adapter.ts";
import { adaptOpsgenie } from "./opsgenie.adapter.ts";
import { adaptPagerDuty } from "./pagerduty.adapter.ts";
import { adaptSyslog } from "./syslog.adapter.ts";
import { adaptSentry } from "./sentry.adapter.ts";

/** The kinds whose words are understood as they are. */
const adapters: Readonly<Record<string, Adapter>> = {
  alertmanager: adaptAlertmanagerSource,
  grafana: adaptGrafana,
  opsgenie: adaptOpsgenie,
  cloudevents: adaptCloudEvents,
  cloudwatch: adaptCloudWatch,
  github: adaptGitHub,
  sentry: adaptSentry,
  "pagerduty-events-v2": adaptPagerDuty,
  email: adaptEmail,
  syslog: adaptSyslog,
  heartbeat: adaptHeartbeat,
  json: adaptJson,
};

const megabyte = 1_048_576;
const largest: Readonly<Record<string, number>> = { alertmanager: 16 * megabyte, grafana: 16 * megabyte, github: 25 * megabyte, email: 25 * megabyte, "pagerduty-events-v2": megabyte / 2 };

/** How large a body of a source of this kind may be, in bytes. */
export function mostBytesOf(kind: string): number {
  return largest[kind] ?? megabyte;
}

/** The most of any kind. */
export const mostBytesOfAny = Math.max(...Object.values(largest));

/** How the bodies of a source are read; a kind without words of its own is read by its mapping, by the preset of its tool, or guessed, so that what arrives is seen. */
export function adapterOf({ kind, mapping, preset }: { kind: string; mapping: Mapping | null; preset: string | null }): Adapter {
  return adapters[kind] ?? createMappedAdapter(mapping === null ? [] : [mapping], preset === null ? null : (readPresets().get(preset) ?? null));
}
