import type { Mapping } from "../mapping.rules.ts";
import type { Adapter } from "./adapted.adapter.ts";
import { adaptAlertmanager } from "./alertmanager.adapter.ts";
import { adaptHeartbeat } from "./heartbeat.adapter.ts";
import { adaptJson } from "./json.adapter.ts";
import { createMappedAdapter } from "./mapped.adapter.ts";
import { adaptPagerDuty } from "./pagerduty.adapter.ts";

/** The kinds whose words are understood as they are. */
const adapters: Readonly<Record<string, Adapter>> = {
  alertmanager: adaptAlertmanager,
  "pagerduty-events-v2": adaptPagerDuty,
  heartbeat: adaptHeartbeat,
  json: adaptJson,
};

const guessing = createMappedAdapter([]);

/** How the bodies of a source are read; a kind without words of its own is guessed, so that what arrives is seen. */
export function adapterOf({ kind, mapping }: { kind: string; mapping: Mapping | null }): Adapter {
  return adapters[kind] ?? (mapping === null ? guessing : createMappedAdapter([mapping]));
}
