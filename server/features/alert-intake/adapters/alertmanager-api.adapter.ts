import { labelFingerprint } from "../label-fingerprint.rules.ts";
import type { Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { adaptAlertmanager, linksOf, mostAlerts, readAlert } from "./alertmanager.adapter.ts";
import { isMembers, membersOf, type Members } from "./members.adapter.ts";
import { readTime } from "./reading.adapter.ts";

/** After how long an alert ends of which nobody spoke again: Alertmanager's own `resolve_timeout`. */
const resolveTimeout = 5 * 60_000;

/** Marks a body as the list that was posted to Alertmanager's API, which is no webhook of Alertmanager's: this is what is kept of it. */
export function markPosted(alerts: unknown): { postedAlerts: unknown } {
  return { postedAlerts: alerts };
}

/** What a source of the kind `alertmanager` sends: its webhook, or what Prometheus posts to its API. */
export function adaptAlertmanagerSource(arrival: Arrival): Adapted {
  const { payload } = arrival;
  return isMembers(payload) && "postedAlerts" in payload ? adaptPosted(payload["postedAlerts"]) : adaptAlertmanager(arrival);
}

/**
 * Alerts posted to Alertmanager's API v2 (its openapi.yaml, `postableAlerts`). The same labels are the same alert, an empty label is none,
 * and an alert ends at its `endsAt`, or some minutes after it was last posted where it has none. One without labels is left out.
 */
function adaptPosted(posted: unknown): Adapted {
  if (!Array.isArray(posted)) return { errors: [{ path: "", message: 'must be a list of alerts such as [{ "labels": { "alertname": "DiskFull" } }]' }] };
  if (posted.length > mostAlerts) return { errors: [{ path: "", message: `holds ${posted.length} alerts; at most ${mostAlerts} are taken at once` }] };
  const signals = posted.flatMap((alert: unknown) => (isMembers(alert) ? readPosted(alert) : []));
  if (signals.length === 0 && posted.length > 0) return { errors: [{ path: "0.labels", message: "needs at least one label with a value" }] };
  const leftOut = posted.length - signals.length;
  return { signals, note: leftOut === 0 ? null : `${leftOut} of ${posted.length} members of the list had no labels and were left out.` };
}

function readPosted(alert: Members): Signal[] {
  const labels = labelsOf(alert);
  if (Object.keys(labels).length === 0) return [];
  const endsAt = readTime(alert["endsAt"]);
  const signal = readAlert({ ...alert, labels, status: "firing" });
  return [{ ...signal, key: labelFingerprint(labels), links: linksOf(alert, {}), lapses: endsAt === null ? { afterMilliseconds: resolveTimeout } : { at: endsAt } }];
}

function labelsOf(alert: Members): Record<string, string> {
  const entries = Object.entries(membersOf(alert["labels"]));
  return Object.fromEntries(entries.flatMap(([name, value]) => (["string", "number", "boolean"].includes(typeof value) && value !== "" ? [[name, String(value)] as const] : [])));
}
