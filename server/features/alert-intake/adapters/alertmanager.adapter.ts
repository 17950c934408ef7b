import { z } from "zod";
import { canonicalJson } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { severityOf, webLinks, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { fieldErrors, firstText, longestDescription, readTime } from "./reading.adapter.ts";

const texts = z.record(z.string(), z.string());
const optionalText = z.string().nullish();

const alertSchema = z.looseObject({
  status: z.enum(["firing", "resolved"], { error: 'must be "firing" or "resolved"' }),
  labels: texts,
  annotations: texts.nullish(),
  startsAt: optionalText,
  generatorURL: optionalText,
  fingerprint: optionalText,
});

const webhookSchema = z.looseObject({
  externalURL: optionalText,
  truncatedAlerts: z.number().nullish(),
  alerts: z.array(alertSchema, { error: "must be the list of alerts of an Alertmanager webhook" }).max(20_000),
});

/** Alertmanager's webhook, version 4 and older (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). Each alert's own status counts, never the group's. */
export function adaptAlertmanager({ payload }: Arrival): Adapted {
  const parsed = webhookSchema.safeParse(payload);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const { alerts, externalURL, truncatedAlerts } = parsed.data;
  const note = truncatedAlerts ? `Alertmanager cut off ${truncatedAlerts} alerts. Set max_alerts: 0 in its webhook_config.` : null;
  return { signals: alerts.map((alert) => asSignal(alert, externalURL)), note };
}

function asSignal(alert: z.infer<typeof alertSchema>, externalUrl: string | null | undefined): Signal {
  const { labels } = alert;
  const annotations = alert.annotations ?? {};
  return {
    key: alert.fingerprint || canonicalJson(labels),
    status: alert.status,
    title: firstText(annotations["summary"], annotations["title"], labels["alertname"], annotations["description"]) ?? "An alert without a name",
    severity: severityOf(labels["severity"]),
    labels,
    description: annotations["description"] ? cut(annotations["description"], longestDescription) : null,
    links: webLinks([
      { text: "The query in Prometheus", href: alert.generatorURL },
      { text: "Runbook", href: annotations["runbook_url"] },
      { text: "Dashboard", href: annotations["dashboard_url"] ?? annotations["dashboard"] },
      { text: "Alertmanager", href: externalUrl },
    ]),
    startedAt: readTime(alert.startsAt),
  };
}
