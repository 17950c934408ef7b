import type { SourceView } from "../../../server/features/alert-intake/contract.ts";

export interface SourceKind {
  id: string;
  words: string;
  detail: string;
  /** Speaks to Muster today. */
  isThere: boolean;
}

/** What can speak to Muster, and what will. */
export const sourceKinds: readonly SourceKind[] = [
  { id: "alertmanager", words: "Alertmanager", detail: "Webhook of Prometheus", isThere: true },
  { id: "pagerduty-events-v2", words: "PagerDuty Events", detail: "Version 2, unchanged", isThere: true },
  { id: "json", words: "Plain JSON", detail: "A script, a curl, a form", isThere: true },
  { id: "grafana", words: "Grafana", detail: "Unified alerting", isThere: false },
  { id: "opsgenie", words: "Opsgenie API", detail: "Create, close, note", isThere: false },
  { id: "sentry", words: "Sentry", detail: "Signed", isThere: false },
  { id: "cloudwatch", words: "CloudWatch", detail: "Over SNS, signed", isThere: false },
  { id: "github", words: "GitHub", detail: "Changes, security", isThere: false },
  { id: "cloudevents", words: "CloudEvents", detail: "Any mode", isThere: false },
  { id: "email", words: "E-mail", detail: "An address of its own", isThere: false },
  { id: "syslog", words: "Syslog", detail: "UDP and TCP", isThere: false },
  { id: "heartbeat", words: "Heartbeat", detail: "Tells when silent", isThere: false },
  { id: "mapped", words: "Anything else", detail: "Capture and map", isThere: false },
];

/** What a kind is called. */
export function kindWords(id: string): string {
  return sourceKinds.find((kind) => kind.id === id)?.words ?? id;
}

/** Where its alerts go: `storefront`, or `the service its label “service” names, else storefront`. */
export function serviceWords({ serviceLabel, serviceId }: Pick<SourceView, "serviceLabel" | "serviceId">): string {
  const fallback = serviceId ?? "unassigned";
  return serviceLabel === null ? fallback : `the service its label “${serviceLabel}” names, else ${fallback}`;
}
