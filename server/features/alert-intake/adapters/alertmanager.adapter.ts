import { canonicalJson } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { severityOf, statusOf, webLinks, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { isMembers, membersOf, textOf, type Members } from "./members.adapter.ts";
import { asLabels, firstText, longestDescription, readTime } from "./reading.adapter.ts";

export const mostAlerts = 20_000;
const mostErrors = 20;

/** Who sends lists of alerts in Alertmanager's shape. */
export interface AlertSender {
  name: string;
  /** How somebody makes it send all its alerts, or fewer of them. */
  limit: { none: string; fewer: string };
}

export interface AlertList {
  body: Members;
  alerts: readonly Members[];
  /** What of the list is missing. */
  note: string | null;
}

const alertmanager: AlertSender = {
  name: "Alertmanager",
  limit: { none: "Set max_alerts: 0 in its webhook_config.", fewer: `Set max_alerts: ${mostAlerts} in its webhook_config.` },
};

/** Alertmanager's webhook, version 4 and older (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). Each alert's own status counts, never the group's. */
export function adaptAlertmanager({ payload }: Arrival): Adapted {
  const list = readAlertList(payload, alertmanager);
  if ("errors" in list) return list;
  return { signals: list.alerts.map((alert) => ({ ...readAlert(alert), links: linksOf(alert, list.body) })), note: list.note };
}

/** The alerts of a webhook in Alertmanager's shape; it is refused where `alerts` is no list, too long a one, or one of which nothing can be read. */
export function readAlertList(payload: unknown, { name, limit }: AlertSender): AlertList | { errors: { path: string; message: string }[] } {
  if (!isMembers(payload)) return { errors: [{ path: "", message: `must be the object that a webhook of ${name} sends` }] };
  const given = payload["alerts"];
  if (!Array.isArray(given)) return { errors: [{ path: "alerts", message: `must be the list of alerts of a webhook of ${name}` }] };
  if (given.length > mostAlerts) return { errors: [{ path: "alerts", message: `holds ${given.length} alerts; at most ${mostAlerts} are taken at once. ${limit.fewer}` }] };
  const alerts = given.filter(isAlert);
  if (given.length > 0 && alerts.length === 0) return { errors: given.slice(0, mostErrors).map(wordUnreadable) };
  const cutOff = Number(textOf(payload["truncatedAlerts"]) ?? 0);
  const notes = [
    ...(cutOff > 0 ? [`${name} cut off ${cutOff} alerts. ${limit.none}`] : []),
    ...(alerts.length < given.length ? [`${given.length - alerts.length} of ${given.length} members of the list were no alerts and were left out.`] : []),
  ];
  return { body: payload, alerts, note: notes.join(" ") || null };
}

function isAlert(value: unknown): value is Members {
  return isMembers(value) && (value["labels"] === undefined || value["labels"] === null || isMembers(value["labels"]));
}

function wordUnreadable(alert: unknown, place: number): { path: string; message: string } {
  return isMembers(alert) ? { path: `alerts.${place}.labels`, message: "must be an object of labels" } : { path: `alerts.${place}`, message: "must be an alert, an object with labels" };
}

/** What one alert in Alertmanager's shape says, its links left to the sender; one that does not say that it ended fires. */
export function readAlert(alert: Members): Signal {
  const labels = asLabels(alert["labels"]);
  const annotations = textsOf(alert["annotations"]);
  const status = statusOf(alert["status"]) === "resolved" ? "resolved" : "firing";
  const startedAt = readTime(alert["startsAt"]);
  return {
    key: textOf(alert["fingerprint"]) ?? canonicalJson(labels),
    status,
    title: firstText(annotations["summary"], annotations["title"], labels["alertname"], annotations["description"]) ?? "An alert without a name",
    severity: severityOf(labels["severity"]),
    labels,
    description: annotations["description"] ? cut(annotations["description"], longestDescription) : null,
    links: [],
    startedAt,
    // An alert that ended because nobody spoke of it for a while fires again with the start it had: that is no old news.
    at: status === "resolved" ? readTime(alert["endsAt"]) : null,
  };
}

/** The members of an object that are texts, numbers or booleans, as whole texts. */
export function textsOf(value: unknown): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, member] of Object.entries(membersOf(value))) {
    const text = textOf(member);
    if (text !== null) texts[name] = text;
  }
  return texts;
}

/** Where an alert in Alertmanager's shape leads, and the body that it came in. */
export function linksOf(alert: Members, body: Members): Signal["links"] {
  const annotations = textsOf(alert["annotations"]);
  return webLinks([
    { text: "The query in Prometheus", href: alert["generatorURL"] },
    { text: "Runbook", href: annotations["runbook_url"] },
    { text: "Dashboard", href: annotations["dashboard_url"] ?? annotations["dashboard"] },
    { text: "Alertmanager", href: body["externalURL"] },
  ]);
}
