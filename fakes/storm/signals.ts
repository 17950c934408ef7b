/** In which tool's words the alerts are sent. */
export type StormIntake =
  | { readonly kind: "pagerduty"; readonly routingKey: string }
  /** `path` is the intake address of a source, its key included. */
  | { readonly kind: "alertmanager"; readonly path: string };

/** One alert of a storm. It is built once, so that every try sends the same bytes. */
export interface StormSignal {
  readonly number: number;
  /** The sender's own key: the tool's dedup key or fingerprint, the same in every try. */
  readonly key: string;
  readonly path: string;
  readonly body: string;
}

export interface SignalPlan {
  readonly intake: StormIntake;
  readonly seed: number;
  readonly services: readonly string[];
  readonly severity: string;
}

/** The n-th alert of a storm; the same plan gives the same keys. */
export function makeSignal(plan: SignalPlan, number: number, at: Date): StormSignal {
  const key = `storm-${String(plan.seed)}-${String(number)}`;
  const service = plan.services[number % plan.services.length] ?? "storm";
  const about: About = { key, service, severity: plan.severity, at: at.toISOString() };
  if (plan.intake.kind === "pagerduty") return { number, key, path: "/v2/enqueue", body: JSON.stringify(event(about, plan.intake.routingKey)) };
  return { number, key, path: plan.intake.path, body: JSON.stringify(notification(about)) };
}

interface About {
  readonly key: string;
  readonly service: string;
  readonly severity: string;
  readonly at: string;
}

function event({ key, service, severity, at }: About, routingKey: string) {
  const payload = { summary: `Storm ${key}`, source: "storm", severity, component: service, timestamp: at, custom_details: { service } };
  return { routing_key: routingKey, event_action: "trigger", dedup_key: key, payload };
}

function notification({ key, service, severity, at }: About) {
  const labels = { alertname: "Storm", instance: key, service, severity };
  const alert = { status: "firing", labels, annotations: { summary: `Storm ${key}` }, startsAt: at, endsAt: "0001-01-01T00:00:00Z", generatorURL: "", fingerprint: key };
  return {
    version: "4",
    groupKey: `{}:{instance="${key}"}`,
    truncatedAlerts: 0,
    status: "firing",
    receiver: "muster",
    groupLabels: { instance: key },
    commonLabels: labels,
    commonAnnotations: alert.annotations,
    externalURL: "http://alertmanager.example.org",
    alerts: [alert],
  };
}
