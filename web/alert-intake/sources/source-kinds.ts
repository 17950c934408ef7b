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

/** What happens now with what a kind sends whose setup cannot be shown. */
export function nowWords(id: string): string {
  if (id !== "heartbeat") return `What ${kindWords(id)} sends is not understood yet. Its address is kept for when it is.`;
  return "Each beat, a POST to its address with any body or none, is accepted and kept among the deliveries. That a beat stays away is not noticed yet: nothing here opens an alert or pages anybody.";
}

/** Where its alerts go: `storefront`, or `the service its label “service” names, else storefront`. */
export function serviceWords({ serviceLabel, serviceId }: Pick<SourceView, "serviceLabel" | "serviceId">): string {
  const fallback = serviceId ?? "unassigned";
  return serviceLabel === null ? fallback : `the service its label “${serviceLabel}” names, else ${fallback}`;
}
